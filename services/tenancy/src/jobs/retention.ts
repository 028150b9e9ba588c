// Deletes rows that no call reads any more or that are too old. The ledger and the statistics have jobs of their own.
import { everyStep } from '@plinth/kit/async/every-step'
import { type Job, startJob } from '@plinth/kit/async/job'
import { whileMore } from '@plinth/kit/async/while-more'
import { dayAfter } from '@plinth/kit/days'
import { type Database, databaseDay } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { forgetOwners } from '../deleted-owners/store.ts'
import { forgetChanges } from '../entitlement-log/store.ts'
import { forgetExpired } from '../invitations/store.ts'
import { forgetEnded } from './ended-plans-store.ts'

const everyMs = 3_600_000
const atOnceMax = 500

export interface RetentionDeps {
  database: Database
  /** How long changes of plans, and what ended with them, are kept. */
  ledgerDays: number
  /** How long deleted workspaces and namespaces are kept. */
  deletedDays: number
}

/** Deletes now and every hour what has ended long enough ago. Safe to run in several processes: each takes rows that no other has locked. */
export const startRetention = ({ log, ...deps }: RetentionDeps & { log: Logger }): Job =>
  startJob({
    name: 'tenancy retention',
    everyMs,
    isAtOnce: true,
    run: (achieved) => retain(deps, achieved),
    onFailure: (err, failures) => log.error({ err, failures }, 'deleting what has ended failed; retrying in 1 min'),
  })

/** Runs the job once. */
export async function retain(
  { database, ledgerDays, deletedDays }: RetentionDeps,
  achieved: () => void = () => undefined,
): Promise<void> {
  const firstDay = dayAfter(await databaseDay(database), -ledgerDays)
  const steps = [
    () => forgetExpired(database, atOnceMax),
    () => forgetChanges(database, firstDay, atOnceMax),
    () => forgetEnded(database, 'package_assignment', firstDay, atOnceMax),
    () => forgetEnded(database, 'boost', firstDay, atOnceMax),
    () => database.transaction((tx) => forgetOwners(tx, 'namespace', deletedDays)),
    () => database.transaction((tx) => forgetOwners(tx, 'workspace', deletedDays)),
  ]
  await everyStep(steps.map((step) => () => whileMore(step, achieved)))
}
