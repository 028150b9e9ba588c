import type { Catalog, Feature, Grant } from '../../catalog/catalog.ts'
import { anchorOf, grantOf } from '../grants/grants.ts'
import type { HeldBoost } from '../grants/held-boost.ts'
import type { HeldPackage } from '../grants/held-package.ts'
import { windowAt } from '../grants/window.ts'

/** Packages and boosts of an owner as they were over time. */
export interface PlanHistory {
  packages: readonly HeldPackage[]
  boosts: readonly HeldBoost[]
  /** Suspensions and reactivations, oldest first. */
  toggles: readonly { assignmentId: string; at: Date; isSuspended: boolean }[]
}

/** A part of a window in which the limit is one. */
export interface LimitSpan {
  start: Date
  end: Date
  /** Undefined: not included. */
  grant: Grant | undefined
  /** The start of the monthly window; undefined for others. */
  windowStart: Date | undefined
}

export interface Range {
  from: Date
  to: Date
}

/** The limit of a pool over time: a span ends where a window, package, boost or suspension begins or ends. */
export function limitSpans(catalog: Catalog, pool: Feature, history: PlanHistory, { from, to }: Range): LimitSpan[] {
  const turns = turnsOf(history).filter((turn) => turn > from.getTime() && turn < to.getTime())
  const spans: LimitSpan[] = []
  for (let start = from; start < to; ) {
    const packages = history.packages.map((held) => ({ ...held, status: statusThen(held, history, start) }))
    const grant = grantOf(catalog, pool, { ownerId: '', packages, boosts: history.boosts }, start)
    const window = windowAt(pool, anchorOf(catalog, packages, start), start)
    const ends = pool.reset === 'monthly' && window.end !== undefined ? [window.end.getTime()] : []
    const next = turns.find((turn) => turn > start.getTime())
    const end = new Date(Math.min(to.getTime(), ...ends, ...(next === undefined ? [] : [next])))
    const windowStart = pool.reset === 'monthly' ? window.start : undefined
    add(spans, { start, end, grant, windowStart })
    start = end
  }
  return spans
}

function add(spans: LimitSpan[], span: LimitSpan): void {
  const last = spans.at(-1)
  const isOne = last?.grant === span.grant && last?.windowStart?.getTime() === span.windowStart?.getTime()
  if (last !== undefined && isOne) last.end = span.end
  else spans.push(span)
}

const turnsOf = ({ packages, boosts, toggles }: PlanHistory): number[] =>
  [
    ...[...packages, ...boosts].flatMap(({ startsAt, expiresAt }) => [startsAt, ...(expiresAt ? [expiresAt] : [])]),
    ...toggles.map(({ at }) => at),
  ]
    .map((turn) => turn.getTime())
    .sort((one, other) => one - other)

/** Ends are in expiresAt; what is left is whether it was suspended. */
function statusThen({ id, status }: HeldPackage, { toggles }: PlanHistory, at: Date): HeldPackage['status'] {
  const own = toggles.filter(({ assignmentId }) => assignmentId === id)
  const last = own.findLast((toggle) => toggle.at <= at)
  const isSuspended = last?.isSuspended ?? (own.length === 0 && status === 'suspended')
  return isSuspended ? 'suspended' : 'active'
}
