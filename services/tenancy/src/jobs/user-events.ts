// A user is deleted at once, from however many workspaces: the events of the first of them go with the deletion, the others follow here.
import type { Job } from '@plinth/kit/async/job'
import { type Database, type DueWork, startDueWork, takeDue } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { dueColumns, type EventsDue } from '../deleted-users/events-due-store.ts'
import { emitNext } from '../deleted-users/events-due-verbs.ts'

const table = 'user_events_due'
const userEvents: DueWork<EventsDue> = {
  table,
  keyOf: ({ userId }) => ({ user_id: userId }),
  take: takeDue(table, dueColumns),
  work: emitNext,
}

/** Emits the events of deleted users. */
export const startEmitting = (deps: { database: Database; log: Logger }): Job =>
  startDueWork(userEvents, { ...deps, name: 'tenancy events of deleted users' })
