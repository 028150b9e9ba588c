import type { Clock } from '@plinth/kit/clock'
import { dayOf } from '@plinth/kit/days'
import type { Database, DayPartitions } from '@plinth/kit/db'
import { addToMinute } from './minute-store.ts'
import { periodOf } from './period.ts'
import {
  firstDetailDay,
  type Grouping,
  noTotals,
  placed,
  type RequestCount,
  sumOf,
  type Totals,
} from './request-count.ts'
import { addToDays, addToHours, claimSequence, type Group, sumRequests } from './store.ts'

export interface UsageDeps {
  database: Database
  partitions: DayPartitions
  clock: Clock
}

export interface Flush {
  gatewayInstance: string
  sequence: number
  counts: readonly RequestCount[]
}

const hourMs = 3_600_000

/** Adds what a gateway counted, once per gateway and sequence. Answers whether it had been added before. */
export async function recordRequests({ database, partitions, clock }: UsageDeps, flush: Flush): Promise<boolean> {
  const now = clock.now()
  const counts = flush.counts.map((count) => placed(count, now))
  // Hours older than any detail count in their day alone.
  const firstDay = firstDetailDay(dayOf(now))
  const detailed = counts.filter(({ hour }) => dayOf(hour) >= firstDay)
  // After an outage of tenancy, calls of earlier hours are not of this minute.
  const recent = counts.filter(({ hour }) => hour.getTime() > now.getTime() - 2 * hourMs)
  await partitions.ensure(detailed.map(({ hour }) => dayOf(hour)))
  return database.transaction(async (tx) => {
    if (!(await claimSequence(tx, flush.gatewayInstance, flush.sequence))) return true
    await addToHours(tx, detailed)
    await addToDays(tx, counts)
    await addToMinute(tx, recent)
    return false
  })
}

export interface Statistics {
  totals: Totals
  groups: { name: string; totals: Totals }[]
}

/** How much a workspace used the API: days in their order, everything else the busiest first. */
export async function getStatistics(
  { database, clock }: UsageDeps,
  workspaceId: string,
  asked: { from: Date; to: Date; by: Grouping | undefined },
): Promise<Statistics> {
  const period = periodOf(asked.from, asked.to, clock.now(), asked.by)
  const found = await sumRequests(database, workspaceId, period, asked.by)
  const groups = found.flatMap(({ name, totals }) => (name === undefined ? [] : [{ name, totals }]))
  return { totals: totalOf(found), groups: groups.sort(asked.by === 'day' ? byName : byRequests) }
}

const totalOf = (groups: readonly Group[]): Totals => groups.reduce((sum, { totals }) => sumOf(sum, totals), noTotals)

type Named = Statistics['groups'][number]
const byName = (one: Named, other: Named): number => (one.name < other.name ? -1 : 1)
const byRequests = (one: Named, other: Named): number =>
  other.totals.requests - one.totals.requests || byName(one, other)
