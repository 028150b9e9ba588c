// A workspace pays for a namespace of a user only while that user manages it. A transaction that spends on its plan holds the lock of the owner
// shared until it ends, and a transaction that ends the payment holds it exclusively: no spending commits after that.
// A deleted workspace pays for nothing more: its deletion holds the lock of the payer, and its payments may end later, in steps.
import type { Page, Queryable, Tx } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type Caller, workspaceOf } from '../caller.ts'
import { releaseReservationsOf } from '../entitlements/balances/reserved-store.ts'
import { lockOwners } from '../owner-lock.ts'
import { requireManager, seenTeam } from '../teams/team.ts'
import { findTeam } from '../teams/team-store.ts'
import { namespaceUpdated } from './events.ts'
import type { Namespace, PaidNamespace } from './namespace.ts'
import { clearPayer, clearPayments, isFullStep, pagePaid, paidOf } from './payment-store.ts'

/** Ends the payments of the workspace for the namespaces of the user. Requires the locks of the owner and of the team. */
export async function endPayments(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  const ended = await clearPayer(tx, workspaceId, userId)
  await releasePaidReservations(
    tx,
    workspaceId,
    ended.map(({ id }) => id),
  )
  for (const namespace of ended)
    for (const event of namespaceUpdated({ ...namespace, workspaceId }, namespace)) tx.emit(event)
}

/** Ends payments of the workspace for these namespaces, without events: its deletion tells of them. Requires the locks of the owners. */
export async function endPaymentsFor(tx: Tx, workspaceId: string, namespaceIds: readonly string[]): Promise<void> {
  await releasePaidReservations(tx, workspaceId, await clearPayments(tx, workspaceId, namespaceIds))
}

/** Ends some payments of a deleted workspace; returns true when there may be more. */
export async function endNextPayments(tx: Tx, workspaceId: string): Promise<boolean> {
  const paid = await paidOf(tx, workspaceId)
  await lockOwners(
    tx,
    paid.map(({ ownerId }) => ownerId),
  )
  await endPaymentsFor(
    tx,
    workspaceId,
    paid.map(({ id }) => id),
  )
  return isFullStep(paid)
}

/** Releases reservations of namespaces on the plan of the payer: a commit would spend after the payment has ended. */
export async function releasePaidReservations(tx: Tx, payerId: string, namespaceIds: readonly string[]): Promise<void> {
  if (namespaceIds.length > 0) await releaseReservationsOf(tx, [payerId], namespaceIds)
}

/** Releases the reservations of deleted namespaces. */
export async function releaseReservationsOfDeleted(
  tx: Tx,
  namespaces: readonly Pick<Namespace, 'id' | 'workspaceId'>[],
): Promise<void> {
  const payerIds = namespaces.map(({ workspaceId }) => workspaceId).filter((payerId) => payerId !== undefined)
  if (payerIds.length === 0) return
  const namespaceIds = namespaces.map(({ id }) => id)
  await releaseReservationsOf(tx, [...new Set(payerIds)], namespaceIds)
}

/** Returns a page of the namespaces that the workspace in context pays for, for its managers. */
export async function listPaidNamespaces(
  db: Queryable,
  caller: Caller,
  query: ListQuery | undefined,
): Promise<Page<PaidNamespace>> {
  const workspaceId = workspaceOf(caller)
  requireManager(caller, seenTeam(caller, await findTeam(db, workspaceId, caller)))
  return pagePaid(db, query, workspaceId)
}
