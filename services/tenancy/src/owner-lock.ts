// One order for all: the locks of owners, then those of payers, each in the order of ids.
import type { Statement, Tx } from '@plinth/kit/db'

const keyOf = (name: string) => `hashtextextended(${name}, 0)`
const ownerKey = (ownerId: string) => `namespaces:${ownerId}`
const payerKey = (payerId: string) => `payer:${payerId}`

/** No other transaction adds, changes or removes this owner's namespaces until this one ends. */
export const lockOwner = (tx: Tx, ownerId: string): Promise<void> => lockOwners(tx, [ownerId])

/** Several, in the order of ids. */
export async function lockOwners(tx: Tx, ownerIds: Iterable<string>): Promise<void> {
  await lockKeys(tx, inOrder(ownerIds).map(ownerKey))
}

/** No other transaction spends what this workspace pays until this one ends, for whomever it pays. */
export const lockPayer = (tx: Tx, payerId: string): Promise<void> => lockKeys(tx, [payerKey(payerId)])

async function lockKeys(tx: Tx, keys: readonly string[]): Promise<void> {
  await tx.query({
    name: 'namespace_lock_owners',
    text: `SELECT pg_advisory_xact_lock(${keyOf('name')}) FROM unnest((SELECT $1::text[])) AS locked (name)`,
    values: [keys],
  })
}

/** A workspace pays for a user's namespace, until one of them ends that. */
export interface Payment {
  payerId: string
  ownerId: string
}

/** These payments stay as they are, and their payers live, until the transaction ends. It must ask for all of them at once. */
export function holdPayments(payments: readonly Payment[]): Statement {
  const owners = inOrder(payments.map(({ ownerId }) => ownerId)).map(ownerKey)
  const payers = inOrder(payments.map(({ payerId }) => payerId)).map(payerKey)
  return {
    name: 'payment_hold',
    text: `SELECT pg_advisory_xact_lock_shared(${keyOf('name')}) FROM unnest((SELECT $1::text[])) AS held (name)`,
    values: [[...owners, ...payers]],
  }
}

const inOrder = (ids: Iterable<string>): string[] => [...new Set(ids)].sort()
