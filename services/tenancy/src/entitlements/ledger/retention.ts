import { everyStep } from '@plinth/kit/async/every-step'
import { type Job, startJob } from '@plinth/kit/async/job'
import { whileMore } from '@plinth/kit/async/while-more'
import type { Clock } from '@plinth/kit/clock'
import { dayAfter, dayOf } from '@plinth/kit/days'
import { type Database, type DayPartitions, databaseDay, type QueueStart } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { forgetAlerts } from '../balances/limit-alert-store.ts'
import type { EnsureDay } from '../consume/day-rpc.ts'
import { answerStart, forgetEvents } from '../consume/event-store.ts'
import { endStart, forgetReservations } from '../reservations/store.ts'
import { advanceIdle, forgetWindows, retireRecords } from './retention-store.ts'

const everyMs = 3_600_000
const atOnceMax = 500
const advancedMax = 100
const retiredMax = 10_000
const daysAhead = 3
const reservationDays = 35

export interface RetentionDeps {
  database: Database
  log: Logger
  partitions: DayPartitions
  /** How long records are kept one by one. */
  ledgerDays: number
}

/** Makes the partitions of coming records, and deletes records, events and reservations that are too old. */
export async function startLedgerRetention(deps: RetentionDeps): Promise<Job> {
  const starts = { answers: answerStart(), reservations: endStart() }
  await deps.partitions.ensureAhead(daysAhead)
  return startJob({
    name: 'tenancy ledger retention',
    everyMs,
    run: (achieved) => runRetention({ ...deps, ...starts }, achieved),
    onFailure: (err, failures) =>
      deps.log.error({ err, failures }, 'deleting old ledger records failed; retrying in 1 min'),
  })
}

async function runRetention(
  deps: RetentionDeps & { answers: QueueStart; reservations: QueueStart },
  achieved: () => void,
): Promise<void> {
  const { database, answers, reservations } = deps
  await everyStep([
    () => deps.partitions.ensureAhead(daysAhead),
    () => whileMore(() => forgetEvents(database, atOnceMax, answers), achieved),
    () => whileMore(() => forgetReservations(database, reservationDays, atOnceMax, reservations), achieved),
    () => retireLedger(deps, achieved),
  ])
}

/** Adds old records to their openings and deletes them, and the windows that ended before them. Any number of processes may. */
export async function retireLedger(
  { database, partitions, ledgerDays }: Pick<RetentionDeps, 'database' | 'partitions' | 'ledgerDays'>,
  achieved: () => void = () => undefined,
): Promise<void> {
  const firstDay = dayAfter(await databaseDay(database), -ledgerDays)
  await whileMore(() => advanceIdle(database, firstDay, advancedMax), achieved)
  await whileMore(() => database.transaction((tx) => retireRecords(tx, firstDay, retiredMax)), achieved)
  await everyStep([
    () => whileMore(async () => (await partitions.dropEmptyBefore(firstDay)).length > 0, achieved),
    () => whileMore(() => forgetWindows(database, firstDay, atOnceMax), achieved),
    () => whileMore(() => forgetAlerts(database, firstDay, atOnceMax), achieved),
  ])
}

/** Makes the partitions for records of now, also when the database is just past midnight. */
export const ensureDayBy =
  (partitions: DayPartitions, clock: Clock): EnsureDay =>
  (forDay) => {
    if (forDay === 'database') return partitions.ensureAhead(1)
    const today = dayOf(clock.now())
    return partitions.ensure([today, dayAfter(today, 1)])
  }
