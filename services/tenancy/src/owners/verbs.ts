import type { Clock } from '@plinth/kit/clock'
import type { Queryable, Tx } from '@plinth/kit/db'
import { type Actor, requireOperator } from '../actor.ts'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import { findNamespace } from '../namespaces/store.ts'
import type { Owner, OwnerName } from '../owner.ts'
import { findWorkspace } from '../workspaces/store.ts'
import { lockPlan } from './store.ts'

/** The caller of a change to an owner's plan, as the rules and the log know the caller. */
export interface PlanChange {
  caller: Caller
  actor: Actor
  clock: Clock
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

/** Opens an operator's change: finds the owner and locks its plan. Throws OPERATOR_ONLY after RESOURCE_NOT_FOUND. */
export async function openPlanChange(
  tx: Tx,
  { caller, actor }: PlanChange,
  named: OwnerName,
): Promise<{ owner: Owner; now: Date }> {
  const owner = await findOwner(tx, caller, named)
  requireOperator(actor)
  return { owner, now: await lockPlan(tx, owner) }
}
