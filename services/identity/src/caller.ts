import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { fail } from './errors.ts'

/** The caller, by the fields that this service needs. */
export interface Caller {
  /** Empty for the local command, which acts as an operator without a key. */
  keyId: string
  /** Empty for an operator. */
  userId: string
  isOperator: boolean
  scopes: readonly string[]
  /** Empty for a caller with a key. */
  sessionId: string
  /** Empty when the call names no workspace. */
  workspaceId: string
  /** Owner or admin of the workspace, or an operator. */
  isManager: boolean
  ifMatchVersion: number | undefined
  ifMatchVersions: readonly number[]
  planLimits: Readonly<Record<string, number>>
}

export function callerOf(context: CallContext): Caller {
  const { principal, role } = context
  if (principal === undefined || (principal.userId === '' && !principal.isOperator)) throw fail.unauthenticated()
  return {
    keyId: principal.keyId,
    userId: principal.userId,
    isOperator: principal.isOperator,
    scopes: principal.scopes,
    sessionId: principal.sessionId,
    workspaceId: context.workspaceId,
    isManager: principal.isOperator || role === Role.ROLE_OWNER || role === Role.ROLE_ADMIN,
    ifMatchVersion: context.ifMatchVersion,
    ifMatchVersions: context.ifMatchVersions,
    planLimits: context.planLimits,
  }
}

export function requireOperator({ isOperator }: Caller): void {
  if (!isOperator) throw fail.operatorsOnly()
}

/** The workspace in context. Throws when the call names none. */
export function workspaceOf(caller: Caller): string {
  if (caller.workspaceId === '') throw fail.noWorkspace()
  return caller.workspaceId
}
