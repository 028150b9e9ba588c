// Any number of processes may run this at once: a step takes the lock of a workspace's webhooks, and depends only on the newest status and on
// how the webhooks stand under that lock. A process that dies between two steps costs nothing.
import { type Job, startJob } from '@plinth/kit/async/job'
import type { Bus } from '@plinth/kit/bus'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { dueSubject } from '../delivery-queue/due-announcement.ts'
import { endDue, findDue, lockNextDue, postponeDue } from './due-store.ts'
import { changeNext } from './store.ts'

export interface StatusStepsDeps {
  database: Database
  bus: Pick<Bus, 'announce'>
  log: Logger
}

const everyMs = 250
// A workspace whose step failed goes behind all others and is tried again after this pause.
const failurePauseMs = 10_000

/** Applies the statuses of workspaces to their webhooks beyond the first step, until it is stopped. */
export const startStatusSteps = (deps: StatusStepsDeps): Job =>
  startJob({
    name: 'webhooks status of workspaces',
    kind: 'work',
    everyMs,
    run: async (achieved) => {
      while (await runNextStep(deps)) achieved()
    },
    onFailure: (err, failures) =>
      deps.log.warn({ err, failures }, 'applying the status of a workspace failed; retrying in 250 ms'),
  })

/** Returns false when no workspace is due that no other process has taken. */
export async function runNextStep({ database, bus, log }: StatusStepsDeps): Promise<boolean> {
  let workspaceId: string | undefined
  try {
    const status = await database.transaction(async (tx) => {
      workspaceId = await lockNextDue(tx)
      if (workspaceId === undefined) return undefined
      const due = await findDue(tx, workspaceId)
      if (due === undefined) await endDue(tx, workspaceId)
      else await changeNext(tx, due)
      return due?.status
    })
    // Held deliveries are due once their workspace is active again.
    if (status === 'active') bus.announce(dueSubject)
    return workspaceId !== undefined
  } catch (err) {
    if (workspaceId === undefined) throw err
    log.warn({ err, workspaceId }, 'a step of the status of a workspace failed; retrying in 10 s')
    // The rollback left this workspace first: without the pause it would block all others.
    await postponeDue(database, workspaceId, failurePauseMs)
    return true
  }
}
