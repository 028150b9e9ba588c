import type { Clock } from '@plinth/kit/clock'
import type { Queryable, Tx } from '@plinth/kit/db'
import { firstIdOf, newId } from '@plinth/kit/ids'
import type { Actor } from '../actor.ts'

export interface Change {
  /** A workspace or a namespace; "catalog". */
  ownerId: string
  /** "package.assigned", "boost.expired", … */
  action: string
  feature?: string
  /** The assignment, boost or reservation. */
  subjectId?: string
  /** New state, or the states before and after, as JSON. */
  change: Readonly<Record<string, unknown>>
}

/** Appends a log entry, committed together with its change. */
export function logChange(tx: Tx, actor: Actor, entry: Change, clock: Clock): void {
  tx.atCommit({
    name: 'entitlement_log_insert',
    text: `INSERT INTO entitlement_log (id, owner_id, action, feature, subject_id, actor_id, change)
      VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      newId('log', clock),
      entry.ownerId,
      entry.action,
      entry.feature ?? '',
      entry.subjectId ?? '',
      actor.id,
      JSON.stringify(entry.change),
    ],
  })
}

/** Deletes some entries that are older than a day; true when there may be more. */
export async function forgetChanges(db: Queryable, day: string, max: number): Promise<boolean> {
  const moment = new Date(`${day}T00:00:00Z`)
  // By ID, whose time is the entry's but for the difference of two clocks: no index by time is needed.
  const rows = await db.query({
    text: `DELETE FROM entitlement_log WHERE id = ANY (ARRAY(
        SELECT id FROM entitlement_log WHERE id < $1 AND created_at < $2 ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED))
      RETURNING true AS forgotten`,
    values: [firstIdOf('log', moment), moment, max],
  })
  return rows.length === max
}
