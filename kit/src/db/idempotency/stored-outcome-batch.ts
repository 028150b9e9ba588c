// What stored-outcome.ts does for one key, for many at once.
import type { Idempotency } from '@plinth/proto/common/v1/context.ts'
import type { Statement } from '../database.ts'
import { type FoundOutcome, formerId, idempotencyId, type StoredOutcome } from './stored-outcome.ts'

/** Takes those keys for this transaction that no other has; a statement of its own before the look-up, as for one. */
export const lockKeys = (asked: readonly Idempotency[]): Statement => ({
  name: 'idempotency_lock_many',
  text: `SELECT place::int, pg_try_advisory_xact_lock(lock) AND pg_try_advisory_xact_lock(former) AS is_ours
    FROM unnest((SELECT $1::bigint[]), (SELECT $2::bigint[])) WITH ORDINALITY AS asked (lock, former, place)`,
  values: [idempotencyId, formerId].map((idOf) => asked.map((one) => idOf(one).readBigInt64BE().toString())),
})

/** The places, from 0, of the keys that lockKeys took. */
export const lockedPlaces = (rows: object[]): ReadonlySet<number> =>
  new Set((rows as { place: number; is_ours: boolean }[]).filter((row) => row.is_ours).map(({ place }) => place - 1))

export const findOutcomes = (asked: readonly Idempotency[]): Statement => ({
  name: 'idempotency_find_many',
  text: `SELECT id, fingerprint, first_request_id, is_refusal, sealed FROM idempotency_key
    WHERE id = ANY ((SELECT $1::bytea[])::bytea[]) AND expires_at > plinth_now()`,
  values: [asked.flatMap((one) => [idempotencyId(one), formerId(one)])],
})

/** What findOutcomes found for one of those that were asked for. */
export function outcomeIn(rows: object[]): (asked: Idempotency) => FoundOutcome | undefined {
  const byId = new Map((rows as (StoredOutcome & { id: Buffer })[]).map((row) => [row.id.toString('hex'), row]))
  return (asked) => {
    const own = byId.get(idempotencyId(asked).toString('hex'))
    if (own !== undefined) return { ...own, is_former: false }
    const former = byId.get(formerId(asked).toString('hex'))
    return former === undefined ? undefined : { ...former, is_former: true }
  }
}

/** Send it while the keys are locked. */
export const storeOutcomes = (stored: readonly { id: Buffer; outcome: StoredOutcome }[]): Statement => ({
  name: 'idempotency_store_many',
  text: `INSERT INTO idempotency_key (id, fingerprint, first_request_id, is_refusal, sealed, expires_at)
    SELECT id, fingerprint, first_request_id, is_refusal, sealed, plinth_now() + interval '1 day'
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
  ],
})
