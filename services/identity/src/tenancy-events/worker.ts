import type { Job } from '@plinth/kit/async/job'
import { type Database, type DueWork, startDueWork, takeDue } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { EndedKeys } from './due-store.ts'
import { endNextKeys } from './ended-keys-verbs.ts'

const table = 'keys_end_due'
const endedKeys: DueWork<EndedKeys> = {
  table,
  keyOf: ({ workspaceId, userId }) => ({ workspace_id: workspaceId, user_id: userId }),
  take: takeDue(table, 'workspace_id, user_id, until, origin'),
  work: endNextKeys,
}

/** Deletes keys that ended, beyond the first step. */
export const startEndingKeys = (database: Database, log: Logger): Job =>
  startDueWork(endedKeys, { database, log, name: 'identity ended keys' })
