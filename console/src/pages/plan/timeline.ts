// Where things stand on a time line, in per cent of its width.
import { isEnded, type Span, stateOf } from './state.ts'

export interface Scale {
  from: number
  to: number
  /** Per cent of the width, within it. */
  at(moment: number): number
}

interface Assigned extends Span {
  package: { code: string }
  status: string
  billing_anchor: string
}

/** From when billing cycles are counted: of the base package in force, also while it is suspended. Undefined: of none. */
export const anchorOf = (
  assigned: readonly Assigned[],
  { packages }: { packages: ReadonlyMap<string, { is_base: boolean }> },
  now: number,
): string | undefined =>
  assigned.find(
    (held) =>
      packages.get(held.package.code)?.is_base === true &&
      Date.parse(held.starts_at) <= now &&
      !isEnded(stateOf(held, now)),
  )?.billing_anchor

const dayMs = 86_400_000
/** An end beyond is drawn as none: programs write 9998 for "never", in whose scale a month is no pixel wide. */
const farMs = 10 * 366 * dayMs

/** From the first start to the last end, with now inside; what never ends goes on for a while after now. */
export function scaleOf(spans: readonly Span[], now: number): Scale {
  const starts = spans.map(({ starts_at }) => Date.parse(starts_at))
  const ends = spans
    .flatMap(({ expires_at }) => (expires_at === null ? [] : [Date.parse(expires_at)]))
    .filter((end) => end <= now + farMs)
  const from = Math.min(now - dayMs, ...starts)
  const last = Math.max(now + dayMs, ...starts, ...ends)
  const to = last + (last - from) * 0.06
  const at = (moment: number) => Math.min(100, Math.max(0, ((moment - from) / (to - from)) * 100))
  return { from, to, at }
}

/** The beginnings of billing cycles within a scale; none where they would stand too close to be told apart. */
export function cycleStarts(anchor: string, { from, to }: Pick<Scale, 'from' | 'to'>, most = 40): number[] {
  const first = new Date(anchor)
  const monthsTo = (moment: number) =>
    (new Date(moment).getUTCFullYear() - first.getUTCFullYear()) * 12 +
    new Date(moment).getUTCMonth() -
    first.getUTCMonth()
  const months = Array.from({ length: Math.max(0, monthsTo(to) - monthsTo(from) + 1) }, (_, n) => monthsTo(from) + n)
  const starts = months.map((count) => monthsAfter(first, count)).filter((start) => start >= from && start <= to)
  return starts.length > most ? [] : starts
}

/** Counted from the anchor itself, on the last day of months that are too short: 31 January, 28 February, 31 March. */
function monthsAfter(anchor: Date, months: number): number {
  const at = new Date(anchor)
  at.setUTCDate(1)
  at.setUTCMonth(anchor.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  at.setUTCDate(Math.min(anchor.getUTCDate(), lastDay))
  return at.getTime()
}
