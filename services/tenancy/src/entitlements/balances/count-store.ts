import type { Tx } from '@plinth/kit/db'
import { keyValues, type Place } from './balance.ts'
import type { NewRecord } from './record.ts'

/** A balance after something was counted in it. */
export interface CountedNow {
  used: number
  reserved: number
  /** The highest threshold with an event. */
  alerted: number
  /** As it is recorded: a column has milliseconds, and PostgreSQL rounds. */
  at: Date
}

const most = Number.MAX_SAFE_INTEGER
const isKey = 'owner_id = $1 AND pool = $2 AND reset = $3 AND window_start = $4'

/**
 * Counts and records without checking the limit. Returns undefined, without a change, if the balance does not exist, does not know
 * its window, or would hold more than a number does.
 * @param freed The quantity that was set aside for this, and is not any more.
 */
export async function countUse(tx: Tx, place: Place, record: NewRecord, freed = 0): Promise<CountedNow | undefined> {
  tx.touch(place.ownerId)
  const rows = await tx.query<CountedNow & object>({
    name: 'ledger_count',
    text: `WITH counted AS (
        UPDATE balance SET used = used + $5, reserved = reserved - $6 WHERE ${isKey}
          AND ($7::timestamptz IS NULL OR counted_from = $7)
          AND greatest(used, 0) + reserved + $5 <= ${most}
        RETURNING used, reserved, alerted
      ), hours AS (
        INSERT INTO usage_hour AS h (owner_id, pool, hour, used) SELECT $1, $2, $8::timestamptz, $5 FROM counted WHERE $3 = 'rolling'
        ON CONFLICT (owner_id, pool, hour) DO UPDATE SET used = h.used + excluded.used
      ), recorded AS (
        INSERT INTO usage_record (day, id, namespace_id, feature, owner_id, pool, reset, window_start, hour, quantity, event_id,
          reservation_id, actor_id, metadata, recorded_at)
        SELECT (plinth_now() AT TIME ZONE 'UTC')::date, $9, $10, $11, $1, $2, $3, $4, $8, $5, $12, $13, $14, $15::jsonb, plinth_now()
        FROM counted
      )
      SELECT used, reserved, alerted, plinth_now()::timestamptz(3) AS at FROM counted`,
    values: [
      ...keyValues(place),
      record.quantity,
      freed,
      place.countedFrom ?? null,
      place.hour,
      record.id,
      record.namespaceId,
      record.feature,
      record.eventId,
      record.reservationId,
      record.actorId,
      JSON.stringify(record.metadata),
    ],
  })
  return rows[0]
}
