import express from 'express'
import { Pool } from 'pg'
import { serve } from './serve.ts'
import { readWorkspace, workspaceBody } from './workspace-row.ts'

// node read.ts <database>: floor B, Express and a prepared read in one process.
const pool = new Pool({ connectionString: process.argv[2], max: 10 })
const app = express().disable('x-powered-by').disable('etag')
app.get('/api/v1/workspaces/:id', async (req, res) => {
  const row = await readWorkspace(pool, req.params.id)
  if (row === undefined) res.status(404).end()
  else res.json(workspaceBody(row))
})
serve(app)
