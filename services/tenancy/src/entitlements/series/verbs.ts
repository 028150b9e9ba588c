import type { Caller } from '../../caller.ts'
import { isOwnFeature } from '../../catalog/own-features.ts'
import { fail } from '../../errors.ts'
import type { OwnerName } from '../../owner.ts'
import { findOwner } from '../../owners/verbs.ts'
import { type EmittedAlert, findAlerts } from '../balances/limit-alert-store.ts'
import { rollingStart } from '../grants/window.ts'
import { type PlanDeps, planOfOwner } from '../plan/loader.ts'
import { type LimitSpan, limitSpans, type Range } from './limit-spans.ts'
import { type Bucket, type Point, pointsOf } from './points.ts'
import * as store from './store.ts'

export interface SeriesQuestion extends Range {
  feature: string
  bucket: string
}

export interface Series {
  ownerId: string
  pool: string
  points: readonly Point[]
  windows: readonly LimitSpan[]
  alerts: readonly EmittedAlert[]
}

const dayMs = 86_400_000
const bucketMs = { hour: 3_600_000, day: dayMs } as const
const daysMax = { hour: 7, day: 92 } as const
/** A window of a month that holds a moment began within these days before. */
const windowDays = 32

/** Use, limit and alerts of a feature over time: of the pool that counts now. */
export async function usageSeries(
  deps: PlanDeps,
  caller: Caller,
  named: OwnerName,
  question: SeriesQuestion,
): Promise<Series> {
  const { database } = deps
  const owner = await findOwner(database, caller, named)
  const plan = await planOfOwner(deps, caller, owner)
  const resolution = plan.resolveNow(question.feature)
  const counting = resolution.reason === undefined ? resolution : plan.fallbackPool(question.feature)
  if (counting === undefined) throw fail.invalid({ feature: [`The feature ${question.feature} does not exist.`] })
  const { pool, ownerId } = counting
  const { bucket, range } = rangeOf(question, plan.at)

  const balance = { ownerId, pool: pool.code, reset: pool.reset }
  const monthly = { from: new Date(range.from.getTime() - windowDays * dayMs), to: range.to }
  const rolling = { from: rollingStart(pool.rollingDays ?? 30, range.from), to: range.to }
  const [buckets, balances, hours, history, alerts] = await Promise.all([
    store.findBucketSums(database, balance, bucket, range),
    pool.reset === 'rolling' ? new Map<number, number>() : store.findBalances(database, balance, monthly),
    pool.reset === 'rolling' ? store.findHours(database, balance, rolling) : [],
    store.findHistory(database, ownerId),
    findAlerts(database, balance, range),
  ])
  if (buckets === undefined)
    throw fail.invalid({ from: [`The range has more than ${store.recordsMax} records. Choose a shorter one.`] })
  const windows = limitSpans(plan.catalog, pool, history, range)
  // No balance has the use of what Plinth counts itself: a point would say that nothing of it is used.
  const points = isOwnFeature(pool.code)
    ? []
    : pointsOf(pool, bucket, { ...range, now: plan.at }, windows, { buckets, balances, hours })
  return { ownerId, pool: pool.code, points, windows, alerts }
}

/** Whole buckets, none of which begins after now. */
function rangeOf({ bucket, from, to }: SeriesQuestion, now: Date): { bucket: Bucket; range: Range } {
  if (bucket !== 'hour' && bucket !== 'day') throw fail.invalid({ bucket: ['The bucket must be hour or day.'] })
  const start = Math.floor(from.getTime() / bucketMs[bucket]) * bucketMs[bucket]
  const end = Math.ceil(Math.min(to.getTime(), now.getTime()) / bucketMs[bucket]) * bucketMs[bucket]
  if (start >= end) throw fail.invalid({ from: ['The start must be before the end, and in the past.'] })
  if (end - start > (daysMax[bucket] + 1) * dayMs)
    throw fail.invalid({ from: [`With this bucket the range must have at most ${daysMax[bucket]} days.`] })
  return { bucket, range: { from: new Date(start), to: new Date(end) } }
}
