// Locks are taken in one order: all reservations, then balances by key.
import { QueueStart, type Tx } from '@plinth/kit/db'
import { readRows } from '@plinth/kit/db/rows'
import { type BalanceId, type BalanceKey, keyValues, type Place } from './balance.ts'
import { keyArrays } from './held-store.ts'

/** A quantity that a balance sets aside no more. */
export interface FreedRow extends BalanceId {
  quantity: number
}

/** Where the search for lapsed reservations begins. */
export const lapseStart = (): QueueStart =>
  new QueueStart({ table: 'reservation', column: 'expires_at', where: `status = 'active'` })

/** Frees some that have lapsed; other processes take others. True when there may be more. */
export async function freeDue(tx: Tx, max: number, start: QueueStart): Promise<boolean> {
  const freed = await readRows<FreedRow>(tx, {
    // Without a name, so planned for what is there now.
    text: `WITH due AS (SELECT id FROM reservation WHERE status = 'active' AND ${start.condition} AND expires_at <= plinth_now()
        ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
      UPDATE reservation SET status = 'expired', ended_at = plinth_now() WHERE id IN (SELECT id FROM due)
      RETURNING owner_id, pool, reset, window_start, quantity`,
    values: [start.from, max],
  })
  await giveBackAll(tx, freed)
  return freed.length === max
}

/** Releases all that these namespaces have set aside of the owners' balances. */
export async function releaseReservationsOf(
  tx: Tx,
  ownerIds: readonly string[],
  namespaceIds: readonly string[],
): Promise<void> {
  const released = await readRows<FreedRow>(tx, {
    name: 'reservation_release_of',
    text: `WITH open AS (SELECT id FROM reservation
        WHERE owner_id = ANY ($1) AND namespace_id IN (SELECT unnest($2::text[])) AND status = 'active' ORDER BY id FOR UPDATE)
      UPDATE reservation SET status = 'released', ended_at = plinth_now() WHERE id IN (SELECT id FROM open)
      RETURNING owner_id, pool, reset, window_start, quantity`,
    values: [ownerIds, namespaceIds],
  })
  await giveBackAll(tx, released)
}

/** Ends the lapsed reservations of these balances; the caller gives their quantities back. */
export const freeLapsed = (tx: Tx, keys: readonly BalanceKey[]): Promise<FreedRow[]> =>
  readRows<FreedRow>(tx, {
    name: 'reservation_free_lapsed_many',
    text: `WITH due AS (SELECT r.id
        FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[]), (SELECT $4::timestamptz[]))
          AS asked (owner_id, pool, reset, window_start)
        JOIN reservation r ON r.owner_id = asked.owner_id AND r.pool = asked.pool AND r.reset = asked.reset
          AND r.window_start = asked.window_start AND r.status = 'active' AND r.expires_at <= plinth_now()
        ORDER BY r.id FOR UPDATE OF r)
      UPDATE reservation SET status = 'expired', ended_at = plinth_now() WHERE id IN (SELECT id FROM due) AND status = 'active'
      RETURNING owner_id, pool, reset, window_start, quantity`,
    values: keyArrays(keys),
  })

export async function giveBackAll(tx: Tx, freed: readonly FreedRow[]): Promise<void> {
  if (freed.length === 0) return
  for (const { ownerId } of freed) tx.touch(ownerId)
  const places = keyArrays(freed)
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

/** Gives a quantity back that was set aside. */
export async function giveBack(tx: Tx, place: Place, quantity: number): Promise<void> {
  tx.touch(place.ownerId)
  await tx.query({
    name: 'ledger_give_back',
    text: `UPDATE balance SET reserved = reserved - $5 WHERE owner_id = $1 AND pool = $2 AND reset = $3 AND window_start = $4`,
    values: [...keyValues(place), quantity],
  })
}
