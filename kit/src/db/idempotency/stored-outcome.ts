import { createHash } from 'node:crypto'
import type { Idempotency } from '@plinth/proto/common/v1/context.ts'
import type { Queryable, Statement } from '../database.ts'
import { transactionTime } from '../transaction.ts'

/** Outcome of a call with this key. */
export interface StoredOutcome {
  /** Followed by the generation of the answered API key in 4 bytes, unless it is 0. */
  fingerprint: Buffer
  first_request_id: string
  is_refusal: boolean
  sealed: Buffer
}

export interface FoundOutcome extends StoredOutcome {
  /** Stored by the previous release. */
  is_former: boolean
}

/** The row's id: the key and the room in which it is unique. */
export function idempotencyId({ scope, key }: Pick<Idempotency, 'scope' | 'key'>): Buffer {
  return createHash('sha256').update(scope).update('\0').update(key).digest()
}

/** ID under which the previous release stored its outcome, or the ID of the row. */
export const formerId = (idempotency: Idempotency): Buffer =>
  idempotencyId({ ...idempotency, scope: idempotency.formerScope || idempotency.scope })

export function markedFingerprint({ fingerprint, generation }: Idempotency): Buffer {
  if (generation === 0) return fingerprint
  const mark = Buffer.alloc(4)
  mark.writeUInt32BE(generation)
  return Buffer.concat([fingerprint, mark])
}

/**
 * Locks the key for this transaction, also against a concurrent call of the previous release. It must be a separate statement
 * before the look-up: a concurrent call releases the lock after its commit, and only the snapshot of a later statement contains what that call
 * stored.
 */
export const lockKey = (idempotency: Idempotency): Statement => ({
  text: `SELECT ${locksOf(idempotency)
    .map((lock) => `pg_try_advisory_xact_lock(${lock})`)
    .join(' AND ')} AS is_ours`,
})

/** Like lockKey, but waits for a concurrent call with the same key instead of refusing. */
export const waitForKey = (idempotency: Idempotency): Statement => ({
  text: `SELECT ${locksOf(idempotency)
    .map((lock) => `pg_advisory_xact_lock(${lock})`)
    .join(', ')}`,
})

/** Returns each key once and in one order everywhere, to prevent deadlocks. */
function locksOf(idempotency: Idempotency): bigint[] {
  const locks = new Set([idempotencyId(idempotency), formerId(idempotency)].map((id) => id.readBigInt64BE()))
  return [...locks].sort((one, other) => (one < other ? -1 : 1))
}

export const isLocked = (rows: object[] | undefined): boolean => {
  const [row] = rows ?? []
  return row !== undefined && 'is_ours' in row && row.is_ours === true
}

/** Always returns one row: the time of the transaction, and NULLs if the key is free. */
export const findOutcome = (idempotency: Idempotency): Statement => ({
  name: 'idempotency_find',
  text: `SELECT ${transactionTime}, k.fingerprint, k.first_request_id, k.is_refusal, k.sealed, k.is_former
    FROM (VALUES (1)) AS one LEFT JOIN LATERAL (
      SELECT fingerprint, first_request_id, is_refusal, sealed, id <> $1 AS is_former FROM idempotency_key
      WHERE id IN ($1, $2) AND expires_at > plinth_now() ORDER BY id <> $1 LIMIT 1) k ON true`,
  values: [idempotencyId(idempotency), formerId(idempotency)],
})

/** Reads the row of findOutcome. */
export function asStored(rows: object[] | undefined): FoundOutcome | undefined {
  // The columns are those that findOutcome selects: all of them NULL, or none.
  const [row] = (rows ?? []) as (FoundOutcome | { fingerprint: null })[]
  return row === undefined || row.fingerprint === null ? undefined : row
}

const dayMs = 86_400_000

/** Send it while the key is locked. */
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

/** Deletes expired keys in chunks. Safe to run in several processes at once. */
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
