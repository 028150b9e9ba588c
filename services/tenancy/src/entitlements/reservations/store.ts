import type { Queryable, Tx } from '@plinth/kit/db'
import type { Reset } from '../../catalog/catalog.ts'
import type { Reservation, ReservationStatus } from '../balances/reservation.ts'

interface ReservationRow {
  id: string
  namespace_id: string
  feature: string
  owner_id: string
  pool: string
  reset: Reset
  window_start: Date
  hour: Date
  quantity: number
  status: ReservationStatus
  expires_at: Date
  created_at: Date
}

const columns =
  'id, namespace_id, feature, owner_id, pool, reset, window_start, hour, quantity, status, expires_at, created_at'

/** Locks it until the transaction ends; answers the time of the transaction as well. */
export async function lockReservation(
  tx: Tx,
  namespaceId: string,
  id: string,
): Promise<{ reservation: Reservation; at: Date } | undefined> {
  const [row] = await tx.query<ReservationRow & { at: Date }>({
    name: 'reservation_lock',
    text: `SELECT ${columns}, plinth_now() AS at FROM reservation WHERE namespace_id = $1 AND id = $2 FOR UPDATE`,
    values: [namespaceId, id],
  })
  return row === undefined ? undefined : { reservation: toReservation(row), at: row.at }
}

/** Ends one that is locked; `quantity` is the committed part. */
export async function endReservation(
  tx: Tx,
  { id }: Reservation,
  status: 'committed' | 'released',
  quantity: number,
): Promise<Reservation> {
  const rows = await tx.query<ReservationRow>({
    name: 'reservation_end',
    text: `UPDATE reservation SET status = $2, quantity = $3, ended_at = plinth_now() WHERE id = $1 RETURNING ${columns}`,
    values: [id, status, quantity],
  })
  const [reservation] = rows.map(toReservation)
  if (reservation === undefined) throw new Error('a reservation vanished under its lock')
  return reservation
}

/** Deletes some that ended long ago; true when there may be more. */
export async function forgetReservations(db: Queryable, days: number, max: number): Promise<boolean> {
  const rows = await db.query({
    text: `DELETE FROM reservation WHERE id IN (SELECT id FROM reservation
      WHERE ended_at < plinth_now() - $1 * interval '1 day' ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING id`,
    values: [days, max],
  })
  return rows.length === max
}

const toReservation = (row: ReservationRow): Reservation => ({
  id: row.id,
  namespaceId: row.namespace_id,
  feature: row.feature,
  quantity: row.quantity,
  status: row.status,
  expiresAt: row.expires_at,
  createdAt: row.created_at,
  place: {
    ownerId: row.owner_id,
    pool: row.pool,
    reset: row.reset,
    windowStart: row.window_start,
    // It counts in the hour of its making, also when the window has moved since.
    countedFrom: undefined,
    hour: row.hour,
  },
})
