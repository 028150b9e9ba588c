import type { Queryable } from '@plinth/kit/db'
import { fail } from '../errors.ts'
import { startOf, type Width, widthMs, widths } from './attempt-counts.ts'
import { quantileMs } from './latency.ts'
import { findSeries } from './store.ts'

export interface AskedSeries {
  /** minute, hour or day. */
  bucket: string
  /** Undefined: 60 buckets before the end, and now. */
  from?: Date | undefined
  to?: Date | undefined
}

/** A bucket with attempts. */
export interface SeriesPoint {
  at: Date
  ok: number
  failed: number
  timedOut: number
  refused: number
  /** Undefined where all were refused. */
  p50Ms: number | undefined
  p95Ms: number | undefined
}

const pointsMax = 1_500
const pointsByDefault = 60

/** The attempts of an endpoint over time, oldest first. Throws VALIDATION_ERROR for a span of more than 1,500 buckets. */
export async function seriesOf(
  db: Queryable,
  endpointId: string,
  asked: AskedSeries,
  now: Date,
): Promise<SeriesPoint[]> {
  const rows = await findSeries(db, endpointId, spanOf(asked, now))
  return rows.map(({ at, ok, failed, timedOut, refused, latency }) => ({
    ...{ at, ok, failed, timedOut, refused },
    p50Ms: quantileMs(latency, 0.5),
    p95Ms: quantileMs(latency, 0.95),
  }))
}

/** The buckets that a request names; the first is the one that `from` is in. */
function spanOf({ bucket, from, to = undefined }: AskedSeries, now: Date): { width: Width; from: Date; to: Date } {
  const width = widths.find((one) => one === bucket)
  if (width === undefined) throw fail.invalidFields({ bucket: ['The bucket must be minute, hour or day.'] })
  const end = to ?? now
  const begin = startOf(from ?? new Date(end.getTime() - (pointsByDefault - 1) * widthMs[width]), width)
  if (begin > end) throw fail.invalidFields({ from: ['The from parameter must not be later than to.'] })
  if (end.getTime() - begin.getTime() > pointsMax * widthMs[width])
    throw fail.invalidFields({
      from: [`The span has more than ${pointsMax} buckets. Ask for less, or a wider bucket.`],
    })
  return { width, from: begin, to: end }
}
