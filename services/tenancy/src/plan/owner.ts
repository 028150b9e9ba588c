import type { Queryable, Tx } from '@plinth/kit/db'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import { findNamespace } from '../namespaces/store.ts'
import { findWorkspace } from '../workspaces/store.ts'

/** Whose packages and boosts. */
export interface Owner {
  id: string
  /** Who hears of changes: the workspace, or whoever pays for the namespace; empty when nobody does. */
  workspaceId: string
  /** Empty for a workspace. */
  namespaceId: string
}

/** How a caller names it: a namespace by id or uuid, a workspace by id or slug. */
export interface OwnerName {
  kind: 'namespace' | 'workspace'
  name: string
}

/** Throws RESOURCE_NOT_FOUND unless the caller sees it. */
export async function findOwner(db: Queryable, caller: Caller, { kind, name }: OwnerName): Promise<Owner> {
  if (kind === 'namespace') {
    const reached = await findNamespace(db, name, caller)
    if (reached === undefined) throw fail.namespaceNotFound()
    if (reached.status === 'suspended' && !caller.isOperator) throw fail.suspended()
    const { id, workspaceId = '' } = reached.namespace
    return { id, workspaceId, namespaceId: id }
  }
  const workspace = await findWorkspace(db, name, caller)
  if (workspace === undefined) throw fail.workspaceNotFound()
  return { id: workspace.id, workspaceId: workspace.id, namespaceId: '' }
}

/** Nobody else changes the owner's packages and boosts until the transaction ends. Answers the moment it was locked. */
export async function lockPlan(tx: Tx, { id }: Owner): Promise<Date> {
  const [, [row]] = await Promise.all([
    tx.query({
      name: 'plan_lock',
      text: `SELECT pg_advisory_xact_lock(hashtextextended('plan:' || $1, 0))`,
      values: [id],
    }),
    // Whoever waited began before the one who went first: the time of the transaction would be too early.
    tx.query<{ moment: Date }>({
      name: 'plan_moment',
      text: 'SELECT plinth_now() + (clock_timestamp() - now()) AS moment',
    }),
  ])
  if (row === undefined) throw new Error('the database does not know the time')
  return row.moment
}
