import type { Database, Page } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { mayManage, readerWorkspace } from '../access.ts'
import { fail } from '../errors.ts'
import type { AuditEntry } from './entry.ts'
import { type DayHead, listHeads } from './head-store.ts'
import { type AuditScope, listEntries } from './store.ts'

/** What the caller asks to read. */
export interface Asked {
  /** Operators alone. */
  allWorkspaces: boolean
}

/** A page of the entries that the caller may read, newest first. */
export async function auditPage(
  database: Database,
  ctx: CallContext,
  asked: Asked,
  query: ListQuery | undefined,
): Promise<Page<AuditEntry>> {
  return listEntries(database, auditScope(ctx, asked), query)
}

/** A page of the heads of each day, newest first; they are of all workspaces. */
export async function headsPage(
  database: Database,
  ctx: CallContext,
  query: ListQuery | undefined,
): Promise<Page<DayHead>> {
  if (ctx.principal?.isOperator !== true) throw fail.auditHeadsOperatorsOnly()
  return listHeads(database, query)
}

/**
 * Owners and admins read their workspace. An operator reads the workspace in context, without one what belongs to no workspace,
 * and everything if asked for. Throws INSUFFICIENT_PERMISSIONS.
 */
function auditScope(ctx: CallContext, { allWorkspaces }: Asked): AuditScope {
  if (ctx.principal?.isOperator !== true) {
    if (allWorkspaces) throw fail.auditOperatorsOnly()
    const workspaceId = readerWorkspace(ctx)
    if (!mayManage(ctx)) throw fail.auditReadersOnly()
    return { workspaceId }
  }
  return { workspaceId: allWorkspaces ? undefined : ctx.workspaceId }
}
