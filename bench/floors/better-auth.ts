import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import express from 'express'
import { Pool } from 'pg'
import { serve } from './serve.ts'
import { readWorkspace, workspaceBody } from './workspace-row.ts'

// node better-auth.ts <its own database> <the workspaces' database> <keys>: Express, better-auth's API keys, one prepared read.
const [own = '', workspaces = '', keyCount = '1'] = process.argv.slice(2)
const auth = betterAuth({
  database: new Pool({ connectionString: own, max: 10 }),
  secret: 'only for a benchmark on loopback, 32+ characters',
  baseURL: 'http://127.0.0.1',
  telemetry: { enabled: false },
  // It reports the missing tables before they are made below.
  logger: { disabled: true },
  emailAndPassword: { enabled: true },
  // It counts and decides as Plinth does, and refuses nothing here.
  plugins: [apiKey({ rateLimit: { enabled: true, timeWindow: 3_600_000, maxRequests: 1_000_000_000 } })],
})
const { runMigrations } = await getMigrations(auth.options)
await runMigrations()
const { user } = await auth.api.signUpEmail({
  body: { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' },
})
const keys: string[] = []
while (keys.length < Number(keyCount)) keys.push((await auth.api.createApiKey({ body: { userId: user.id } })).key)

const pool = new Pool({ connectionString: workspaces, max: 10 })
const app = express().disable('x-powered-by').disable('etag')
app.get('/api/v1/workspaces/:id', async (req, res) => {
  const key = req.headers.authorization?.slice('Bearer '.length) ?? ''
  const { valid } = await auth.api.verifyApiKey({ body: { key } })
  const row = valid ? await readWorkspace(pool, req.params.id) : undefined
  if (row === undefined) res.status(valid ? 404 : 401).end()
  else res.json(workspaceBody(row))
})
serve(app, keys)
