// A workspace pays for a namespace of a user only while that user manages it. A transaction that spends on its plan holds the lock of the owner
// shared until it ends, and a transaction that ends the payment holds it exclusively: no spending commits after that.
import type { Page, Queryable, Tx } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type Caller, workspaceOf } from '../caller.ts'
import { releaseReservationsOf } from '../entitlements/reservation-store.ts'
import { requireManager, seenTeam } from '../teams/team.ts'
import { findTeam } from '../teams/team-store.ts'
import { namespaceUpdated } from './events.ts'
import type { Namespace, PaidNamespace } from './namespace.ts'
import { clearPayer, pagePaid } from './payment-store.ts'

/** The workspace pays for none of the user's namespaces any more. The owner's lock and the team's must be held. */
export async function endPayments(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  const ended = await clearPayer(tx, workspaceId, userId)
  await releasePaidReservations(
    tx,
    workspaceId,
    ended.map(({ id }) => id),
  )
  for (const namespace of ended) tx.emit(namespaceUpdated(namespace, workspaceId))
}

/** What namespaces have set aside of a payer's plan is given back: a commit would spend after the payment has ended. */
export async function releasePaidReservations(tx: Tx, payerId: string, namespaceIds: readonly string[]): Promise<void> {
  if (namespaceIds.length > 0) await releaseReservationsOf(tx, [payerId], namespaceIds)
}

/** Those of namespaces that are deleted. */
export async function releaseReservationsOfDeleted(tx: Tx, namespaces: readonly Namespace[]): Promise<void> {
  const payerIds = namespaces.map(({ workspaceId }) => workspaceId).filter((payerId) => payerId !== undefined)
  if (payerIds.length === 0) return
  const namespaceIds = namespaces.map(({ id }) => id)
  await releaseReservationsOf(tx, [...new Set(payerIds)], namespaceIds)
}

/** A page of what the workspace in context pays for, for its managers. */
export async function listPaidNamespaces(
  db: Queryable,
  caller: Caller,
  query: ListQuery | undefined,
): Promise<Page<PaidNamespace>> {
  const workspaceId = workspaceOf(caller)
  requireManager(caller, seenTeam(caller, await findTeam(db, workspaceId, caller)))
  return pagePaid(db, workspaceId, query)
}

/** What a manager of the payer is answered, who has no access to the namespace itself. */
export const withoutContent = (namespace: Namespace): Namespace => ({
  ...namespace,
  description: undefined,
  settings: {},
  tags: [],
  metadata: {},
})
