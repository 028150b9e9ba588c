// A balance is stale when it is not there yet, when its rolling window has moved, or while a reservation of it has lapsed
// and is not freed. Locks are taken in one order: reservations, balances by key, their hours.
import type { Tx } from '@plinth/kit/db'
import { readRows } from '@plinth/kit/db/rows'
import { type BalanceKey, keyNameOf, keyValues } from './balance.ts'
import { type HeldRow, holdBalances } from './held-store.ts'
import { highestReached } from './limit-alerts.ts'
import { freeLapsed, giveBackAll } from './reserved-store.ts'
import { makeBalances } from './store.ts'

const isKey = 'owner_id = $1 AND pool = $2 AND reset = $3 AND window_start = $4'

/** Repairs balances; answers them locked: each is there, knows its window, and holds no lapsed reservation. */
export async function repairBalances(
  tx: Tx,
  wanted: readonly { place: BalanceKey; limit: number | undefined }[],
): Promise<HeldRow[]> {
  const places = wanted.map(({ place }) => place)
  if (places.length === 0) return []
  const [freed, , held] = await Promise.all([
    freeLapsed(tx, places),
    tx.query(makeBalances(places)),
    readRows<HeldRow>(tx, holdBalances(places)),
  ])
  await giveBackAll(tx, freed)
  const rows = new Map(held.map((row) => [keyNameOf(row), row]))
  let isChanged = freed.length > 0
  for (const { place, limit } of wanted) {
    const row = rows.get(keyNameOf(place))
    if (row === undefined || place.countedFrom === undefined) continue
    if (row.countedFrom?.getTime() === place.countedFrom.getTime()) continue
    await rollForward(tx, place, place.countedFrom, row.alerted, limit)
    isChanged = true
  }
  return isChanged ? readRows<HeldRow>(tx, holdBalances(places)) : held
}

/** Moves a rolling balance on: takes off the hours that have left its window. */
async function rollForward(
  tx: Tx,
  key: BalanceKey,
  to: Date,
  alerted: number,
  limit: number | undefined,
): Promise<void> {
  // A window moves back only when its days were made more: then hours come in again.
  const [moved] = await tx.query<{ used: number }>({
    name: 'balance_advance',
    text: `UPDATE balance SET counted_from = $5, used = used - (
        SELECT coalesce(sum(CASE WHEN h.hour < $5 THEN h.used ELSE -h.used END), 0) FROM usage_hour h
        WHERE h.owner_id = $1 AND h.pool = $2 AND h.hour >= least(counted_from, $5) AND h.hour < greatest(counted_from, $5))
      WHERE ${isKey} RETURNING used`,
    values: [...keyValues(key), to],
  })
  await tx.query({
    name: 'usage_hour_forget',
    text: `DELETE FROM usage_hour WHERE owner_id = $1 AND pool = $2 AND hour < $3::timestamptz - interval '366 days'`,
    values: [key.ownerId, key.pool, to],
  })
  if (limit === undefined || alerted === 0) return
  const reached = highestReached(moved?.used ?? 0, limit)
  if (reached < alerted)
    await tx.query({
      name: 'balance_alert_reset',
      text: `UPDATE balance SET alerted = $5 WHERE ${isKey}`,
      values: [...keyValues(key), reached],
    })
}
