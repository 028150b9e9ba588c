import type { Statement, Tx } from '@plinth/kit/db'

const keyOf = (ownerId: string) => `hashtextextended('namespaces:' || ${ownerId}, 0)`

/** No other transaction adds, changes or removes this owner's namespaces until this one ends. */
export const lockOwner = (tx: Tx, ownerId: string): Promise<void> => lockOwners(tx, [ownerId])

/** Several, in the order of ids. */
export async function lockOwners(tx: Tx, ownerIds: Iterable<string>): Promise<void> {
  await tx.query({
    name: 'namespace_lock_owners',
    text: `SELECT pg_advisory_xact_lock(${keyOf('owner_id')}) FROM unnest((SELECT $1::text[])) AS locked (owner_id)`,
    values: [inOrder(ownerIds)],
  })
}

/** These owners' payments stay as they are until the transaction ends. It must ask for all of them at once: one order for all. */
export const holdPayments = (ownerIds: Iterable<string>): Statement => ({
  name: 'payment_hold',
  text: `SELECT pg_advisory_xact_lock_shared(${keyOf('owner_id')}) FROM unnest((SELECT $1::text[])) AS held (owner_id)`,
  values: [inOrder(ownerIds)],
})

const inOrder = (ids: Iterable<string>): string[] => [...new Set(ids)].sort()
