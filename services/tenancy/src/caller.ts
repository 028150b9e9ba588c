import { type CallContext, Role as RoleMessage } from '@plinth/proto/common/v1/context.ts'
import { fail } from './errors.ts'

/** Whoever calls, in this service's own words. Its role is asked of the database, where it is needed. */
export interface Caller {
  /** Empty for an operator. */
  userId: string
  isOperator: boolean
  /** Empty when the call names none. */
  workspaceId: string
  ifMatchVersion: number | undefined
}

export type Role = 'owner' | 'admin' | 'member'

export function callerOf({ principal, workspaceId, ifMatchVersion }: CallContext): Caller {
  if (principal === undefined || (principal.userId === '' && !principal.isOperator)) throw fail.unauthenticated()
  return { userId: principal.userId, isOperator: principal.isOperator, workspaceId, ifMatchVersion }
}

/** The workspace the call acts in. */
export function workspaceOf(caller: Caller): string {
  if (caller.workspaceId === '') throw fail.noWorkspace()
  return caller.workspaceId
}

/** If-Match; to be asked under the row's lock. */
export function matchVersion(caller: Caller, version: number): void {
  if (caller.ifMatchVersion !== undefined && caller.ifMatchVersion !== version) throw fail.stale()
}

const roleMessages = {
  owner: RoleMessage.ROLE_OWNER,
  admin: RoleMessage.ROLE_ADMIN,
  member: RoleMessage.ROLE_MEMBER,
} as const

export const toRoleMessage = (role: Role | undefined): RoleMessage =>
  role === undefined ? RoleMessage.ROLE_UNSPECIFIED : roleMessages[role]
