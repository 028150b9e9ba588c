// A deleted user gets nothing more: the rows whose events are due are those that the deletion left.
import type { Tx } from '@plinth/kit/db'
import { readRows, theRow } from '@plinth/kit/db/rows'
import type { EventOrigin } from '@plinth/kit/events/origin'
import { columns } from '../namespaces/columns.ts'
import type { Namespace } from '../namespaces/namespace.ts'
import type { Membership } from '../teams/team.ts'

/** Events of one kind that a transaction emits at most. */
export const stepMax = 500

/** A deleted user whose events are still to be emitted. */
export interface EventsDue {
  userId: string
  origin: EventOrigin
  endedAt: Date
  /** Namespaces up to this one have their events. */
  emittedToCreatedAt: Date
  emittedToId: string
}

export const dueColumns = 'user_id, origin, ended_at, emitted_to_created_at, emitted_to_id'

export async function noteEventsDue(tx: Tx, userId: string, origin: EventOrigin): Promise<EventsDue> {
  return theRow<EventsDue>(tx, {
    name: 'user_events_note',
    text: `INSERT INTO user_events_due (user_id, origin, emitted_to_created_at, emitted_to_id) VALUES ($1, $2, 'epoch', '')
      RETURNING ${dueColumns}`,
    values: [userId, JSON.stringify(origin)],
  })
}

/** Returns the next namespaces that were deleted with their user. */
export const nextNamespaces = (tx: Tx, due: EventsDue): Promise<Namespace[]> =>
  readRows<Namespace>(tx, {
    name: 'user_events_namespaces',
    text: `SELECT ${columns} FROM namespace n
      WHERE n.owner_id = $1 AND n.owner_type = 'User' AND n.deleted_at = $2 AND (n.created_at, n.id) > ($3, $4)
      ORDER BY n.created_at, n.id LIMIT ${stepMax}`,
    values: [due.userId, due.endedAt, due.emittedToCreatedAt, due.emittedToId],
  })

export async function noteEmitted(tx: Tx, userId: string, { createdAt, id }: Namespace): Promise<void> {
  await tx.query({
    name: 'user_events_emitted',
    text: 'UPDATE user_events_due SET emitted_to_created_at = $2, emitted_to_id = $3 WHERE user_id = $1',
    values: [userId, createdAt, id],
  })
}

/** Returns the next memberships that ended with their user, once. */
export const takeEndedMemberships = (tx: Tx, userId: string): Promise<Membership[]> =>
  readRows<Membership>(tx, {
    name: 'user_events_memberships',
    text: `DELETE FROM ended_membership WHERE user_id = $1 AND workspace_id = ANY (ARRAY(
        SELECT workspace_id FROM ended_membership WHERE user_id = $1 ORDER BY workspace_id LIMIT ${stepMax}))
      RETURNING workspace_id, user_id, role, created_at, updated_at, version`,
    values: [userId],
  })

export async function endEventsDue(tx: Tx, userId: string): Promise<void> {
  await tx.query({
    name: 'user_events_end',
    text: 'DELETE FROM user_events_due WHERE user_id = $1',
    values: [userId],
  })
}
