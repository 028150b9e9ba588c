// Balances are locked in one order: two transactions that share some do not wait for each other in a circle.
import { type Statement, type Tx, transactionTime } from '@plinth/kit/db'
import { arraysOf, readRows } from '@plinth/kit/db/rows'
import type { BalanceId, BalanceKey } from './balance.ts'

/** A balance as it is locked. */
export interface HeldRow extends BalanceKey {
  used: number
  reserved: number
  alerted: number
}

const asked = `unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[]), (SELECT $4::timestamptz[])) AS asked (owner_id, pool, reset, window_start)`
const isAsked = (table: string) => `${table}.owner_id = asked.owner_id AND ${table}.pool = asked.pool
  AND ${table}.reset = asked.reset AND ${table}.window_start = asked.window_start`

/** The keys as the arrays of a statement. */
export const keyArrays = (keys: readonly BalanceId[]): unknown[] => arraysOf(keys, 'ownerId pool reset windowStart')

/** Locks the balances that exist, in one order, as HeldRow by fromRow; the first row has the time of the transaction. */
export const holdBalances = (keys: readonly BalanceKey[]): Statement => ({
  name: 'balance_hold_many',
  text: `SELECT b.owner_id, b.pool, b.reset, b.window_start, b.used, b.reserved, b.alerted, b.counted_from,
      ${transactionTime}
    FROM ${asked} JOIN balance b ON ${isAsked('b')}
    ORDER BY b.owner_id, b.pool, b.reset, b.window_start FOR UPDATE OF b`,
  values: keyArrays(keys),
})

/** The lapsed part of `reserved`, for balances that are locked: no other transaction frees it in the meantime. */
export async function findLapsed(tx: Tx, keys: readonly BalanceId[]): Promise<(BalanceId & { lapsed: number })[]> {
  return readRows<BalanceId & { lapsed: number }>(tx, {
    name: 'reservation_lapsed_many',
    text: `SELECT r.owner_id, r.pool, r.reset, r.window_start, sum(r.quantity)::bigint AS lapsed
      FROM ${asked} JOIN reservation r ON ${isAsked('r')} AND r.status = 'active' AND r.expires_at <= plinth_now()
      GROUP BY 1, 2, 3, 4`,
    values: keyArrays(keys),
  })
}
