import { everyStep } from '@plinth/kit/async/every-step'
import { type Job, startJob } from '@plinth/kit/async/job'
import { dayAfter } from '@plinth/kit/days'
import { databaseDay } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { forgetForeignKeys } from '../foreign-keys/store.ts'
import { forgetMinutes } from './minute-store.ts'
import { detailDays, firstDetailDay } from './request-count.ts'
import { forgetGateways } from './store.ts'
import type { UsageDeps } from './verbs.ts'

type RetentionDeps = Pick<UsageDeps, 'database' | 'partitions'>

const daysAhead = 3
const everyMs = 3_600_000

/** Makes the next days' partitions now and every hour, and drops those whose time is over. */
export async function startStatisticsRetention(deps: RetentionDeps & { log: Logger }): Promise<Job> {
  await deps.partitions.ensureAhead(daysAhead)
  return startJob({
    name: 'tenancy usage retention',
    everyMs,
    run: () => retain(deps),
    onFailure: (err, failures) =>
      deps.log.error({ err, failures }, 'deleting old request counts failed; retrying in 1 min'),
  })
}

/** One round of it. A day more is kept than is shown: a process whose clock is behind the database's still reads it. */
export async function retain(deps: RetentionDeps): Promise<void> {
  const { database, partitions } = deps
  const today = await databaseDay(database)
  await everyStep([
    () => partitions.ensureAhead(daysAhead),
    () => partitions.dropBefore(dayAfter(firstDetailDay(today), -1)),
    () => forgetGateways(database, detailDays),
    () => forgetMinutes(database),
    () => forgetForeignKeys(database),
  ])
}
