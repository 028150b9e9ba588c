import { randomBytes } from 'node:crypto'
import { SystemClock } from '@plinth/kit/clock'
import { dayOf } from '@plinth/kit/days'
import { newId } from '@plinth/kit/ids'
import type { Pool } from 'pg'

/** An endpoint of a workspace, and its database of webhooks. */
export interface Target {
  workspaceId: string
  endpointId: string
}

const clock = new SystemClock()

/** The rows of these events with a delivery each, by hand: multi-row INSERTs in one transaction. */
export async function insertRows(
  pool: Pool,
  { workspaceId, endpointId }: Target,
  payloads: readonly string[],
): Promise<string[]> {
  const now = new Date()
  const day = dayOf(now)
  const events = payloads.map((payload) => ({ id: newId('evt', clock), delivery: newId('del', clock), payload }))
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query({
      name: 'event',
      text: `INSERT INTO event (event_day, id, workspace_id, namespace_id, type, object_id, payload, created_at)
        SELECT $1, id, $2, '', 'bench.happened', '', payload, $3 FROM unnest($4::text[], $5::bytea[]) AS new (id, payload)`,
      values: [day, workspaceId, now, events.map(({ id }) => id), events.map(({ payload }) => Buffer.from(payload))],
    })
    await client.query({
      name: 'delivery',
      text: `INSERT INTO delivery (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, status, next_attempt_at)
        SELECT $1, id, event_id, $2, $3, '', 'bench.happened', 'pending', now() + interval '1 hour'
        FROM unnest($4::text[], $5::text[]) AS new (id, event_id)`,
      values: [day, endpointId, workspaceId, events.map(({ delivery }) => delivery), events.map(({ id }) => id)],
    })
    await client.query({
      name: 'delivery_due',
      text: `INSERT INTO delivery_due (delivery_id, event_day, event_id, endpoint_id, workspace_id, next_at, give_up_at)
        SELECT id, $1, event_id, $2, $3, now() + interval '1 hour', now() + interval '1 day'
        FROM unnest($4::text[], $5::text[]) AS new (id, event_id)`,
      values: [day, endpointId, workspaceId, events.map(({ delivery }) => delivery), events.map(({ id }) => id)],
    })
    await client.query({
      name: 'endpoint_state',
      text: `UPDATE endpoint_state SET next_due_at = least(next_due_at, now() + interval '1 hour') WHERE endpoint_id = $1`,
      values: [endpointId],
    })
    await client.query({
      name: 'delivery_count',
      text: `INSERT INTO delivery_count AS c (workspace_id, day, shard, accepted) VALUES ($1, $2, $3, $4)
        ON CONFLICT (workspace_id, day, shard) DO UPDATE SET accepted = c.accepted + excluded.accepted`,
      values: [workspaceId, day, randomBytes(1)[0] ?? 0, events.length],
    })
    await client.query('COMMIT')
    return events.map(({ id }) => id)
  } catch (err) {
    await client.query('ROLLBACK')
    throw err
  } finally {
    client.release()
  }
}
