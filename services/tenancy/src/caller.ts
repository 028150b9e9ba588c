import { type CallContext, Role as RoleMessage } from '@plinth/proto/common/v1/context.ts'
import { fail } from './errors.ts'

/** The caller in the terms of this service. Its role is read from the database where it is needed. */
export interface Caller {
  /** Empty for an operator. */
  userId: string
  isOperator: boolean
  /** Empty if the call names none. */
  workspaceId: string
  /** Only workspace in which the API key of the caller may act now; empty for all workspaces of its user, or for an operator. */
  boundTo: string
  ifMatchVersion: number | undefined
  ifMatchVersions: readonly number[]
  /** Limits of the plan of that workspace on the resources of Plinth itself. */
  planLimits: Readonly<Record<string, number>>
}

const roles = ['owner', 'admin', 'member'] as const
export type Role = (typeof roles)[number]

export function callerOf(context: CallContext): Caller {
  const { principal, workspaceId, ifMatchVersion, ifMatchVersions, planLimits } = context
  if (principal === undefined || (principal.userId === '' && !principal.isOperator)) throw fail.unauthenticated()
  const { userId, isOperator, homeWorkspaceId } = principal
  // The gateway has checked that the key may act in the workspace of the call (ResolveAccess).
  const boundTo = isOperator || homeWorkspaceId === '' ? '' : workspaceId || homeWorkspaceId
  return { userId, isOperator, workspaceId, boundTo, ifMatchVersion, ifMatchVersions, planLimits }
}

/** Returns the workspace of the call. */
export function workspaceOf(caller: Caller): string {
  if (caller.workspaceId === '') throw fail.noWorkspace()
  return caller.workspaceId
}

/** Returns true if the API key of the caller may act in this workspace. */
export const reaches = ({ boundTo }: Caller, workspaceId: string): boolean => boundTo === '' || boundTo === workspaceId

const roleMessages = {
  owner: RoleMessage.ROLE_OWNER,
  admin: RoleMessage.ROLE_ADMIN,
  member: RoleMessage.ROLE_MEMBER,
} as const

export const toRoleMessage = (role: Role | undefined): RoleMessage =>
  role === undefined ? RoleMessage.ROLE_UNSPECIFIED : roleMessages[role]

/** Throws VALIDATION_ERROR if the message has no role. */
export function fromRoleMessage(message: RoleMessage): Role {
  for (const role of roles) if (roleMessages[role] === message) return role
  throw fail.invalid({ role: [`The role must be one of ${roles.join(', ')}.`] })
}
