// An explanation is for people: it costs a few more statements than the check, and no check without one pays for it.
import type { Queryable } from '@plinth/kit/db'
import { findFeature } from '../../catalog/catalog.ts'
import { placeOf } from '../balances/balance.ts'
import { type Counted, nothingCounted, type Verdict, verdictOf } from '../balances/limit-rule.ts'
import type { OwnUseOf } from '../balances/own-use.ts'
import { findFreedHour, readCounted } from '../balances/store.ts'
import type { Entitled, Step } from '../grants/resolution.ts'
import { type Source, sourcesAt } from '../grants/sources.ts'
import { rollingEnd } from '../grants/window.ts'
import type { Plan } from '../plan/plan.ts'
import { type Candidate, candidatesOf, type Denied, type Remedy, turningPoints, waits } from './remedy.ts'

export interface Explanation {
  levels: readonly (Step & { sources: readonly Source[] })[]
  /** Undefined when no level includes the feature. */
  counted: { entitled: Entitled; numbers: Counted } | undefined
  /** Empty when the check is allowed. */
  remedies: readonly Remedy[]
}

export interface Explained {
  verdict: Verdict
  explanation: Explanation
}

const assignsMax = 5
const waitsMax = 20

/** Decides a quantity, and says from what and what would allow it. Never consumes. */
export async function explain(
  db: Queryable,
  plan: Plan,
  code: string,
  quantity: number,
  ownUseOf: OwnUseOf,
): Promise<Explained> {
  const { at } = plan
  const resolution = await plan.resolve(code)
  const own = await ownUseOf(resolution)
  const [numbers = { ...nothingCounted, at, ...own }] =
    resolution.reason === undefined && own === undefined ? await readCounted(db, [placeOf(resolution, at)]) : []
  const asOf = new Date(Math.min(numbers.at.getTime(), at.getTime()))
  const verdict = verdictOf(resolution, code, numbers, quantity, asOf)
  const pool = findFeature(plan.catalog, code)?.pool
  if (pool === undefined) return { verdict, explanation: { levels: [], counted: undefined, remedies: [] } }

  const past = await plan.inputsWithEnded()
  const levels = verdict.steps().map((step) => ({ ...step, sources: sourcesAt(step.level, past, pool, at) }))
  const counted = resolution.reason === undefined ? { entitled: resolution, numbers } : undefined
  const denied = { inputs: plan.inputs, pool, code, quantity, resolution, at }
  const remedies = verdict.isAllowed ? [] : await remediesOf(db, denied, numbers, ownUseOf)
  return { verdict, explanation: { levels, counted, remedies } }
}

async function remediesOf(db: Queryable, denied: Denied, numbers: Counted, ownUseOf: OwnUseOf): Promise<Remedy[]> {
  if (denied.resolution.reason === 'NAMESPACE_INACTIVE') return []
  const moments = [...turningPoints(denied), ...(await windowEnds(db, denied, numbers))]
  const waiting = waits(denied, moments).slice(0, waitsMax)
  const candidates = [...candidatesOf(denied), ...waiting]
  const counts = await readCounted(
    db,
    candidates.map(({ after, at }) => placeOf(after, at)),
  )
  const own = await Promise.all(candidates.map(({ after }) => ownUseOf(after)))
  const offered = candidates.flatMap((candidate, place) => {
    const remedy = candidate.offer(own[place] ?? counts[place] ?? nothingCounted)
    return remedy === undefined ? [] : [{ candidate, remedy }]
  })
  const of = (kind: Remedy['kind']) => offered.filter(({ remedy }) => remedy.kind === kind)
  const smallest = of('assign').sort((one, other) => limitOf(one.candidate) - limitOf(other.candidate))
  const chosen = [...of('reactivate'), ...smallest.slice(0, assignsMax), ...of('boost'), ...of('wait').slice(0, 1)]
  return chosen.map(({ remedy }) => remedy)
}

/** When the window that is full ends, or enough of a rolling one has left it. */
async function windowEnds(db: Queryable, { resolution, quantity, at }: Denied, numbers: Counted): Promise<Date[]> {
  if (resolution.reason !== undefined || resolution.limit === undefined) return []
  const { pool, window, limit } = resolution
  if (pool.reset !== 'rolling') return window.end === undefined ? [] : [window.end]
  const excess = Math.max(numbers.used, 0) + numbers.reserved + quantity - limit
  const hour = await findFreedHour(db, placeOf(resolution, at), excess)
  return hour === undefined ? [] : [rollingEnd(pool, hour)]
}

const limitOf = ({ after }: Candidate): number => after.limit ?? Number.POSITIVE_INFINITY
