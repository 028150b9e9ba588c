import type { Reset } from '../../catalog/catalog.ts'
import type { Entitled } from '../grants/resolution.ts'
import { hourOf } from '../grants/window.ts'

/** The primary key of a balance: a pool of an owner in a window. */
export interface BalanceId {
  ownerId: string
  pool: string
  reset: Reset
  windowStart: Date
}

/** The row that counts a pool of an owner in a window. */
export interface BalanceKey extends BalanceId {
  /** The start of a rolling window; undefined for other windows. */
  countedFrom: Date | undefined
}

/** A balance, and the hour that usage is recorded in. */
export interface Place extends BalanceKey {
  hour: Date
}

const always = new Date(0)

export function placeOf({ ownerId, pool, window }: Pick<Entitled, 'ownerId' | 'pool' | 'window'>, at: Date): Place {
  const { start } = window
  return {
    ownerId,
    pool: pool.code,
    reset: pool.reset,
    windowStart: pool.reset === 'monthly' && start !== undefined ? start : always,
    countedFrom: pool.reset === 'rolling' ? start : undefined,
    hour: hourOf(at),
  }
}

export const keyValues = (key: BalanceId): unknown[] => [key.ownerId, key.pool, key.reset, key.windowStart]

/** A name for each balance, for maps. */
export const keyNameOf = ({ ownerId, pool, reset, windowStart }: BalanceId): string =>
  `${ownerId} ${reset} ${windowStart.getTime()} ${pool}`

/** A name for each reading of a balance: a rolling one changes by the hour. */
export const readNameOf = (key: BalanceKey): string => `${keyNameOf(key)} ${key.countedFrom?.getTime()}`
