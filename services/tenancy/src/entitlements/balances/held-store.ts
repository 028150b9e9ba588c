// Balances are locked in one order: two transactions that share some do not wait for each other in a circle.
import { type Statement, type Tx, transactionTime } from '@plinth/kit/db'
import type { Reset } from '../../catalog/catalog.ts'
import type { BalanceKey } from './balance.ts'

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

/** The keys as the arrays of a statement. */
export const columnsOf = (keys: readonly Omit<BalanceKey, 'countedFrom'>[]): unknown[] => [
  keys.map(({ ownerId }) => ownerId),
  keys.map(({ pool }) => pool),
  keys.map(({ reset }) => reset),
  keys.map(({ windowStart }) => windowStart),
]

/** Locks the balances that exist, in one order; the first row has the time of the transaction. */
export const holdBalances = (keys: readonly BalanceKey[]): Statement => ({
  name: 'balance_hold_many',
  text: `SELECT b.owner_id, b.pool, b.reset, b.window_start, b.used, b.reserved, b.alerted, b.counted_from,
      ${transactionTime}
    FROM ${asked} JOIN balance b ON ${isAsked('b')}
    ORDER BY b.owner_id, b.pool, b.reset, b.window_start FOR UPDATE OF b`,
  values: columnsOf(keys),
})

/** The lapsed part of `reserved`, for balances that are locked: no other transaction frees it in the meantime. */
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
