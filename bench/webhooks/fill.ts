import { dayAfter, dayOf } from '@plinth/kit/days'
import type { Database } from '@plinth/kit/db'
import { makePartitions } from '../../services/webhooks/src/partitions/store.ts'
import type { Workspace } from './harness.ts'

interface Filling {
  workspace: Workspace
  days: readonly string[]
  /** Numbers of the deliveries. */
  first: number
  last: number
}

// A statement of the database has a time limit.
const chunkMax = 5_000

/** So many deliveries of a workspace's endpoint, due now. */
export async function queueUp(database: Database, workspace: Workspace, count: number): Promise<void> {
  const { workspaceId, endpointId } = workspace
  const today = dayOf(new Date())
  await inChunks(count, async (first, last) => {
    const filling = { workspace, days: [today], first, last }
    await events(database, filling)
    await deliveries(database, filling, `'pending', NULL::timestamptz, 0`)
    await insert(
      database,
      filling,
      'delivery_due (delivery_id, event_day, event_id, endpoint_id, workspace_id, next_at, give_up_at)',
      `${ids.delivery}, ${dayOfNumber}, ${ids.event}, $5, $1, plinth_now(), plinth_now() + interval '1 day'`,
    )
  })
  await countDeliveries(database, { workspaceId, days: [today], accepted: count, delivered: 0 })
  await database.query({
    text: 'UPDATE endpoint_state SET next_due_at = plinth_now() WHERE endpoint_id = $1',
    values: [endpointId],
  })
}

/** Forgets the deliveries of an endpoint. */
export async function unqueue(database: Database, { endpointId }: Workspace): Promise<void> {
  for (const table of ['delivery_due', 'delivery'])
    await database.query({ text: `DELETE FROM ${table} WHERE endpoint_id = $1`, values: [endpointId] })
}

/** So many deliveries of the workspaces, made and delivered in the last 30 days, with an attempt each. */
export async function fillHistory(database: Database, workspaces: readonly Workspace[], total: number): Promise<void> {
  const today = dayOf(new Date())
  const days = Array.from({ length: 30 }, (_, back) => dayAfter(today, -back))
  await makePartitions(database, days)
  const count = Math.ceil(total / workspaces.length)
  for (const workspace of workspaces) {
    await inChunks(count, async (first, last) => {
      const filling = { workspace, days, first, last }
      await events(database, filling)
      await deliveries(database, filling, `'success', plinth_now(), 1`)
      await insert(
        database,
        filling,
        `attempt (event_day, delivery_id, number, trigger, outcome, status_code, response_headers, response_body, error,
          started_at, wait_ms, dns_ms, connect_ms, tls_ms, first_byte_ms, total_ms)`,
        `${dayOfNumber}, ${ids.delivery}, 1, 'schedule', 'ok', 200, '{"date":"today","connection":"keep-alive"}', '', '',
          ${dayOfNumber}, 1, 0, 0, 0, 2, 2`,
      )
    })
    const perDay = Math.ceil(count / days.length)
    await countDeliveries(database, { workspaceId: workspace.workspaceId, days, accepted: perDay, delivered: perDay })
  }
}

/** Added to what is counted: a dispatcher may have counted in this shard today. */
async function countDeliveries(
  database: Database,
  counts: { workspaceId: string; days: string[]; accepted: number; delivered: number },
): Promise<void> {
  await database.query({
    text: `INSERT INTO delivery_count AS c (workspace_id, day, shard, accepted, delivered)
      SELECT $1, day, 15, $3, $4 FROM unnest($2::date[]) AS day
      ON CONFLICT (workspace_id, day, shard) DO UPDATE
        SET accepted = c.accepted + EXCLUDED.accepted, delivered = c.delivered + EXCLUDED.delivered`,
    values: [counts.workspaceId, counts.days, counts.accepted, counts.delivered],
  })
}

async function inChunks(count: number, fill: (first: number, last: number) => Promise<void>): Promise<void> {
  for (let first = 1; first <= count; first += chunkMax) await fill(first, Math.min(count, first + chunkMax - 1))
}

const dayOfNumber = `($2::date[])[1 + n % cardinality($2::date[])]`
const numbered = (prefix: string) => `'${prefix}_' || $1::text || lpad(n::text, 9, '0')`
const ids = { event: numbered('evt'), delivery: numbered('del') }
const payload = `convert_to('{"id":"evt_1","text":"' || repeat('x', 500) || '"}', 'UTF8')`

const events = (database: Database, filling: Filling) =>
  insert(
    database,
    filling,
    // With a key, as this release stores them: without one each would be audited late.
    'event (event_day, id, workspace_id, namespace_id, type, object_id, ordering_key, payload, created_at)',
    `${dayOfNumber}, ${ids.event}, $1, '', 'workspace.updated', $1, $1, ${payload}, ${dayOfNumber}`,
  )

const deliveries = (database: Database, filling: Filling, state: string) =>
  insert(
    database,
    filling,
    `delivery (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, status, delivered_at,
      attempts, created_at)`,
    `${dayOfNumber}, ${ids.delivery}, ${ids.event}, $5, $1, '', 'workspace.updated', ${state}, ${dayOfNumber}`,
  )

/** $1 is the workspace, $2 the days, $5 the endpoint, n the number of a delivery. */
async function insert(database: Database, { workspace, days, first, last }: Filling, into: string, values: string) {
  await database.query({
    text: `INSERT INTO ${into} SELECT ${values} FROM generate_series($3::int, $4::int) AS n WHERE $5::text <> ''`,
    values: [workspace.workspaceId, days, first, last, workspace.endpointId],
  })
}
