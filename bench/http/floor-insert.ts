import { randomBytes, randomUUID } from 'node:crypto'
import { eventSubject } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { newId } from '@plinth/kit/ids'
import express from 'express'
import { Pool } from 'pg'
import { serve } from './floor.ts'
import { inserts } from './inserts.ts'
import { workspaceBody } from './workspace-row.ts'

// node floor-insert.ts <database>: Express and the rows of POST /workspaces, by hand in one transaction.
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
