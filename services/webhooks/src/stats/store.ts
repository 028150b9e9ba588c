import type { Queryable } from '@plinth/kit/db'

/** Deliveries of a workspace: accepted is counted on its own and equals the sum of the others. */
export interface Stats {
  accepted: number
  delivered: number
  pending: number
  held: number
  failed: number
  cancelled: number
}

/** One statement, so that all of it is of one moment: what has ended is counted where it ended, the rest is there. */
export async function readStats(db: Queryable, workspaceId: string): Promise<Stats> {
  const [row] = await db.query<Stats>({
    name: 'stats_read',
    text: `SELECT coalesce(sum(accepted), 0)::bigint AS accepted, coalesce(sum(delivered), 0)::bigint AS delivered,
        coalesce(sum(failed), 0)::bigint AS failed, coalesce(sum(cancelled), 0)::bigint AS cancelled,
        (SELECT count(*) FROM delivery_due WHERE workspace_id = $1 AND held_at IS NULL) AS pending,
        (SELECT count(*) FROM delivery_due WHERE workspace_id = $1 AND held_at IS NOT NULL) AS held
      FROM delivery_count WHERE workspace_id = $1`,
    values: [workspaceId],
  })
  if (row === undefined) throw new Error('an aggregate always has a row')
  return row
}
