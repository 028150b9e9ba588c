// Statements about the stored outcomes of any number of calls: one call is an array of one.
import { createHash } from 'node:crypto'
import type { Idempotency } from '@plinth/proto/common/v1/context.ts'
import type { Opening, Statement } from '../database.ts'
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
const formerId = (idempotency: Idempotency): Buffer =>
  idempotencyId({ ...idempotency, scope: idempotency.formerScope || idempotency.scope })

export function markedFingerprint({ fingerprint, generation }: Idempotency): Buffer {
  if (generation === 0) return fingerprint
  const mark = Buffer.alloc(4)
  mark.writeUInt32BE(generation)
  return Buffer.concat([fingerprint, mark])
}

const lockOf = (id: Buffer): bigint => id.readBigInt64BE()

/**
 * Locks those keys for this transaction that no other has, also against concurrent calls of the previous release. It must be
 * a separate statement before the look-up: a concurrent call releases the lock after its commit, and only the snapshot of a
 * later statement contains what that call stored.
 */
export const lockKeys = (asked: readonly Idempotency[]): Statement => ({
  name: 'idempotency_lock',
  text: `SELECT place::int, pg_try_advisory_xact_lock(lock) AND pg_try_advisory_xact_lock(former) AS is_ours
    FROM unnest((SELECT $1::bigint[]), (SELECT $2::bigint[])) WITH ORDINALITY AS asked (lock, former, place)`,
  values: [idempotencyId, formerId].map((idOf) => asked.map((one) => lockOf(idOf(one)).toString())),
})

/** The places, from 0, of the keys that lockKeys took. */
export const lockedPlaces = (rows: object[] = []): ReadonlySet<number> =>
  new Set((rows as { place: number; is_ours: boolean }[]).filter((row) => row.is_ours).map(({ place }) => place - 1))

/** Like lockKeys for one, but waits for a concurrent call with the same key instead of refusing. */
export function waitForKey(idempotency: Idempotency): Statement {
  // Each once and in one order everywhere, to prevent deadlocks.
  const locks = [...new Set([idempotencyId(idempotency), formerId(idempotency)].map(lockOf))]
  return {
    name: 'idempotency_wait',
    text: 'SELECT pg_advisory_xact_lock(lock) FROM unnest((SELECT $1::bigint[])) AS asked (lock)',
    values: [locks.sort((one, other) => (one < other ? -1 : 1)).map(String)],
  }
}

export type LookUp = Required<Pick<Opening, 'settings' | 'statements'>>

/**
 * The opening of a transaction that takes locks and then looks outcomes up: the outcomes are its last answer. By index: PostgreSQL keeps
 * a plan that it made while no key was stored, and would read every key of the moment for each that is asked for, until ANALYZE.
 */
export const openLookUp = (locks: Statement, asked: readonly Idempotency[]): LookUp => ({
  settings: ['SET LOCAL enable_seqscan = off'],
  statements: [locks, findOutcomes(asked)],
})

/** Returns a row for each key, in their order: the time of the transaction, and NULLs if the key is free. */
const findOutcomes = (asked: readonly Idempotency[]): Statement => ({
  name: 'idempotency_find',
  text: `SELECT ${transactionTime}, k.fingerprint, k.first_request_id, k.is_refusal, k.sealed, k.is_former
    FROM unnest((SELECT $1::bytea[]), (SELECT $2::bytea[])) WITH ORDINALITY AS asked (own, former, place)
    LEFT JOIN LATERAL (
      SELECT fingerprint, first_request_id, is_refusal, sealed, id <> own AS is_former
      -- OFFSET 0: expires_at has an index too, which would be no better than the whole table.
      FROM (SELECT * FROM idempotency_key WHERE id IN (own, former) OFFSET 0) kept
      WHERE expires_at > plinth_now() ORDER BY id <> own LIMIT 1) k ON true
    ORDER BY place`,
  values: [asked.map(idempotencyId), asked.map(formerId)],
})

/** Reads the rows of findOutcomes. */
export const outcomesIn = (rows: object[] = []): (FoundOutcome | undefined)[] =>
  // The columns are those that findOutcomes selects: all of them NULL, or none.
  (rows as (FoundOutcome | { fingerprint: null })[]).map((row) => (row.fingerprint === null ? undefined : row))

const dayMs = 86_400_000

/** Send it while the keys are locked. */
export const storeOutcomes = (
  stored: readonly { id: Buffer; outcome: StoredOutcome }[],
  keptMs: number = dayMs,
): Statement => ({
  name: 'idempotency_store',
  text: `INSERT INTO idempotency_key (id, fingerprint, first_request_id, is_refusal, sealed, expires_at)
    SELECT id, fingerprint, first_request_id, is_refusal, sealed, plinth_now() + $6 * interval '1 millisecond'
    FROM unnest((SELECT $1::bytea[]), (SELECT $2::bytea[]), (SELECT $3::text[]), (SELECT $4::boolean[]), (SELECT $5::bytea[]))
      AS kept (id, fingerprint, first_request_id, is_refusal, sealed)
    ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint, first_request_id = excluded.first_request_id,
      is_refusal = excluded.is_refusal, sealed = excluded.sealed, expires_at = excluded.expires_at`,
  values: [
    stored.map(({ id }) => id),
    stored.map(({ outcome }) => outcome.fingerprint),
    stored.map(({ outcome }) => outcome.first_request_id),
    stored.map(({ outcome }) => outcome.is_refusal),
    stored.map(({ outcome }) => outcome.sealed),
    keptMs,
  ],
})

export const forgetOutcome = (id: Buffer): Statement => ({
  name: 'idempotency_forget',
  text: 'DELETE FROM idempotency_key WHERE id = $1',
  values: [id],
})
