import type { Outcome } from '@plinth/kit/outbound-http'
import { bucketOf, type Latency, latencyBuckets } from './latency.ts'

/** Attempts of an endpoint in a bucket of time. */
export interface AttemptCounts {
  ok: number
  /** Answered, but not with 2xx. */
  failed: number
  timedOut: number
  /** No answer and no timeout: no connection, no name, a refused address. */
  refused: number
  /** Of all but the refused. */
  latency: Latency
}

export const widths = ['minute', 'hour', 'day'] as const
export type Width = (typeof widths)[number]

export const widthMs: Readonly<Record<Width, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** How long counts are kept. */
export const keptDays: Readonly<Record<Width, number>> = { minute: 2, hour: 35, day: 400 }

/** The beginning, in UTC, of the bucket that a time is in. */
export const startOf = (time: Date, width: Width): Date =>
  new Date(Math.floor(time.getTime() / widthMs[width]) * widthMs[width])

/** Counts that grow in place. */
export type OpenCounts = AttemptCounts & { latency: number[] }

/** One attempt. */
export function countsOf({ outcome, totalMs }: { outcome: Outcome; totalMs: number }): OpenCounts {
  const none = { ok: 0, failed: 0, timedOut: 0, refused: 0 }
  const latency: number[] = []
  latency[bucketOf(totalMs)] = 1
  switch (outcome) {
    case 'ok':
      return { ...none, ok: 1, latency }
    case 'http':
      return { ...none, failed: 1, latency }
    case 'timeout':
      return { ...none, timedOut: 1, latency }
    default:
      return { ...none, refused: 1, latency: [] }
  }
}

/** Adds to `sum`; costs in the buckets of `counts` that are not empty. */
export function addTo(sum: OpenCounts, { ok, failed, timedOut, refused, latency }: AttemptCounts): void {
  sum.ok += ok
  sum.failed += failed
  sum.timedOut += timedOut
  sum.refused += refused
  latency.forEach((count, bucket) => {
    sum.latency[bucket] = (sum.latency[bucket] ?? 0) + count
  })
}

/** The sum of both, with every bucket; leaves them as they are. */
export function added({ latency, ...counts }: AttemptCounts, other: AttemptCounts): AttemptCounts {
  const sum = { ...counts, latency: Array.from({ length: latencyBuckets }, (_, bucket) => latency[bucket] ?? 0) }
  addTo(sum, other)
  return sum
}

/** Of the attempts that succeeded, 0 to 1; undefined without attempts. */
export function successRate({ ok, failed, timedOut, refused }: AttemptCounts): number | undefined {
  const all = ok + failed + timedOut + refused
  return all === 0 ? undefined : ok / all
}
