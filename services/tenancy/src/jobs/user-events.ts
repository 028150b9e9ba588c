// A user is deleted at once, from however many workspaces: the events of the first of them go with the deletion, the others follow here.
import { type Job, startJob } from '@plinth/kit/async/job'
import type { Database, Tx } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { hasEventsDue, takeEventsDue } from '../deleted-users/events-due-store.ts'
import { emitNext } from '../deleted-users/events-due-verbs.ts'

const everyMs = 1_000

/** Emits the events of deleted users. Safe to run in several processes at once: each takes another user. */
export const startEmitting = ({ database, log }: { database: Database; log: Logger }): Job =>
  startJob({
    name: 'tenancy events of deleted users',
    kind: 'work',
    everyMs,
    run: async (achieved) => {
      while ((await hasEventsDue(database)) && (await database.transaction(step))) achieved()
    },
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'emitting the events of a deleted user failed; retrying in 1 s'),
  })

/** Returns false if there was nothing to take. */
async function step(tx: Tx): Promise<boolean> {
  const due = await takeEventsDue(tx)
  if (due === undefined) return false
  await emitNext(tx, due)
  return true
}
