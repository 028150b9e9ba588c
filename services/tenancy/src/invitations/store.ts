import { foldEmail } from '@plinth/kit/access/email-address'
import { type PageSource, pagesOf, type Queryable, type Tx } from '@plinth/kit/db'
import { fromRow, readRow, theRow } from '@plinth/kit/db/rows'
import { type Invitation, type InvitationDraft, lifeDays } from './invitation.ts'

const columns =
  'i.id, i.workspace_id, i.email, i.role, i.accepted_by, i.invited_by, i.is_by_operator, i.expires_at, i.created_at, i.version'
const life = `${lifeDays} * interval '24 hours'`
const isLive = 'i.expires_at > plinth_now()'
const isOpen = `i.accepted_by IS NULL AND ${isLive}`

interface NewInvitationRow extends InvitationDraft {
  id: string
  hash: Buffer
  /** Undefined for an operator. */
  invitedBy: string | undefined
}

/** Inserts an invitation, or updates the open one of the address with a new token, role, maker and expiry. */
export async function upsertInvitation(
  tx: Tx,
  workspaceId: string,
  { id, email, role, hash, invitedBy }: NewInvitationRow,
): Promise<Invitation> {
  return theRow<Invitation>(tx, {
    name: 'invitation_upsert',
    text: `INSERT INTO invitation AS i (id, workspace_id, email, email_folded, role, token_hash, invited_by, is_by_operator,
        expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $7::text IS NULL, plinth_now() + ${life})
      ON CONFLICT (workspace_id, email_folded) WHERE accepted_by IS NULL DO UPDATE SET email = excluded.email,
        role = excluded.role, token_hash = excluded.token_hash, invited_by = excluded.invited_by,
        is_by_operator = excluded.is_by_operator, expires_at = excluded.expires_at, version = i.version + 1
      RETURNING ${columns}`,
    values: [id, workspaceId, email, foldEmail(email), role, hash, invitedBy],
  })
}

/** Deletes the expired invitation of an address, which would be renewed otherwise: a new one has an ID of its own. */
export async function dropExpired(tx: Tx, workspaceId: string, email: string): Promise<void> {
  await tx.query({
    name: 'invitation_drop_expired',
    text: `DELETE FROM invitation AS i WHERE i.workspace_id = $1 AND i.email_folded = $2 AND i.accepted_by IS NULL AND NOT ${isLive}`,
    values: [workspaceId, foldEmail(email)],
  })
}

/** Deletes some invitations that are no longer shown or accepted; true when there may be more. */
export async function forgetExpired(db: Queryable, max: number): Promise<boolean> {
  const rows = await db.query({
    name: 'invitation_forget',
    text: `DELETE FROM invitation WHERE id = ANY (ARRAY(SELECT id FROM invitation AS i WHERE NOT ${isLive}
        ORDER BY i.expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING true AS forgotten`,
    values: [max],
  })
  return rows.length === max
}

// A suspension ends the invitations that it finds. One that a gateway let through meanwhile waits until its maker is back.
const hasSuspendedMaker = `i.accepted_by IS NULL AND EXISTS (
  SELECT FROM user_tier u WHERE u.user_id = i.invited_by AND u.suspended_version = u.version)`

/** Returns the live invitation of a token, also an accepted one. */
export async function findByToken(db: Queryable, hash: Buffer): Promise<Invitation | undefined> {
  return readRow<Invitation>(db, {
    name: 'invitation_by_token',
    text: `SELECT ${columns} FROM invitation i WHERE i.token_hash = $1 AND ${isLive} AND NOT (${hasSuspendedMaker})`,
    values: [hash],
  })
}

export async function findOpen(db: Queryable, workspaceId: string, id: string): Promise<Invitation | undefined> {
  return readRow<Invitation>(db, {
    name: 'invitation_find',
    text: `SELECT ${columns} FROM invitation i WHERE i.workspace_id = $1 AND i.id = $2 AND ${isOpen}`,
    values: [workspaceId, id],
  })
}

export async function findOpenTo(db: Queryable, workspaceId: string, email: string): Promise<Invitation | undefined> {
  return readRow<Invitation>(db, {
    name: 'invitation_find_to',
    text: `SELECT ${columns} FROM invitation i WHERE i.workspace_id = $1 AND i.email_folded = $2 AND ${isOpen}`,
    values: [workspaceId, foldEmail(email)],
  })
}

/** Returns false if the invitation has ended in the meantime. */
export async function markAccepted(tx: Tx, workspaceId: string, id: string, userId: string): Promise<boolean> {
  const rows = await tx.query({
    name: 'invitation_accept',
    text: `UPDATE invitation SET accepted_by = $3, version = version + 1 WHERE workspace_id = $1 AND id = $2 RETURNING id`,
    values: [workspaceId, id, userId],
  })
  return rows.length > 0
}

export async function deleteInvitation(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.query({
    name: 'invitation_delete',
    text: 'DELETE FROM invitation WHERE workspace_id = $1 AND id = $2',
    values: [workspaceId, id],
  })
}

/** Deletes the open invitations that users created or renewed, each until a time of their own, in all workspaces. Needs no lock. */
export async function deleteInvitationsMadeUntil(
  tx: Tx,
  makers: readonly { userId: string; until: Date }[],
): Promise<void> {
  await tx.query({
    name: 'invitation_drop_made_until',
    text: `DELETE FROM invitation i USING unnest((SELECT $1::text[]), (SELECT $2::timestamptz[])) AS maker (id, until)
      WHERE i.invited_by = maker.id AND i.accepted_by IS NULL AND i.expires_at - ${life} <= maker.until`,
    values: [makers.map(({ userId }) => userId), makers.map(({ until }) => until)],
  })
}

export const invitationsOf = (workspaceId: string): PageSource => ({
  columns,
  from: 'invitation i',
  where: `i.workspace_id = $1 AND ${isOpen}`,
  values: [workspaceId],
  fields: {
    email: { column: 'i.email', type: 'text' },
    role: { column: 'i.role', type: 'text' },
    expires_at: { column: 'i.expires_at', type: 'time' },
    created_at: { column: 'i.created_at', type: 'time' },
  },
  idColumn: 'i.id',
  search: ['i.email'],
  prepared: ['email', 'role'],
})

/** Returns a page of the open invitations of a workspace. */
export const pageInvitations = pagesOf(invitationsOf, fromRow<Invitation>)
