import { type Job, startJob } from '@plinth/kit/async/job'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { areKeysDue } from './due-store.ts'
import { endDueKeys } from './ended-keys-verbs.ts'

const everyMs = 1_000

/** Deletes keys that ended, beyond the first step. Safe to run in several processes at once: each takes others. */
export const startEndingKeys = (database: Database, log: Logger): Job =>
  startJob({
    name: 'identity ended keys',
    kind: 'work',
    everyMs,
    run: async (achieved) => {
      while ((await areKeysDue(database)) && (await database.transaction(endDueKeys))) achieved()
    },
    onFailure: (err, failures) => log.warn({ err, failures }, 'deleting keys that ended failed; retrying in 1 s'),
  })
