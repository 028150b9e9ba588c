import { randomBytes, randomUUID } from 'node:crypto'
import { eventSubject } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { newId } from '@plinth/kit/ids'
import express from 'express'
import { Pool, type QueryConfig } from 'pg'
import { serve } from './serve.ts'
import { workspaceBody } from './workspace-row.ts'

const prepared =
  (name: string, text: string) =>
  (values: unknown[]): QueryConfig => ({ name, text, values })

/** The rows that POST /workspaces writes, one prepared statement for each. */
const inserts = {
  workspace: prepared(
    'workspace',
    `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata)
      VALUES ($1, $2, $3, 'free', 'active', '{}', '{}', '{}') RETURNING *`,
  ),
  membership: prepared(
    'membership',
    `INSERT INTO membership (workspace_id, user_id, role, workspace_name, workspace_slug, workspace_tier, workspace_status,
        workspace_created_at)
      VALUES ($1, $2, 'owner', $3, $4, 'free', 'active', $5)`,
  ),
  namespace: prepared(
    'namespace',
    `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata,
        is_default, is_active)
      VALUES ($1, $2, 'Default', 'default', 'Workspace', $3, $3, '{}', '{}', '{}', true, true)`,
  ),
  outbox: prepared(
    'outbox',
    `INSERT INTO outbox (id, subject, payload, traceparent, awaiting) VALUES ($1, $2, $3, '', '{webhooks}')`,
  ),
  idempotencyKey: prepared(
    'idempotency_key',
    `INSERT INTO idempotency_key (id, fingerprint, first_request_id, is_refusal, sealed, expires_at)
      VALUES ($1, $2, $3, false, $4, now() + interval '24 hours')`,
  ),
}

// node insert.ts <database>: Express and the rows of POST /workspaces, by hand in one transaction.
const pool = new Pool({ connectionString: process.argv[2], max: 10 })
const clock = new SystemClock()
const app = express().disable('x-powered-by').disable('etag').use(express.json())

app.post('/api/v1/workspaces', async (req, res) => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const id = newId('wks', clock)
    const slug = `acme-${randomBytes(6).toString('hex')}`
    const { rows } = await client.query(inserts.workspace([id, req.body.name, slug]))
    await client.query(inserts.membership([id, 'usr_by_hand', req.body.name, slug, rows[0].created_at]))
    await client.query(inserts.namespace([newId('ns', clock), randomUUID(), id]))
    const answer = JSON.stringify(workspaceBody(rows[0]))
    for (const type of ['workspace.created', 'namespace.created', 'member.added'])
      await client.query(inserts.outbox([newId('evt', clock), eventSubject(id, type), Buffer.from(answer)]))
    await client.query(inserts.idempotencyKey([randomBytes(32), randomBytes(32), randomUUID(), Buffer.from(answer)]))
    await client.query('COMMIT')
    res.status(201).type('json').send(answer)
  } catch (err) {
    await client.query('ROLLBACK')
    throw err
  } finally {
    client.release()
  }
})
serve(app)
