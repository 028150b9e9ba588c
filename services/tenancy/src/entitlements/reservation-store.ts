import type { Queryable, Tx } from '@plinth/kit/db'
import type { Reset } from '../catalog/catalog.ts'
import type { BalanceKey } from './balance.ts'
import type { Reservation, ReservationStatus } from './reservation.ts'

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

/** A quantity that a balance sets aside no more. */
export interface FreedRow {
  owner_id: string
  pool: string
  reset: string
  window_start: Date
  quantity: number
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

/** Of one that is locked; quantity is what was committed of it. */
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

/** Frees some of those whose time is over; other processes take others. True when there may be more. */
export async function freeDue(tx: Tx, max: number): Promise<boolean> {
  const freed = await tx.query<FreedRow>({
    name: 'reservation_free_due',
    text: `WITH due AS (SELECT id FROM reservation WHERE status = 'active' AND expires_at <= plinth_now()
        ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
      UPDATE reservation SET status = 'expired', ended_at = plinth_now() WHERE id IN (SELECT id FROM due)
      RETURNING owner_id, pool, reset, window_start, quantity`,
    values: [max],
  })
  await giveBackAll(tx, freed)
  return freed.length === max
}

/** What these namespaces have set aside of the owners' balances is released: all reservations are locked before any balance. */
export async function releaseReservationsOf(
  tx: Tx,
  ownerIds: readonly string[],
  namespaceIds: readonly string[],
): Promise<void> {
  const released = await tx.query<FreedRow>({
    name: 'reservation_release_of',
    text: `WITH open AS (SELECT id FROM reservation
        WHERE owner_id = ANY ($1) AND namespace_id = ANY ($2) AND status = 'active' ORDER BY id FOR UPDATE)
      UPDATE reservation SET status = 'released', ended_at = plinth_now() WHERE id IN (SELECT id FROM open)
      RETURNING owner_id, pool, reset, window_start, quantity`,
    values: [ownerIds, namespaceIds],
  })
  await giveBackAll(tx, released)
}

/** Ends the reservations of these balances whose time is over; their quantities are to be given back. */
export const freeLapsed = (tx: Tx, keys: readonly BalanceKey[]): Promise<FreedRow[]> =>
  tx.query({
    name: 'reservation_free_lapsed_many',
    text: `WITH due AS (SELECT r.id
        FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[]), (SELECT $4::timestamptz[]))
          AS asked (owner_id, pool, reset, window_start)
        JOIN reservation r ON r.owner_id = asked.owner_id AND r.pool = asked.pool AND r.reset = asked.reset
          AND r.window_start = asked.window_start AND r.status = 'active' AND r.expires_at <= plinth_now()
        ORDER BY r.id FOR UPDATE OF r)
      UPDATE reservation SET status = 'expired', ended_at = plinth_now() WHERE id IN (SELECT id FROM due) AND status = 'active'
      RETURNING owner_id, pool, reset, window_start, quantity`,
    values: [
      keys.map(({ ownerId }) => ownerId),
      keys.map(({ pool }) => pool),
      keys.map(({ reset }) => reset),
      keys.map(({ windowStart }) => windowStart),
    ],
  })

export async function giveBackAll(tx: Tx, freed: readonly FreedRow[]): Promise<void> {
  if (freed.length === 0) return
  for (const row of freed) tx.touch(row.owner_id)
  const places = [
    freed.map((row) => row.owner_id),
    freed.map((row) => row.pool),
    freed.map((row) => row.reset),
    freed.map((row) => row.window_start),
  ]
  const isOneOf = `(owner_id, pool, reset, window_start) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]))`
  // Locked in one order: two sweeps that share balances must not wait for each other.
  await tx.query({
    name: 'balance_lock_due',
    text: `SELECT FROM balance WHERE ${isOneOf} ORDER BY owner_id, pool, reset, window_start FOR UPDATE`,
    values: places,
  })
  await tx.query({
    name: 'balance_free_due',
    text: `UPDATE balance b SET reserved = b.reserved - due.quantity FROM (
        SELECT owner_id, pool, reset, window_start, sum(quantity)::bigint AS quantity
        FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::bigint[])
          AS given (owner_id, pool, reset, window_start, quantity) GROUP BY 1, 2, 3, 4) AS due
      WHERE b.owner_id = due.owner_id AND b.pool = due.pool AND b.reset = due.reset AND b.window_start = due.window_start`,
    values: [...places, freed.map(({ quantity }) => quantity)],
  })
}

/** Some of those that ended long ago; true when there may be more. */
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
    // It counts in the hour of its making, wherever the window has moved since.
    countedFrom: undefined,
    hour: row.hour,
  },
})
