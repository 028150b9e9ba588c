// A change of a user reaches the first of the user's workspaces with the event of identity, the others here.
import type { Job } from '@plinth/kit/async/job'
import { type Database, type DueWork, startDueWork } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { takeUpdateDue, type UpdateDue } from '../identity-events/updates-due-store.ts'
import { emitToNext } from '../identity-events/updates-due-verbs.ts'

const updates: DueWork<UpdateDue> = {
  table: 'user_updates_due',
  keyOf: ({ eventId }) => ({ event_id: eventId }),
  take: takeUpdateDue,
  work: emitToNext,
}

/** Emits the changes of users who belong to very many workspaces. */
export const startEmittingUpdates = (deps: { database: Database; log: Logger }): Job =>
  startDueWork(updates, { ...deps, name: 'tenancy changes of users' })
