import type { Queryable } from '@plinth/kit/db'
import { theRow } from '@plinth/kit/db/rows'

/** Deliveries of a workspace: accepted is counted on its own and equals the sum of the others. */
export interface Stats {
  accepted: number
  delivered: number
  pending: number
  held: number
  failed: number
  cancelled: number
}

/** One statement, so that all numbers are of one moment. */
export async function readStats(db: Queryable, workspaceId: string): Promise<Stats> {
  return theRow<Stats>(db, {
    name: 'stats_read',
    text: `SELECT coalesce(sum(accepted), 0)::bigint AS accepted, coalesce(sum(delivered), 0)::bigint AS delivered,
        coalesce(sum(failed), 0)::bigint AS failed, coalesce(sum(cancelled), 0)::bigint AS cancelled,
        (SELECT count(*) FROM delivery_due WHERE workspace_id = $1 AND held_at IS NULL) AS pending,
        (SELECT count(*) FROM delivery_due WHERE workspace_id = $1 AND held_at IS NOT NULL) AS held
      FROM delivery_count WHERE workspace_id = $1`,
    values: [workspaceId],
  })
}

/** The sums of all workspaces. */
export async function readTotals(db: Queryable): Promise<Stats> {
  return theRow<Stats>(db, {
    name: 'stats_totals',
    text: `SELECT coalesce(sum(accepted), 0)::bigint AS accepted, coalesce(sum(delivered), 0)::bigint AS delivered,
        (SELECT count(*) FROM delivery_due WHERE held_at IS NULL) AS pending,
        (SELECT count(*) FROM delivery_due WHERE (held_at IS NOT NULL) IS TRUE) AS held,
        coalesce(sum(failed), 0)::bigint AS failed, coalesce(sum(cancelled), 0)::bigint AS cancelled
      FROM delivery_count`,
  })
}

/** Seconds that the longest-waiting endpoint has had a due delivery; 0 when none waits. */
export async function readQueueLag(db: Queryable): Promise<number> {
  const [row] = await db.query<{ lag: number | null }>({
    name: 'stats_queue_lag',
    text: `SELECT extract(epoch FROM plinth_now() - min(turn_at))::float8 AS lag FROM endpoint_state WHERE turn_at <= plinth_now()`,
  })
  return row?.lag ?? 0
}

export interface EndpointState {
  state: 'active' | 'suspended' | 'disabled'
  reason: string
  count: number
}

/** Counts endpoints by state. */
export function readEndpointStates(db: Queryable): Promise<EndpointState[]> {
  return db.query<EndpointState>({
    name: 'stats_endpoint_states',
    text: `SELECT CASE WHEN suspended_at IS NOT NULL THEN 'suspended' WHEN is_active THEN 'active' ELSE 'disabled' END AS state,
        CASE WHEN is_active THEN '' ELSE disabled_reason END AS reason, count(*)::int AS count
      FROM endpoint WHERE deleted_at IS NULL GROUP BY 1, 2`,
  })
}
