import type { Page, Queryable, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { matchVersion } from '@plinth/kit/if-match'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type Caller, type Role, workspaceOf } from '../caller.ts'
import { fail } from '../errors.ts'
import { personalNamespace } from '../namespaces/namespace.ts'
import { endPayments } from '../namespaces/payment-verbs.ts'
import { insertFirstNamespace } from '../namespaces/store.ts'
import { lockOwner } from '../owner-lock.ts'
import type { AddingDeps } from '../plan-limit.ts'
import { memberAdded, memberRemoved, memberUpdated } from '../teams/events.ts'
import {
  deleteInvitationsBy,
  deleteMembership,
  findMembership,
  insertMembership,
  memberIdsOf,
  oldestOwnersOf,
  pageMemberships,
  saveRole,
  shareWorkspace,
  workspaceIdsOf,
} from '../teams/store.ts'
import { checkRoleChange, isDemotion, isManager, type Membership, seenTeam, type Team } from '../teams/team.ts'
import { countMembers, findTeam, lockTeam } from '../teams/team-store.ts'
import { pageUserMemberships, type UserMembership } from '../workspaces/memberships-store.ts'

const feature = 'plinth.members'
const batchMax = 100

/** Returns a page of the members of the workspace in context. */
export const listMembers = async (
  db: Queryable,
  caller: Caller,
  query: ListQuery | undefined,
): Promise<Page<Membership>> => pageMemberships(db, query, workspaceOf(caller))

/** An operator adds a member without an invitation. */
export async function addMember(
  tx: Tx,
  caller: Caller,
  userId: string,
  role: Role,
  by: AddingDeps,
): Promise<Membership> {
  if (!caller.isOperator) throw fail.operatorsOnly()
  const [, team] = await Promise.all([lockOwner(tx, userId), lockTeam(tx, workspaceOf(caller), caller)])
  const { workspaceId } = seenTeam(caller, team)
  if ((await findMembership(tx, workspaceId, userId)) !== undefined) throw fail.alreadyMember()
  const membership = await enter(tx, caller, { workspaceId, userId, role }, by)
  tx.emit(memberAdded(membership))
  return membership
}

/** Adds a member to a locked team. Throws FEATURE_LIMIT_REACHED at the limit of the plan. */
export async function enter(
  tx: Tx,
  caller: Caller,
  { workspaceId, userId, role }: Pick<Membership, 'workspaceId' | 'userId' | 'role'>,
  { clock, planLimit }: AddingDeps,
): Promise<Membership> {
  const limit = await planLimit(tx, caller, workspaceId, feature)
  if (limit !== undefined && (await countMembers(tx, workspaceId, limit)) >= limit)
    throw fail.planLimitReached(feature, limit)
  const [membership] = await Promise.all([
    insertMembership(tx, workspaceId, userId, role),
    insertFirstNamespace(tx, personalNamespace(newId('ns', clock), userId)),
  ])
  if (membership === undefined) throw new Error('a membership appeared under the lock of its team')
  return membership
}

/**
 * A manager changes a role. Only owners can add or remove the role owner, and one owner stays. The open invitations of a demoted member
 * end, and so do the payments of the workspace for a member who is no longer a manager.
 */
export async function updateMember(
  tx: Tx,
  caller: Caller,
  userId: string,
  wanted: Role | undefined,
): Promise<Membership> {
  const member = await lock(tx, caller, userId, (before) => wanted ?? before.role)
  const { workspaceId } = member
  const role = wanted ?? member.role
  if (member.role === role) return member
  if (isDemotion(member.role, role)) await deleteInvitationsBy(tx, workspaceId, userId)
  // Before the role is saved: a trigger ends the remaining payments, without events.
  if (isManager(member.role) && !isManager(role)) await endPayments(tx, workspaceId, userId)
  const saved = await saveRole(tx, workspaceId, userId, role)
  tx.emit(memberUpdated(member, saved))
  return saved
}

/** A manager removes a member, or a member leaves; one owner stays. The open invitations of the member end. */
export async function removeMember(tx: Tx, caller: Caller, userId: string): Promise<void> {
  const member = await lock(tx, caller, userId, () => undefined)
  await deleteInvitationsBy(tx, member.workspaceId, userId)
  // Before the row is deleted, as before a role is saved.
  await endPayments(tx, member.workspaceId, userId)
  await deleteMembership(tx, member.workspaceId, userId)
  tx.emit(memberRemoved(member))
}

/**
 * Returns a member in the version of the caller, whose role can change to this one or end (undefined), with the team locked
 * and before it that of the namespaces of the user, which every change of their payer takes.
 */
async function lock(
  tx: Tx,
  caller: Caller,
  userId: string,
  roleAfter: (member: Membership) => Role | undefined,
): Promise<Membership> {
  const workspaceId = workspaceOf(caller)
  const check = async (found: Team | undefined): Promise<Membership> => {
    const team = seenTeam(caller, found)
    const member = await findMembership(tx, workspaceId, userId)
    if (member === undefined) throw fail.memberNotFound()
    matchVersion(caller, member.version)
    checkRoleChange(caller, team, member, roleAfter(member))
    return member
  }
  // A caller who is refused anyway takes no lock of another user.
  await check(await findTeam(tx, workspaceId, caller))
  const [, team] = await Promise.all([lockOwner(tx, userId), lockTeam(tx, workspaceId, caller)])
  return check(team)
}

/** Returns the IDs of the next members of the workspace in context; all for a limit of 0. */
export async function listMemberIds(
  db: Queryable,
  caller: Caller,
  { after, limit }: { after: string; limit: number },
): Promise<{ userIds: string[]; nextAfter: string }> {
  const found = await memberIdsOf(db, workspaceOf(caller), after, limit === 0 ? 0 : limit + 1)
  const userIds = limit === 0 ? found : found.slice(0, limit)
  return { userIds, nextAfter: found.length > userIds.length ? (userIds.at(-1) ?? '') : '' }
}

/** Returns the workspaces of a user, only for that user and operators. */
export async function listUserWorkspaceIds(db: Queryable, caller: Caller, userId: string): Promise<string[]> {
  if (!caller.isOperator && caller.userId !== userId) throw fail.userNotFound()
  return workspaceIdsOf(db, userId)
}

/** Returns a page of the workspaces of a user with the role in each, only for that user and operators. */
export async function listUserMemberships(
  db: Queryable,
  caller: Caller,
  userId: string,
  query: ListQuery | undefined,
): Promise<Page<UserMembership>> {
  if (!caller.isOperator && caller.userId !== userId) throw fail.userNotFound()
  return pageUserMemberships(db, query, userId)
}

/** Returns true if the caller may see the user. */
export async function checkUserVisibility(db: Queryable, caller: Caller, userId: string): Promise<boolean> {
  return caller.isOperator || caller.userId === userId || shareWorkspace(db, caller, userId)
}

/** Returns the oldest owner of each workspace. */
export async function getOwners(db: Queryable, workspaceIds: readonly string[]): Promise<Record<string, string>> {
  if (workspaceIds.length > batchMax) throw fail.tooMany(batchMax)
  return oldestOwnersOf(db, workspaceIds)
}
