import type { WebhookSeriesPoint } from '../../api/sdk.ts'

/** The buckets of each range: their length and their number. */
export const ranges = {
  hour: { bucket: 'minute', ms: 60_000, count: 60 },
  day: { bucket: 'hour', ms: 3_600_000, count: 24 },
  month: { bucket: 'day', ms: 86_400_000, count: 30 },
} as const

export type Range = keyof typeof ranges

/** All buckets of a range, oldest first. */
export interface Buckets {
  /** When each begins, in ms since 1970. */
  at: readonly number[]
  /** Null for a bucket without attempts. */
  points: readonly (WebhookSeriesPoint | null)[]
}

/** When the first bucket begins, so that the last is the one of `now`. Buckets begin on the hour, or the day, in UTC. */
export function fromOf(range: Range, now: number): number {
  const { ms, count } = ranges[range]
  return Math.floor(now / ms) * ms - (count - 1) * ms
}

export function bucketsOf(points: readonly WebhookSeriesPoint[], range: Range, from: number): Buckets {
  const { ms, count } = ranges[range]
  const byTime = new Map(points.map((point) => [Date.parse(point.at), point]))
  const at = Array.from({ length: count }, (_, index) => from + index * ms)
  return { at, points: at.map((time) => byTime.get(time) ?? null) }
}
