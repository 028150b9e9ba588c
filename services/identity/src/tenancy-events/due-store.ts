// A row of keys_end_due says: keys that ended are left. Where there is one, events and the job lock it before the user and the keys.
// Two deliveries of an event at once, beside the job, may deadlock: PostgreSQL ends one, which comes again.
import type { Tx } from '@plinth/kit/db'
import type { EventOrigin } from '@plinth/kit/events/origin'

/** Keys that ended with a membership, a workspace or a user: those that were made until then. */
export interface EndedKeys {
  /** '': keys of the user in every workspace. */
  workspaceId: string
  /** '': keys of every user. */
  userId: string
  until: Date
  /** The actor that ended them, and the request. */
  origin: EventOrigin
}

export async function lockKeysDue(tx: Tx, { workspaceId, userId }: EndedKeys): Promise<void> {
  await tx.query({
    name: 'keys_due_lock',
    text: 'SELECT FROM keys_end_due WHERE workspace_id = $1 AND user_id = $2 FOR UPDATE',
    values: [workspaceId, userId],
  })
}

/** Notes that keys are left, behind those that were noted before. */
export async function noteKeysDue(tx: Tx, { workspaceId, userId, until, origin }: EndedKeys): Promise<void> {
  await tx.query({
    name: 'keys_due_note',
    text: `INSERT INTO keys_end_due AS d (workspace_id, user_id, until, origin) VALUES ($1, $2, $3, $4)
      ON CONFLICT (workspace_id, user_id) DO UPDATE SET until = greatest(d.until, excluded.until), turn_at = plinth_now()`,
    values: [workspaceId, userId, until, JSON.stringify(origin)],
  })
}
