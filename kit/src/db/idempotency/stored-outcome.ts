import { createHash } from 'node:crypto'
import type { Idempotency } from '@plinth/proto/common/v1/context.ts'
import type { Queryable, Statement } from '../database.ts'
import { transactionTime } from '../transaction.ts'

/** What a call with this key ended with. */
export interface StoredOutcome {
  fingerprint: Buffer
  first_request_id: string
  is_refusal: boolean
  sealed: Buffer
}

/** The row's id: the key and the room in which it is unique. */
export function idempotencyId({ scope, key }: Idempotency): Buffer {
  return createHash('sha256').update(scope).update('\0').update(key).digest()
}

/**
 * Takes the key for this transaction. It must be a statement of its own before the look-up: a twin lets go after its
 * commit, and only a later statement's snapshot is sure to hold what the twin stored.
 */
export const lockKey = (id: Buffer): Statement => ({
  text: `SELECT pg_try_advisory_xact_lock(${id.readBigInt64BE()}) AS is_ours`,
})

/** As lockKey, for whoever would rather wait for a twin than be refused. */
export const waitForKey = (id: Buffer): Statement => ({ text: `SELECT pg_advisory_xact_lock(${id.readBigInt64BE()})` })

export const isLocked = (rows: object[] | undefined): boolean => {
  const [row] = rows ?? []
  return row !== undefined && 'is_ours' in row && row.is_ours === true
}

/** One row in any case: the time of the transaction, and nothing else of a key that is free. */
export const findOutcome = (id: Buffer): Statement => ({
  name: 'idempotency_find',
  text: `SELECT ${transactionTime}, k.fingerprint, k.first_request_id, k.is_refusal, k.sealed
    FROM (VALUES (1)) AS one LEFT JOIN idempotency_key k ON k.id = $1 AND k.expires_at > plinth_now()`,
  values: [id],
})

/** What findOutcome found. */
export function asStored(rows: object[] | undefined): StoredOutcome | undefined {
  // The columns are those that findOutcome selects: all of them NULL, or none.
  const [row] = (rows ?? []) as (StoredOutcome | { fingerprint: null })[]
  return row === undefined || row.fingerprint === null ? undefined : row
}

const dayMs = 86_400_000

/** To be sent while the key is locked. */
export const storeOutcome = (id: Buffer, outcome: StoredOutcome, keptMs = dayMs): Statement => ({
  name: 'idempotency_store',
  text: `INSERT INTO idempotency_key (id, fingerprint, first_request_id, is_refusal, sealed, expires_at)
    VALUES ($1, $2, $3, $4, $5, plinth_now() + $6 * interval '1 millisecond')
    ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint, first_request_id = excluded.first_request_id,
      is_refusal = excluded.is_refusal, sealed = excluded.sealed, expires_at = excluded.expires_at`,
  values: [id, outcome.fingerprint, outcome.first_request_id, outcome.is_refusal, outcome.sealed, keptMs],
})

export const forgetOutcome = (id: Buffer): Statement => ({
  name: 'idempotency_forget',
  text: 'DELETE FROM idempotency_key WHERE id = $1',
  values: [id],
})

const sliceMax = 1_000

/** Forgets expired keys, a slice at a time; several processes may do so at once. */
export async function sweepExpiredKeys(database: Queryable): Promise<void> {
  for (;;) {
    const swept = await database.query({
      name: 'idempotency_sweep',
      text: `DELETE FROM idempotency_key WHERE id = ANY (ARRAY(
        SELECT id FROM idempotency_key WHERE expires_at <= plinth_now()
        ORDER BY expires_at LIMIT ${sliceMax} FOR UPDATE SKIP LOCKED)) RETURNING true AS swept`,
    })
    if (swept.length < sliceMax) return
  }
}
