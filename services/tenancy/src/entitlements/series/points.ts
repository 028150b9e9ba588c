import type { Feature } from '../../catalog/catalog.ts'
import { hourOf, rollingStart } from '../grants/window.ts'
import type { LimitSpan, Range } from './limit-spans.ts'

export type Bucket = 'hour' | 'day'

/** Records of a bucket that count in one window. */
export interface BucketSum {
  at: Date
  windowStart: Date
  recorded: number
  /** 0 or less. */
  givenBack: number
}

export interface Point {
  at: Date
  recorded: number
  givenBack: number
  used: number
}

export interface Sums {
  /** Of all buckets of the range. */
  buckets: readonly BucketSum[]
  /** Use of each window at the range's end, by its start in ms. */
  balances: ReadonlyMap<number, number>
  /** Use by the hour, for rolling windows. */
  hours: readonly { hour: Date; used: number }[]
}

const bucketMs = { hour: 3_600_000, day: 86_400_000 } as const

/**
 * One point for each bucket; use is that at its end, worked out backwards from that at the range's end. In the bucket that has not
 * ended it is that of now: a window that ends later today has not ended.
 */
export function pointsOf(
  pool: Feature,
  bucket: Bucket,
  { from, to, now }: Range & { now: Date },
  spans: readonly LimitSpan[],
  sums: Sums,
): Point[] {
  const points: Point[] = []
  for (let atMs = from.getTime(); atMs < to.getTime(); atMs += bucketMs[bucket]) {
    const own = sums.buckets.filter(({ at }) => at.getTime() === atMs)
    const endMs = atMs + bucketMs[bucket]
    const last = new Date(Math.min(endMs - 1, now.getTime()))
    points.push({
      at: new Date(atMs),
      recorded: own.reduce((sum, { recorded }) => sum + recorded, 0),
      givenBack: -own.reduce((sum, { givenBack }) => sum + givenBack, 0),
      used: Math.max(0, pool.reset === 'rolling' ? rollingUse(pool, last, sums) : windowUse(spans, last, endMs, sums)),
    })
  }
  return points
}

function windowUse(spans: readonly LimitSpan[], last: Date, endMs: number, { buckets, balances }: Sums): number {
  const windowStart = spans.find(({ start, end }) => start <= last && last < end)?.windowStart ?? new Date(0)
  const later = buckets
    .filter((sum) => sum.windowStart.getTime() === windowStart.getTime() && sum.at.getTime() >= endMs)
    .reduce((sum, { recorded, givenBack }) => sum + recorded + givenBack, 0)
  return (balances.get(windowStart.getTime()) ?? 0) - later
}

function rollingUse({ rollingDays = 30 }: Feature, last: Date, { hours }: Sums): number {
  const first = rollingStart(rollingDays, last)
  return hours.filter(({ hour }) => hour >= first && hour <= hourOf(last)).reduce((sum, { used }) => sum + used, 0)
}
