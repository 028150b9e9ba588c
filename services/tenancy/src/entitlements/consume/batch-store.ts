import type { Statement } from '@plinth/kit/db'
import { arraysOf } from '@plinth/kit/db/rows'
import { keyArrays } from '../balances/held-store.ts'
import type { NewRecord } from '../balances/record.ts'
import type { Reservation } from '../balances/reservation.ts'
import type { BalanceChange } from './batch-decider.ts'

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
    ...keyArrays(changes.map(({ place }) => place)),
    ...arraysOf(changes, 'used reserved alerted limitMax'),
    changes.map(({ place }) => place.hour),
    records.map(({ place }) => place),
    ...arraysOf(
      records.map(({ record }) => record),
      'id namespaceId feature quantity eventId actorId',
    ),
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
    ...keyArrays(made.map(({ place }) => place)),
    ...arraysOf(made, 'id namespaceId feature quantity'),
    made.map(({ place }) => place.hour),
    ...arraysOf(made, 'expiresAt createdAt'),
  ],
})
