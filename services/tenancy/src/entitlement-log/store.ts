import type { Clock } from '@plinth/kit/clock'
import type { Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
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
