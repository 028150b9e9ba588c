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
  const packagesAt = packagesInTime(history)
  const spans: LimitSpan[] = []
  let turn = 0
  for (let start = from; start < to; ) {
    const packages = packagesAt(start)
    const grant = grantOf(catalog, pool, { ownerId: '', packages, boosts: history.boosts }, start)
    const window = windowAt(pool, anchorOf(catalog, packages, start), start)
    const ends = pool.reset === 'monthly' && window.end !== undefined ? [window.end.getTime()] : []
    while ((turns[turn] ?? Infinity) <= start.getTime()) turn += 1
    const next = turns[turn]
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

/**
 * The packages as they were at a moment; each moment asked for is later than the one before. Ends are in expiresAt; what is
 * left is whether a package was suspended.
 */
function packagesInTime({ packages, toggles }: PlanHistory): (at: Date) => HeldPackage[] {
  // Before its first known one it was the opposite: of old ones no suspension or reactivation is kept.
  const first = new Map<string, boolean>()
  for (const { assignmentId, isSuspended } of toggles)
    if (!first.has(assignmentId)) first.set(assignmentId, isSuspended)
  const wasSuspended = ({ id, status }: HeldPackage) =>
    first.has(id) ? first.get(id) === false : status === 'suspended'
  const suspended = new Set(packages.filter(wasSuspended).map(({ id }) => id))
  let passed = 0
  return (at) => {
    for (let next = toggles[passed]; next !== undefined && next.at <= at; next = toggles[++passed])
      if (next.isSuspended) suspended.add(next.assignmentId)
      else suspended.delete(next.assignmentId)
    return packages.map((held) => ({ ...held, status: suspended.has(held.id) ? 'suspended' : 'active' }))
  }
}
