import { everyStep } from '@plinth/kit/async/every-step'
import { type Job, startJob } from '@plinth/kit/async/job'
import type { Clock } from '@plinth/kit/clock'
import { type Database, type DayPartitions, databaseDay, dayAfter, dayOf } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { forgetEvents } from './event-store.ts'
import { advanceIdle, carryRecords, forgetWindows } from './opening-store.ts'
import { forgetReservations, freeDue } from './reservation-store.ts'

/** How often lapsed reservations are freed. */
export const sweepEveryMs = 1_000
const tidyEveryMs = 3_600_000
const atOnceMax = 500
const carriedMax = 10_000
const daysAhead = 3
const reservationDays = 35

export interface SweepDeps {
  database: Database
  log: Logger
  partitions: DayPartitions
  /** How long records are kept one by one. */
  ledgerDays: number
}

type CarryDeps = Pick<SweepDeps, 'database' | 'partitions' | 'ledgerDays'>

/** Frees reservations whose time is over, makes room for coming records, and forgets what need not be known any more. */
export async function startSweeps(deps: SweepDeps): Promise<Job[]> {
  const { log } = deps
  await makeAhead(deps)
  return [
    startJob({
      name: 'tenancy lapsed reservations',
      kind: 'work',
      everyMs: sweepEveryMs,
      run: (achieved) => sweep(deps, achieved),
      onFailure: (err, failures) =>
        log.warn({ err, failures }, 'releasing expired reservations failed; retrying in 1 s'),
    }),
    startJob({
      name: 'tenancy ledger retention',
      everyMs: tidyEveryMs,
      run: () => tidy(deps),
      onFailure: (err, failures) =>
        log.error({ err, failures }, 'deleting old ledger records failed; retrying in 1 min'),
    }),
  ]
}

/** One round of it; any number of processes may. */
export async function sweep(
  { database }: Pick<SweepDeps, 'database'>,
  achieved: () => void = () => undefined,
): Promise<void> {
  while (await database.transaction((tx) => freeDue(tx, atOnceMax))) achieved()
}

async function tidy(deps: SweepDeps): Promise<void> {
  const { database } = deps
  await everyStep([
    () => makeAhead(deps),
    () => whileMore(() => forgetEvents(database, atOnceMax)),
    () => whileMore(() => forgetReservations(database, reservationDays, atOnceMax)),
    () => carryForward(deps),
  ])
}

/** Turns old records into sums, and forgets them and the windows that ended before them; any number of processes may. */
export async function carryForward({ database, partitions, ledgerDays }: CarryDeps): Promise<void> {
  const firstDay = dayAfter(await databaseDay(database), -ledgerDays)
  await whileMore(() => advanceIdle(database, firstDay, atOnceMax))
  await whileMore(() => database.transaction((tx) => carryRecords(tx, firstDay, carriedMax)))
  await everyStep([
    () => whileMore(async () => (await partitions.dropEmptyBefore(firstDay)).length > 0),
    () => whileMore(() => forgetWindows(database, firstDay, atOnceMax)),
  ])
}

async function whileMore(step: () => Promise<boolean>): Promise<void> {
  while (await step());
}

/** Records of now can be stored, also when the database is just past midnight. */
export function ensureToday(partitions: DayPartitions, clock: Clock): Promise<void> {
  const today = dayOf(clock.now())
  return partitions.ensure([today, dayAfter(today, 1)])
}

async function makeAhead({ database, partitions }: SweepDeps): Promise<void> {
  const today = await databaseDay(database)
  await partitions.ensure(Array.from({ length: daysAhead + 1 }, (_, days) => dayAfter(today, days)))
}
