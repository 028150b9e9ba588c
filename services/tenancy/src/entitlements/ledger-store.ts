import type { Tx } from '@plinth/kit/db'
import { keyValues, type Place } from './balance.ts'

export interface NewRecord {
  id: string
  namespaceId: string
  feature: string
  quantity: number
  /** Empty: none. */
  eventId: string
  /** Empty: it was not set aside before. */
  reservationId: string
  actorId: string
  metadata: Readonly<Record<string, string>>
}

/** How a balance stands after something was counted in it. */
export interface CountedNow {
  used: number
  reserved: number
  /** The highest threshold that was told of. */
  alerted: number
  at: Date
}

const most = Number.MAX_SAFE_INTEGER
const isKey = 'owner_id = $1 AND pool = $2 AND reset = $3 AND window_start = $4'

/**
 * Counts and records, if the balance knows its window and the limit allows; else undefined, with nothing done and nothing
 * locked. This one statement decides: whoever waited for the row sees what the one before left of it.
 * @param freed What was set aside for this, and is not any more.
 */
export async function countUse(
  tx: Tx,
  place: Place,
  record: NewRecord,
  limit: number | undefined,
  freed = 0,
): Promise<CountedNow | undefined> {
  tx.touch(place.ownerId)
  const rows = await tx.query<CountedNow & object>({
    name: 'ledger_count',
    text: `WITH counted AS (
        UPDATE balance SET used = used + $5, reserved = reserved - $6 WHERE ${isKey}
          AND ($7::timestamptz IS NULL OR counted_from = $7)
          AND greatest(used, 0) + reserved + $5 <= $8 AND used + $5 <= ${most}
        RETURNING used, reserved, alerted
      ), hours AS (
        INSERT INTO usage_hour AS h (owner_id, pool, hour, used) SELECT $1, $2, $9::timestamptz, $5 FROM counted WHERE $3 = 'rolling'
        ON CONFLICT (owner_id, pool, hour) DO UPDATE SET used = h.used + excluded.used
      ), recorded AS (
        INSERT INTO usage_record (day, id, namespace_id, feature, owner_id, pool, reset, window_start, hour, quantity, event_id,
          reservation_id, actor_id, metadata, recorded_at)
        SELECT (plinth_now() AT TIME ZONE 'UTC')::date, $10, $11, $12, $1, $2, $3, $4, $9, $5, $13, $14, $15, $16::jsonb, plinth_now()
        FROM counted
      )
      SELECT used, reserved, alerted, plinth_now() AS at FROM counted`,
    values: [
      ...keyValues(place),
      record.quantity,
      freed,
      place.countedFrom ?? null,
      limit ?? most,
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

/** Sets aside, as countUse counts. */
export async function setAside(
  tx: Tx,
  place: Place,
  quantity: number,
  limit: number | undefined,
): Promise<CountedNow | undefined> {
  tx.touch(place.ownerId)
  const rows = await tx.query<CountedNow & object>({
    name: 'ledger_set_aside',
    text: `UPDATE balance SET reserved = reserved + $5 WHERE ${isKey}
        AND ($6::timestamptz IS NULL OR counted_from = $6)
        AND greatest(used, 0) + reserved + $5 <= $7
      RETURNING used, reserved, alerted, plinth_now() AS at`,
    values: [...keyValues(place), quantity, place.countedFrom ?? null, limit ?? most],
  })
  return rows[0]
}

/** Gives back what was set aside. */
export async function giveBack(tx: Tx, place: Place, quantity: number): Promise<void> {
  tx.touch(place.ownerId)
  await tx.query({
    name: 'ledger_give_back',
    text: `UPDATE balance SET reserved = reserved - $5 WHERE ${isKey}`,
    values: [...keyValues(place), quantity],
  })
}
