import { type Queryable, QueueStart, type Tx } from '@plinth/kit/db'
import { readRow, theRow } from '@plinth/kit/db/rows'
import type { Place } from '../balances/balance.ts'
import type { Reservation } from '../balances/reservation.ts'

const columns =
  'id, namespace_id, feature, owner_id, pool, reset, window_start, hour, quantity, status, expires_at, created_at'

/** Locks it until the transaction ends; answers the time of the transaction as well. */
export async function lockReservation(
  tx: Tx,
  namespaceId: string,
  id: string,
): Promise<{ reservation: Reservation; at: Date } | undefined> {
  const row = await readRow<ReservationRow & { at: Date }>(tx, {
    name: 'reservation_lock',
    text: `SELECT ${columns}, plinth_now() AS at FROM reservation WHERE namespace_id = $1 AND id = $2 FOR UPDATE`,
    values: [namespaceId, id],
  })
  return row && { reservation: toReservation(row), at: row.at }
}

/** Ends one that is locked; `quantity` is the committed part. */
export async function endReservation(
  tx: Tx,
  { id }: Reservation,
  status: 'committed' | 'released',
  quantity: number,
): Promise<Reservation> {
  const row = await theRow<ReservationRow>(tx, {
    name: 'reservation_end',
    text: `UPDATE reservation SET status = $2, quantity = $3, ended_at = plinth_now() WHERE id = $1 RETURNING ${columns}`,
    values: [id, status, quantity],
  })
  return toReservation(row)
}

/** Where the search for reservations that ended long ago begins. It comes each hour, and looks at all within a day. */
export const endStart = (): QueueStart => new QueueStart({ table: 'reservation', column: 'ended_at', allEvery: 24 })

/** Deletes some that ended long ago; true when there may be more. */
export async function forgetReservations(
  db: Queryable,
  days: number,
  max: number,
  start: QueueStart,
): Promise<boolean> {
  const rows = await db.query({
    text: `DELETE FROM reservation WHERE id IN (SELECT id FROM reservation WHERE ${start.condition}
      AND ended_at < plinth_now() - $2 * interval '1 day' ORDER BY ended_at LIMIT $3 FOR UPDATE SKIP LOCKED) RETURNING id`,
    values: [start.from, days, max],
  })
  await start.advance(db)
  return rows.length === max
}

type ReservationRow = Omit<Reservation, 'place'> & Place

/** It counts in the hour of its making, also when the window has moved since. */
const toReservation = ({ ownerId, pool, reset, windowStart, hour, ...row }: ReservationRow): Reservation => ({
  ...row,
  place: { ownerId, pool, reset, windowStart, hour, countedFrom: undefined },
})
