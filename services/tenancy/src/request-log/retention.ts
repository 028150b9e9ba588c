import { everyStep } from '@plinth/kit/async/every-step'
import { type Job, startJob } from '@plinth/kit/async/job'
import { dayAfter } from '@plinth/kit/days'
import { databaseDay } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { firstLoggedDay, type RequestLogDeps } from './verbs.ts'

type RetentionDeps = Omit<RequestLogDeps, 'clock'>

const daysAhead = 2
const everyMs = 3_600_000

/** Makes the next days' partitions now and every hour, and drops those whose time is over. */
export async function startRequestLogRetention(deps: RetentionDeps & { log: Logger }): Promise<Job> {
  await deps.partitions.ensureAhead(daysAhead)
  return startJob({
    name: 'tenancy request log retention',
    everyMs,
    run: () => retainRequestLog(deps),
    onFailure: (err, failures) =>
      deps.log.error({ err, failures }, 'deleting old calls of the request log failed; retrying in 1 min'),
  })
}

/** Runs the job once. A day more is kept, for a process whose clock is behind the database's. */
export async function retainRequestLog(deps: RetentionDeps): Promise<void> {
  const today = await databaseDay(deps.database)
  await everyStep([
    () => deps.partitions.ensureAhead(daysAhead),
    () => deps.partitions.dropBefore(dayAfter(firstLoggedDay(today, deps.requestLogDays), -1)),
  ])
}
