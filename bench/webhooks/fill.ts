import type { Database } from '@plinth/kit/db'
import { dayAfter } from '../../services/webhooks/src/partitions/days.ts'
import { makePartitions } from '../../services/webhooks/src/partitions/store.ts'
import type { Workspace } from './harness.ts'

interface Filling {
  workspace: Workspace
  count: number
  days: readonly string[]
}

const payload = `convert_to('{"id":"evt_1","text":"' || repeat('x', 500) || '"}', 'UTF8')`

/** So many deliveries of a workspace's endpoint, due now. */
export async function queueUp(
  database: Database,
  { workspaceId, endpointId }: Workspace,
  count: number,
): Promise<void> {
  const today = new Date().toISOString().slice(0, 10)
  const filling = { workspace: { workspaceId, endpointId }, count, days: [today] }
  await events(database, filling)
  await deliveries(database, filling, `'pending', NULL::timestamptz, 0`)
  await database.query({
    text: `INSERT INTO delivery_due (delivery_id, event_day, event_id, endpoint_id, workspace_id, next_at, give_up_at)
      SELECT id, event_day, event_id, endpoint_id, workspace_id, plinth_now(), plinth_now() + interval '1 day'
      FROM delivery WHERE endpoint_id = $1 AND status = 'pending'`,
    values: [endpointId],
  })
  await database.query({
    text: `INSERT INTO delivery_count (workspace_id, day, shard, accepted) VALUES ($1, $2, 15, $3)`,
    values: [workspaceId, today, count],
  })
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
export async function fillHistory(database: Database, workspaces: readonly Workspace[], count: number): Promise<void> {
  const today = new Date().toISOString().slice(0, 10)
  const days = Array.from({ length: 30 }, (_, back) => dayAfter(today, -back))
  await makePartitions(database, days)
  const fillOne = async (workspace: Workspace) => {
    const filling = { workspace, count: Math.ceil(count / workspaces.length), days }
    await events(database, filling)
    await deliveries(database, filling, `'success', plinth_now(), 1`)
    await database.query({
      text: `INSERT INTO attempt (event_day, delivery_id, number, trigger, outcome, status_code, response_headers, response_body, error,
          started_at, wait_ms, dns_ms, connect_ms, tls_ms, first_byte_ms, total_ms)
        SELECT event_day, id, 1, 'schedule', 'ok', 200, '{"date":"today","connection":"keep-alive"}', '', '', created_at, 1, 0, 0, 0, 2, 2
        FROM delivery WHERE endpoint_id = $1 AND id LIKE 'del\\_wks%'`,
      values: [workspace.endpointId],
    })
    await database.query({
      text: `INSERT INTO delivery_count (workspace_id, day, shard, accepted, delivered)
        SELECT $1, day, 15, $3, $3 FROM unnest($2::date[]) AS day`,
      values: [workspace.workspaceId, days, Math.ceil(filling.count / days.length)],
    })
  }
  for (let at = 0; at < workspaces.length; at += 2) await Promise.all(workspaces.slice(at, at + 2).map(fillOne))
}

const dayOfNumber = `($2::date[])[1 + n % cardinality($2::date[])]`

async function events(database: Database, { workspace, count, days }: Filling): Promise<void> {
  await database.query({
    text: `INSERT INTO event (event_day, id, workspace_id, namespace_id, type, object_id, payload, created_at)
      SELECT ${dayOfNumber}, 'evt_' || $1 || lpad(n::text, 9, '0'), $1, '', 'workspace.updated', $1, ${payload}, ${dayOfNumber}
      FROM generate_series(1, $3::int) AS n`,
    values: [workspace.workspaceId, days, count],
  })
}

async function deliveries(database: Database, { workspace, count, days }: Filling, state: string): Promise<void> {
  await database.query({
    text: `INSERT INTO delivery (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, status, delivered_at,
        attempts, created_at)
      SELECT ${dayOfNumber}, 'del_' || $1 || lpad(n::text, 9, '0'), 'evt_' || $1 || lpad(n::text, 9, '0'), $4, $1, '',
        'workspace.updated', ${state}, ${dayOfNumber}
      FROM generate_series(1, $3::int) AS n`,
    values: [workspace.workspaceId, days, count, workspace.endpointId],
  })
}
