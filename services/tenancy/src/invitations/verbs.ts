import type { Clock } from '@plinth/kit/clock'
import type { Page, Queryable, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { matchVersion } from '@plinth/kit/if-match'
import { hashOfToken, newOneTimeToken } from '@plinth/kit/secrets/one-time-token'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type Caller, workspaceOf } from '../caller.ts'
import { fail } from '../errors.ts'
import { enter } from '../members/verbs.ts'
import type { AddingDeps } from '../plan-limit.ts'
import { findMembership } from '../teams/store.ts'
import { type Membership, requireManager, requireOwnerFor, seenTeam } from '../teams/team.ts'
import { findTeam, lockTeam } from '../teams/team-store.ts'
import { invitationRevoked, memberInvited, memberJoined } from './events.ts'
import { checkAcceptance, type Invitation, type InvitationDraft, newInvitation, tokenPrefix } from './invitation.ts'
import * as store from './store.ts'

/** Returns a page of the open invitations of the workspace in context, for its managers. */
export async function listInvitations(
  db: Queryable,
  caller: Caller,
  query: ListQuery | undefined,
): Promise<Page<Invitation>> {
  const workspaceId = workspaceOf(caller)
  requireManager(caller, seenTeam(caller, await findTeam(db, workspaceId, caller)))
  return store.pageInvitations(db, query, workspaceId)
}

/**
 * A manager invites an address. Inviting it again renews the invitation and invalidates its previous token. Only owners can renew the invitation
 * of an owner.
 */
export async function createInvitation(
  tx: Tx,
  caller: Caller,
  wanted: InvitationDraft,
  clock: Clock,
): Promise<{ invitation: Invitation; token: string }> {
  const draft = newInvitation(wanted)
  const team = seenTeam(caller, await lockTeam(tx, workspaceOf(caller), caller))
  requireManager(caller, team)
  const open = await store.findOpenTo(tx, team.workspaceId, draft.email)
  requireOwnerFor(caller, team, draft.role, ...(open === undefined ? [] : [open.role]))
  const { token, hash } = newOneTimeToken(tokenPrefix)
  await store.dropExpired(tx, team.workspaceId, draft.email)
  const row = { ...draft, id: newId('inv', clock), hash, invitedBy: caller.isOperator ? undefined : caller.userId }
  const invitation = await store.upsertInvitation(tx, team.workspaceId, row)
  tx.emit(memberInvited(invitation, open))
  return { invitation, token }
}

/** A manager revokes an open invitation. */
export async function deleteInvitation(tx: Tx, caller: Caller, id: string): Promise<void> {
  const team = seenTeam(caller, await lockTeam(tx, workspaceOf(caller), caller))
  requireManager(caller, team)
  const invitation = await store.findOpen(tx, team.workspaceId, id)
  if (invitation === undefined) throw fail.invitationNotFound()
  matchVersion(caller, invitation.version)
  requireOwnerFor(caller, team, invitation.role)
  await store.deleteInvitation(tx, team.workspaceId, id)
  tx.emit(invitationRevoked(invitation))
}

/**
 * The user whose address an invitation names becomes a member. Repeated and concurrent calls create one membership. `email` is the address of the
 * user in identity.
 */
export async function acceptInvitation(
  tx: Tx,
  caller: Caller,
  wanted: { token: string; userId: string; email: string },
  by: AddingDeps,
): Promise<Membership> {
  const user = { id: userOf(caller, wanted.userId), email: wanted.email }
  const hash = hashOfToken(wanted.token)
  const hint = await store.findByToken(tx, hash)
  if (hint === undefined) throw fail.invitationNotFound()
  const team = await lockTeam(tx, hint.workspaceId, caller)
  const invitation = await store.findByToken(tx, hash)
  if (team === undefined || invitation === undefined) throw fail.invitationNotFound()
  const acceptance = checkAcceptance(invitation, user)
  const existing = await findMembership(tx, team.workspaceId, user.id)
  // A member who was removed since cannot join again with the same invitation.
  if (acceptance === 'again') return existing ?? notFound()
  if (team.status === 'suspended' && !caller.isOperator) throw fail.suspended()
  if (!(await store.markAccepted(tx, team.workspaceId, invitation.id, user.id))) throw fail.invitationNotFound()
  if (existing !== undefined) return existing
  const membership = await enter(tx, caller, { ...team, userId: user.id, role: invitation.role }, by)
  tx.emit(memberJoined(membership, invitation))
  return membership
}

function userOf(caller: Caller, wantedId: string): string {
  const userId = wantedId || caller.userId
  if (userId === '') throw fail.invalid({ user_id: ['An operator must name the user who accepts.'] })
  if (userId !== caller.userId && !caller.isOperator) throw fail.operatorsOnly()
  return userId
}

function notFound(): never {
  throw fail.invitationNotFound()
}
