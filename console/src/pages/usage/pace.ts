/** Where the present pace leads. Times are in ms since 1970, quantities in the unit of the feature. */
export type Pace =
  /** Not included in the plan, or nothing of it may be used. */
  | { kind: 'excluded' | 'zero' }
  /** The limit is reached. */
  | { kind: 'over' }
  /** Less than an hour is known; or the usage does not grow. */
  | { kind: 'early' | 'still' }
  | { kind: 'unlimited'; perDay: number }
  /** The window ends before the limit is met; `used` is the usage then. */
  | { kind: 'within'; perDay: number; endsAt: number; used: number }
  | { kind: 'meets'; perDay: number; meetsAt: number }

export interface PaceQuestion {
  /** Usage at moments, ascending; the last is the present. */
  points: readonly { at: number; used: number }[]
  limit: number | 'unlimited' | null
  /** Start of the window that counts now; what is before it does not make the pace. */
  windowStart: number | undefined
  /** When the usage starts again at 0; undefined: never all at once. */
  windowEnd: number | undefined
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The pace is the growth per day since the window, or the range that is shown, began. */
export function paceOf({ points, limit, windowStart, windowEnd }: PaceQuestion): Pace {
  const last = points.at(-1)
  if (limit === null) return { kind: 'excluded' }
  if (limit === 0) return { kind: 'zero' }
  if (last !== undefined && limit !== 'unlimited' && last.used >= limit) return { kind: 'over' }
  const first = firstOf(points, windowStart)
  if (last === undefined || first === undefined || last.at - first.at < hourMs) return { kind: 'early' }
  const perDay = ((last.used - first.used) / (last.at - first.at)) * dayMs
  if (perDay <= 0) return { kind: 'still' }
  if (limit === 'unlimited') return { kind: 'unlimited', perDay }
  const meetsAt = last.at + ((limit - last.used) / perDay) * dayMs
  if (windowEnd === undefined || meetsAt < windowEnd) return { kind: 'meets', perDay, meetsAt }
  return { kind: 'within', perDay, endsAt: windowEnd, used: last.used + (perDay * (windowEnd - last.at)) / dayMs }
}

/** A window that began within the range began at 0. */
function firstOf(points: PaceQuestion['points'], windowStart = Number.NEGATIVE_INFINITY) {
  const [first] = points
  if (first === undefined || windowStart <= first.at) return first
  return { at: windowStart, used: 0 }
}

/**
 * The dashed line from the present usage on: to where the limit is met or the window ends, and no further than `until`.
 * Undefined where the pace leads nowhere.
 */
export function lineOf(
  pace: Pace,
  now: { at: number; used: number },
  until: number,
): { at: number; used: number } | undefined {
  if (!('perDay' in pace)) return undefined
  const ends = pace.kind === 'meets' ? pace.meetsAt : pace.kind === 'within' ? pace.endsAt : until
  const at = Math.min(ends, until)
  return at > now.at ? { at, used: now.used + (pace.perDay * (at - now.at)) / dayMs } : undefined
}
