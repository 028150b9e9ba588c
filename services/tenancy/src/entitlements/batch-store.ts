// Batches lock their balances in one order, then write their hours, then bind event_ids, as recorded usage does.
import { type Statement, type Tx, transactionTime } from '@plinth/kit/db'
import type { Reset } from '../catalog/catalog.ts'
import type { BalanceKey } from './balance.ts'
import type { BalanceChange } from './batch-decider.ts'
import type { EventKey, StoredAnswer } from './event-store.ts'
import type { Reservation } from './reservation.ts'
import type { NewRecord } from './usage-record.ts'

interface KeyRow {
  owner_id: string
  pool: string
  reset: Reset
  window_start: Date
}

export const keyOf = (row: KeyRow): Omit<BalanceKey, 'countedFrom'> => ({
  ownerId: row.owner_id,
  pool: row.pool,
  reset: row.reset,
  windowStart: row.window_start,
})

/** A balance as it is locked. */
export interface HeldRow extends KeyRow {
  used: number
  reserved: number
  alerted: number
  counted_from: Date | null
}

const asked = `unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[]), (SELECT $4::timestamptz[])) AS asked (owner_id, pool, reset, window_start)`
const isAsked = (table: string) => `${table}.owner_id = asked.owner_id AND ${table}.pool = asked.pool
  AND ${table}.reset = asked.reset AND ${table}.window_start = asked.window_start`

const columnsOf = (keys: readonly Omit<BalanceKey, 'countedFrom'>[]): unknown[] => [
  keys.map(({ ownerId }) => ownerId),
  keys.map(({ pool }) => pool),
  keys.map(({ reset }) => reset),
  keys.map(({ windowStart }) => windowStart),
]

/** Locks those that are there, in one order; the first row tells the time of the transaction. */
export const holdBalances = (keys: readonly BalanceKey[]): Statement => ({
  name: 'balance_hold_many',
  text: `SELECT b.owner_id, b.pool, b.reset, b.window_start, b.used, b.reserved, b.alerted, b.counted_from,
      ${transactionTime}
    FROM ${asked} JOIN balance b ON ${isAsked('b')}
    ORDER BY b.owner_id, b.pool, b.reset, b.window_start FOR UPDATE OF b`,
  values: columnsOf(keys),
})

/** The lapsed part of what is reserved, of balances that are held: no other transaction frees it in the meantime. */
export async function findLapsed(
  tx: Tx,
  keys: readonly Omit<BalanceKey, 'countedFrom'>[],
): Promise<(KeyRow & { lapsed: number })[]> {
  return tx.query({
    name: 'reservation_lapsed_many',
    text: `SELECT r.owner_id, r.pool, r.reset, r.window_start, sum(r.quantity)::bigint AS lapsed
      FROM ${asked} JOIN reservation r ON ${isAsked('r')} AND r.status = 'active' AND r.expires_at <= plinth_now()
      GROUP BY 1, 2, 3, 4`,
    values: columnsOf(keys),
  })
}

/** The answers that these event_ids are bound to; `has_expired` ones are free. */
export const findEvents = (keys: readonly EventKey[]): Statement => ({
  name: 'usage_event_find_many',
  text: `SELECT e.namespace_id, e.feature, e.event_id, e.quantity, e.answer, e.expires_at <= plinth_now() AS has_expired
    FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[])) AS asked (namespace_id, feature, event_id)
    JOIN usage_event e ON e.namespace_id = asked.namespace_id AND e.feature = asked.feature AND e.event_id = asked.event_id`,
  values: eventColumns(keys),
})

export interface EventRow {
  namespace_id: string
  feature: string
  event_id: string
  quantity: number
  answer: object
  has_expired: boolean
}

export const eventKeyOf = (row: EventRow): EventKey => ({
  namespaceId: row.namespace_id,
  feature: row.feature,
  eventId: row.event_id,
})

/**
 * Counts and records what a batch was allowed: in this one statement the limit rule holds for every balance, or it fails
 * and with it the transaction. `place` is the record's change, from 0.
 */
