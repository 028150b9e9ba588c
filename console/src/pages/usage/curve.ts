import type { EntitlementOverviewDataItem, UsageSeries } from '../../api/sdk.ts'
import type { ChartContent } from '../../ui/chart-content.ts'
import { lineOf, type Pace, paceOf } from './pace.ts'

export type Bucket = 'hour' | 'day'
type Limit = number | 'unlimited' | null

export interface Curve {
  at: readonly number[]
  /** For each moment; null: not known there. */
  used: readonly (number | null)[]
  /** Null: unlimited, or not included. */
  limit: readonly (number | null)[]
  /** Where the present pace leads. */
  ahead: readonly (number | null)[]
  marks: NonNullable<ChartContent['marks']>
  /** The limit that holds at the end of the range. */
  limitNow: Limit
  pace: Pace
}

const bucketMs = { hour: 3_600_000, day: 86_400_000 } as const

/**
 * The chart of a feature. A point is the usage at the end of its bucket, the last one at `now`. Undefined without
 * points.
 *
 * @param now in ms since 1970: the end of the range, not after the present.
 */
export function curveOf(
  { points, windows, alerts }: Pick<UsageSeries, 'points' | 'windows' | 'alerts'>,
  { window_start, window_end }: Pick<EntitlementOverviewDataItem, 'window_start' | 'window_end'>,
  bucket: Bucket,
  now: number,
): Curve | undefined {
  const spans = windows.map(({ start, end, limit }) => ({ start: msOf(start), end: msOf(end), limit: asLimit(limit) }))
  const known = points.map(({ at, used }) => ({ at: Math.min(msOf(at) + bucketMs[bucket], now), used }))
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const limitNow = spans.findLast(({ start }) => start <= last.at)?.limit ?? null
  const window = monthOf(window_start, window_end, last.at)
  const pace = paceOf({ points: known, limit: limitNow, ...window })
  const from = msOf(points[0]?.at ?? '')
  const line = lineOf(pace, last, last.at + (last.at - from) / 2)

  const starts = spans.map(({ start }) => start).filter((start) => start < last.at)
  const at = [...new Set([...starts, ...known.map((point) => point.at), ...(line === undefined ? [] : [line.at])])]
  at.sort((one, other) => one - other)
  const usedAt = new Map(known.map((point) => [point.at, point.used]))
  const limitAt = (moment: number) => spans.findLast(({ start }) => start <= moment)?.limit ?? null
  const aheadAt = (moment: number) => (moment === last.at ? last.used : moment === line?.at ? line.used : null)
  return {
    at,
    used: at.map((moment) => usedAt.get(moment) ?? null),
    limit: at.map((moment) => asNumber(limitAt(moment))),
    ahead: at.map((moment) => (line === undefined ? null : aheadAt(moment))),
    marks: alerts.map((alert) => ({ at: msOf(alert.at), text: `${alert.threshold} %` })),
    limitNow,
    pace,
  }
}

const msOf = (iso: string) => Date.parse(iso)
const asLimit = (limit: unknown): Limit => (typeof limit === 'number' || limit === 'unlimited' ? limit : null)
const asNumber = (limit: Limit) => (typeof limit === 'number' ? limit : null)

/**
 * The monthly window that holds the moment. A rolling window never starts again at 0; it is told from a month by its length:
 * it ends with the hour, so it has some days and an hour.
 */
function monthOf(start: string | null, end: string | null, at: number) {
  const none = { windowStart: undefined, windowEnd: undefined }
  if (start === null || end === null) return none
  const [windowStart, windowEnd] = [msOf(start), msOf(end)]
  const isMonth = (windowEnd - windowStart) % bucketMs.day === 0
  return isMonth && windowStart <= at && at < windowEnd ? { windowStart, windowEnd } : none
}
