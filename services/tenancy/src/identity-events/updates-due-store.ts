// Workspaces get the event in the order of their creation: an index has those of a user in it, and no workspace moves.
import type { DomainEvent, Tx } from '@plinth/kit/db'
import { readRow, readRows } from '@plinth/kit/db/rows'
import type { EventOrigin } from '@plinth/kit/events/origin'

/** Workspaces to which a transaction emits at most. */
export const stepMax = 500

/** A change of a user that is emitted to the workspaces of the user; those up to a place have it. */
export interface UpdateDue {
  eventId: string
  userId: string
  version: number
  content: Pick<DomainEvent, 'attributes' | 'changes'>
  origin: EventOrigin
  emittedToCreatedAt: Date
  emittedToId: string
}

export interface UserWorkspace {
  id: string
  createdAt: Date
  /** False until the copies beside its memberships follow its deletion. */
  isLiving: boolean
}

/** The next workspaces of the user behind the place. */
export const nextWorkspaces = (tx: Tx, due: UpdateDue): Promise<UserWorkspace[]> =>
  readRows<UserWorkspace>(tx, {
    name: 'user_updates_workspaces',
    // OFFSET 0 has each workspace looked up: else all are read, to be hashed.
    text: `SELECT m.workspace_id AS id, m.workspace_created_at AS created_at,
        EXISTS (SELECT FROM workspace w WHERE w.id = m.workspace_id AND w.deleted_at IS NULL OFFSET 0) AS is_living
      FROM membership m
      WHERE m.user_id = $1 AND m.workspace_created_at IS NOT NULL AND (m.workspace_created_at, m.workspace_id) > ($2::timestamptz, $3)
      ORDER BY m.workspace_created_at, m.workspace_id LIMIT ${stepMax}`,
    values: [due.userId, due.emittedToCreatedAt, due.emittedToId],
  })

/** Notes that workspaces behind the place are left. */
export async function noteUpdateDue(tx: Tx, due: UpdateDue): Promise<void> {
  await tx.query({
    name: 'user_updates_note',
    text: `INSERT INTO user_updates_due (event_id, user_id, version, content, origin, emitted_to_created_at, emitted_to_id)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (event_id) DO UPDATE SET emitted_to_created_at = excluded.emitted_to_created_at, emitted_to_id = excluded.emitted_to_id`,
    values: [
      ...[due.eventId, due.userId, due.version, JSON.stringify(due.content), JSON.stringify(due.origin)],
      ...[due.emittedToCreatedAt, due.emittedToId],
    ],
  })
}

/** Returns true while an earlier change of the user is still to be emitted to some workspaces. */
export async function hasUpdateDue(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.query({
    name: 'user_updates_of_user',
    text: 'SELECT FROM user_updates_due WHERE user_id = $1 LIMIT 1',
    values: [userId],
  })
  return rows.length > 0
}

/** Takes the change whose turn came first, behind no earlier one of its user. */
export const takeUpdateDue = (tx: Tx): Promise<UpdateDue | undefined> =>
  readRow<UpdateDue>(tx, {
    name: 'user_updates_take',
    text: `SELECT event_id, user_id, version, content, origin, emitted_to_created_at, emitted_to_id FROM user_updates_due d
      WHERE turn_at <= plinth_now() AND NOT EXISTS (
        SELECT FROM user_updates_due e WHERE e.user_id = d.user_id AND e.version < d.version OFFSET 0)
      ORDER BY turn_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED`,
  })
