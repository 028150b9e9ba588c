import type { Database, Tx } from '@plinth/kit/db'
import { cancelDeliveries } from '../bulk-transitions/store.ts'
import { lockEndpointStates, refreshDue } from '../delivery-queue/endpoint-state-store.ts'
import { plannedAnew } from '../delivery-queue/planner-settings.ts'

const endpointsMax = 100
const deliveriesMax = 2_000

/** Ends, as failed, deliveries that have been due for as long as they may be; leased ones end with their leases. Returns how many. */
export function giveUpOverdue(database: Database, shard: number): Promise<number> {
  const overdue = 'give_up_at <= plinth_now() AND lease_token IS NULL AND held_at IS NULL'
  return endUnfinished(database, { where: overdue, values: [], status: 'failed', shard })
}

/**
 * Ends, as cancelled, unfinished deliveries of days that are no longer kept, held ones included; and those that are leased again after
 * a lease that ran out or was given back, since a poller that never acknowledges has them leased at any time. Any other attempt may
 * still end: the next of its ordering key must not overtake it. Returns how many.
 */
export function cancelBefore(database: Database, day: string, shard: number): Promise<number> {
  const old = `event_day < $1::date AND (lease_token IS NULL OR previous_outcome IN ('unknown', 'returned'))`
  return endUnfinished(database, { where: old, values: [day], status: 'cancelled', shard })
}

/** Deletes the endpoints of workspaces that were deleted a moment ago. */
export async function closeEndpoints(database: Database, shard: number): Promise<void> {
  await database.transaction(async (tx) => {
    const rows = await tx.query<{ id: string }>({
      name: 'endpoint_closing',
      text: `SELECT id FROM endpoint WHERE closing_at <= plinth_now() AND deleted_at IS NULL ORDER BY id LIMIT ${endpointsMax}`,
    })
    if (rows.length === 0) return
    const ids = rows.map(({ id }) => id)
    await tx.query(lockEndpointStates(ids))
    await tx.query({
      name: 'endpoint_close',
      text: `UPDATE endpoint SET deleted_at = plinth_now(), is_active = false, version = version + 1
        WHERE id = ANY ($1) AND deleted_at IS NULL`,
      values: [ids],
    })
    await cancelDeliveries(tx, ids, shard)
  })
}

interface NextStatus {
  where: string
  values: unknown[]
  status: 'failed' | 'cancelled'
  shard: number
}

function endUnfinished(database: Database, { where, values, status, shard }: NextStatus): Promise<number> {
  return database.transaction(async (tx: Tx) => {
    const rows = await tx.query<{ endpoint_id: string }>(
      plannedAnew({
        text: `SELECT DISTINCT endpoint_id FROM (SELECT endpoint_id FROM delivery_due WHERE ${where} LIMIT ${deliveriesMax}) AS ending`,
        values,
      }),
    )
    if (rows.length === 0) return 0
    const ids = rows.map(({ endpoint_id }) => endpoint_id)
    await tx.query(lockEndpointStates(ids))
    const ended = await tx.query(
      plannedAnew({
        text: `WITH gone AS (
          DELETE FROM delivery_due WHERE delivery_id = ANY (ARRAY(
            SELECT delivery_id FROM delivery_due
            WHERE ${where} AND endpoint_id = ANY ($${values.length + 1}) LIMIT ${deliveriesMax} FOR UPDATE))
          RETURNING delivery_id, event_day, workspace_id
        ), counted AS (
          INSERT INTO delivery_count AS c (workspace_id, day, shard, ${status})
          SELECT workspace_id, event_day, $${values.length + 2}, count(*) FROM gone GROUP BY 1, 2 ORDER BY 1, 2
          ON CONFLICT (workspace_id, day, shard) DO UPDATE SET ${status} = c.${status} + excluded.${status}
        )
        UPDATE delivery d SET status = '${status}', next_attempt_at = NULL
        FROM gone g WHERE d.event_day = g.event_day AND d.id = g.delivery_id RETURNING true`,
        values: [...values, ids, shard],
      }),
    )
    tx.atCommit(refreshDue(ids))
    return ended.length
  })
}
