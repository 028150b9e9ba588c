import { startJob } from '@plinth/kit/async/job'
import { dayAfter } from '@plinth/kit/days'
import { type Database, databaseDay } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { monthAfter, monthOf } from './months.ts'
import { dropMonthsBefore, makeMonths } from './partition-store.ts'

export interface AuditMonths {
  /** Resolves when entries of these times can be stored. */
  ensure(times: readonly Date[]): Promise<void>
  /** A partition may have been dropped: the next ensure looks again. */
  forget(): void
  stop(): Promise<void>
}

interface AuditMonthsDeps {
  database: Database
  log: Logger
  /** Days for which entries are kept at least; a month goes whole. */
  retentionDays: number
}

const everyMs = 3_600_000

/** The month partitions of the audit log: made ahead every hour and on demand, and dropped when all their days are too old. */
export async function startAuditMonths({ database, log, retentionDays }: AuditMonthsDeps): Promise<AuditMonths> {
  const known = new Set<string>()

  async function makeKnown(months: readonly string[]): Promise<void> {
    const unknown = months.filter((month) => !known.has(month))
    if (unknown.length === 0) return
    await makeMonths(database, unknown)
    for (const month of unknown) known.add(month)
  }

  const ahead = async () => {
    const month = (await databaseDay(database)).slice(0, 7)
    await makeKnown([month, monthAfter(month)])
  }
  const turn = async () => {
    await ahead()
    const dropped = await dropExpiredMonths(database, retentionDays)
    for (const month of dropped) known.delete(month)
    if (dropped.length > 0) log.info({ months: dropped }, 'months of the audit log that are too old were dropped')
  }
  await ahead()
  const job = startJob({
    name: 'webhooks audit months',
    everyMs,
    // A process may live less than an hour.
    isAtOnce: true,
    run: turn,
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'making and dropping months of the audit log failed; retrying in a minute'),
  })
  return {
    ensure: (times) => makeKnown([...new Set(times.map(monthOf))]),
    forget: () => known.clear(),
    stop: job.stop,
  }
}

/** Drops the months of which every day is older than the retention; returns them. */
export async function dropExpiredMonths(database: Database, retentionDays: number): Promise<readonly string[]> {
  const firstKept = dayAfter(await databaseDay(database), -retentionDays)
  return dropMonthsBefore(database, firstKept.slice(0, 7))
}
