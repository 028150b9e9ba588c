import { coversScope } from '@plinth/kit/access/scopes'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { fail } from './errors.ts'

/** The workspace in context, for its members and operators. */
export function readerWorkspace(ctx: CallContext): string {
  if (ctx.workspaceId === '') throw fail.workspaceMissing()
  if (!isOperator(ctx) && ctx.role === Role.ROLE_UNSPECIFIED) throw fail.roleTooLow()
  return ctx.workspaceId
}

/** The workspace in context, for the owners, admins and operators who manage its webhooks (api.md §4). */
export function managerWorkspace(ctx: CallContext): string {
  const workspaceId = readerWorkspace(ctx)
  if (!mayManage(ctx)) throw fail.roleTooLow()
  return workspaceId
}

/** A caller who acts in one namespace can name it alone; a caller without one can name any. */
export function refuseOtherNamespaces({ namespaceId }: CallContext, namespaceIds: readonly string[]): void {
  if (namespaceId !== '' && namespaceIds.some((id) => id !== namespaceId)) throw fail.otherNamespace()
}

/** Notes in the audit log that an operator is shown rows of these workspaces. */
export type NoteReads = (ctx: CallContext, workspaceIds: readonly string[]) => Promise<void>

/** Throws INSUFFICIENT_PERMISSIONS for every other caller. */
export function requireOperator(ctx: CallContext): void {
  if (!isOperator(ctx)) throw fail.operatorsOnly()
}

/** The workspace of an event that is published: that in context, which operators may leave for another one. */
export function publisherWorkspace(ctx: CallContext, asked: string): string {
  if (isOperator(ctx) && asked !== '') return asked
  const workspaceId = readerWorkspace(ctx)
  if (asked !== '' && asked !== workspaceId) throw fail.otherWorkspace()
  return workspaceId
}

export function mayManage(ctx: CallContext): boolean {
  return isOperator(ctx) || ctx.role === Role.ROLE_ADMIN || ctx.role === Role.ROLE_OWNER
}

/** Those who may have deliveries sent again: owners, admins and operators with the scope of it. */
export function maySendAgain(ctx: CallContext): boolean {
  return mayManage(ctx) && coversScope(ctx.principal?.scopes ?? [], 'write:webhooks')
}

/** Types of events with data that only owners and admins may read: invited addresses (api.md §14). */
export function hiddenEventTypes(ctx: CallContext): readonly string[] {
  return mayManage(ctx) ? [] : ['member.invited', 'member.invitation_revoked']
}

export function isOperator(ctx: CallContext): boolean {
  return ctx.principal?.isOperator === true
}
