import type { Caller, Role } from '../caller.ts'
import { fail } from '../errors.ts'

export interface Membership {
  workspaceId: string
  userId: string
  role: Role
  createdAt: Date
  updatedAt: Date
  version: number
}

/** Roles and members that decide access in a workspace, as of one moment. */
export interface Team {
  workspaceId: string
  status: string
  /** The caller's; an operator may have none. */
  role: Role | undefined
  /** Counted up to 2. */
  ownerCount: number
}

/** May change what is the workspace's, and spend on its plan. */
export const isManager = (role: Role | undefined): boolean => role === 'owner' || role === 'admin'

/** Do the caller's calls reach it? */
export const isSeen = (caller: Caller, team: Team | undefined): team is Team =>
  team !== undefined && (team.role !== undefined || caller.isOperator)

/** Throws workspaceNotFound for what the caller does not belong to. */
export function seenTeam(caller: Caller, team: Team | undefined): Team {
  if (!isSeen(caller, team)) throw fail.workspaceNotFound()
  return team
}

/** Owners, admins and operators, while the workspace is not suspended. */
export function requireManager(caller: Caller, team: Pick<Team, 'role' | 'status'>): void {
  if (caller.isOperator) return
  if (!isManager(team.role)) throw fail.managersOnly()
  if (team.status === 'suspended') throw fail.suspended()
}

/** Only an owner, or an operator, makes or unmakes owners. */
export function requireOwnerFor(caller: Caller, team: Pick<Team, 'role'>, ...roles: readonly Role[]): void {
  if (!caller.isOperator && team.role !== 'owner' && roles.includes('owner')) throw fail.ownersOnly()
}

/** May a member's role become this one, or end (undefined)? */
export function checkRoleChange(caller: Caller, team: Team, member: Membership, role: Role | undefined): void {
  const isLeaving = role === undefined && member.userId === caller.userId
  if (isLeaving && team.status === 'suspended') throw fail.suspended()
  if (!isLeaving) requireManager(caller, team)
  requireOwnerFor(caller, team, member.role, ...(role === undefined ? [] : [role]))
  if (member.role === 'owner' && role !== 'owner' && team.ownerCount === 1) throw fail.lastOwner()
}

const rank: Record<Role, number> = { member: 0, admin: 1, owner: 2 }

export const isDemotion = (from: Role, to: Role): boolean => rank[to] < rank[from]

/** As the public API shows it (api.md §19), without what identity knows. */
export const membershipView = (membership: Membership): Record<string, unknown> => ({
  user_id: membership.userId,
  role: membership.role,
  created_at: membership.createdAt.toISOString(),
})