export const countMany = (
  changes: readonly BalanceChange[],
  records: readonly { record: NewRecord; place: number }[],
): Statement => ({
  name: 'ledger_count_many',
  text: `WITH change AS (
      SELECT * FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[]), (SELECT $4::timestamptz[]), (SELECT $5::bigint[]), (SELECT $6::bigint[]), (SELECT $7::smallint[]),
          (SELECT $8::bigint[]), (SELECT $9::timestamptz[]))
        WITH ORDINALITY AS change (owner_id, pool, reset, window_start, used, reserved, alerted, limit_max, hour, place)
    ), counted AS (
      UPDATE balance b SET used = b.used + c.used, reserved = b.reserved + c.reserved, alerted = c.alerted FROM change c
      WHERE b.owner_id = c.owner_id AND b.pool = c.pool AND b.reset = c.reset AND b.window_start = c.window_start
        AND greatest(b.used + c.used, 0) + b.reserved + c.reserved <= c.limit_max
      RETURNING c.*
    ), hours AS (
      INSERT INTO usage_hour AS h (owner_id, pool, hour, used)
      SELECT owner_id, pool, hour, used FROM counted WHERE reset = 'rolling' AND used <> 0
      ON CONFLICT (owner_id, pool, hour) DO UPDATE SET used = h.used + excluded.used
    ), recorded AS (
      INSERT INTO usage_record (day, id, namespace_id, feature, owner_id, pool, reset, window_start, hour, quantity, event_id,
        reservation_id, actor_id, metadata, recorded_at)
      SELECT (plinth_now() AT TIME ZONE 'UTC')::date, r.id, r.namespace_id, r.feature, c.owner_id, c.pool, c.reset,
        c.window_start, c.hour, r.quantity, r.event_id, '', r.actor_id, r.metadata::jsonb, plinth_now()
      FROM unnest((SELECT $10::bigint[]), (SELECT $11::text[]), (SELECT $12::text[]), (SELECT $13::text[]), (SELECT $14::bigint[]), (SELECT $15::text[]), (SELECT $16::text[]), (SELECT $17::text[]))
        AS r (place, id, namespace_id, feature, quantity, event_id, actor_id, metadata)
      JOIN counted c ON c.place = r.place + 1
    )
    SELECT 1 / (count(*) = cardinality($1))::int AS guard FROM counted`,
  values: [
    ...columnsOf(changes.map(({ place }) => place)),
    changes.map(({ used }) => used),
    changes.map(({ reserved }) => reserved),
    changes.map(({ alerted }) => alerted),
    changes.map(({ limitMax }) => limitMax),
    changes.map(({ place }) => place.hour),
    records.map(({ place }) => place),
    records.map(({ record }) => record.id),
    records.map(({ record }) => record.namespaceId),
    records.map(({ record }) => record.feature),
    records.map(({ record }) => record.quantity),
    records.map(({ record }) => record.eventId),
    records.map(({ record }) => record.actorId),
    records.map(({ record }) => JSON.stringify(record.metadata)),
  ],
})

export const insertReservations = (made: readonly Reservation[]): Statement => ({
  name: 'reservation_insert_many',
  text: `INSERT INTO reservation (id, namespace_id, feature, quantity, owner_id, pool, reset, window_start, hour, status,
      expires_at, created_at)
    SELECT id, namespace_id, feature, quantity, owner_id, pool, reset, window_start, hour, 'active', expires_at, created_at
    FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[]), (SELECT $4::timestamptz[]), (SELECT $5::text[]), (SELECT $6::text[]), (SELECT $7::text[]), (SELECT $8::bigint[]),
        (SELECT $9::timestamptz[]), (SELECT $10::timestamptz[]), (SELECT $11::timestamptz[]))
      AS made (owner_id, pool, reset, window_start, id, namespace_id, feature, quantity, hour, expires_at, created_at)`,
  values: [
    ...columnsOf(made.map(({ place }) => place)),
    made.map(({ id }) => id),
    made.map(({ namespaceId }) => namespaceId),
    made.map(({ feature }) => feature),
    made.map(({ quantity }) => quantity),
    made.map(({ place }) => place.hour),
    made.map(({ expiresAt }) => expiresAt),
    made.map(({ createdAt }) => createdAt),
  ],
})

export const forgetExpired = (keys: readonly EventKey[]): Statement => ({
  name: 'usage_event_forget_many',
  text: `DELETE FROM usage_event e USING unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[])) AS asked (namespace_id, feature, event_id)
    WHERE e.namespace_id = asked.namespace_id AND e.feature = asked.feature AND e.event_id = asked.event_id
      AND e.expires_at <= plinth_now()`,
  values: eventColumns(keys),
})

export const eventConstraint = 'usage_event_pkey'

/** Fails on eventConstraint when another transaction bound one of them first; waits for one that is about to. */
export const bindEvents = (bound: readonly (EventKey & StoredAnswer)[]): Statement => ({
  name: 'usage_event_bind_many',
  text: `INSERT INTO usage_event (namespace_id, feature, event_id, quantity, answer, expires_at)
    SELECT namespace_id, feature, event_id, quantity, answer::jsonb, plinth_now() + interval '35 days'
    FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[]), (SELECT $4::bigint[]), (SELECT $5::text[]))
      AS bound (namespace_id, feature, event_id, quantity, answer)
    ORDER BY namespace_id, feature, event_id`,
  values: [
    ...eventColumns(bound),
    bound.map(({ quantity }) => quantity),
    bound.map(({ answer }) => JSON.stringify(answer)),
  ],
})

function eventColumns(keys: readonly EventKey[]): unknown[] {
  return [
    keys.map(({ namespaceId }) => namespaceId),
    keys.map(({ feature }) => feature),
    keys.map(({ eventId }) => eventId),
  ]
}
