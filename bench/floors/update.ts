import { randomBytes, randomUUID } from 'node:crypto'
import express from 'express'
import { Pool } from 'pg'
import { serve } from './serve.ts'
import { type WorkspaceRow, workspaceBody } from './workspace-row.ts'

const update = {
  name: 'update',
  text: `UPDATE workspace SET name = $2, updated_at = plinth_now(), version = version + 1
    WHERE id = $1 AND deleted_at IS NULL RETURNING *`,
}
const insert = {
  name: 'insert',
  text: `INSERT INTO idempotency_key (id, fingerprint, first_request_id, is_refusal, sealed, expires_at)
    VALUES ($1, $2, $3, false, $4, now() + interval '24 hours')`,
}

// node update.ts <database> <id>…: Express, one UPDATE and one INSERT by hand in one transaction. Makes the workspaces.
const [url = '', ...ids] = process.argv.slice(2)
const pool = new Pool({ connectionString: url, max: 10 })
for (const id of ids) {
  const values = [id, `acme-${randomBytes(6).toString('hex')}`]
  await pool.query({
    text: `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata)
      VALUES ($1, 'Acme', $2, 'free', 'active', '{}', '{}', '{}')`,
    values,
  })
  await pool.query({
    text: "INSERT INTO membership (workspace_id, user_id, role) VALUES ($1, 'usr_by_hand', 'owner')",
    values: [id],
  })
}
const app = express().disable('x-powered-by').disable('etag').use(express.json())

app.patch('/api/v1/workspaces/:id', async (req, res) => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query<WorkspaceRow>({ ...update, values: [req.params.id, req.body.name] })
    const [row] = rows
    if (row === undefined) throw new Error('there is no such workspace')
    const answer = JSON.stringify(workspaceBody(row))
    await client.query({ ...insert, values: [randomBytes(32), randomBytes(32), randomUUID(), Buffer.from(answer)] })
    await client.query('COMMIT')
    res.type('json').send(answer)
  } catch (err) {
    await client.query('ROLLBACK')
    throw err
  } finally {
    client.release()
  }
})
serve(app)
