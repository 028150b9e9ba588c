// A change of a workspace is one statement, however many members and namespaces it has: beyond a thousand, their copies follow here.
import { type Job, startJob } from '@plinth/kit/async/job'
import type { Database, Tx } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import {
  copyStep,
  deleteStep,
  endCopying,
  hasCopiesDue,
  noteCopied,
  takeCopiesDue,
} from '../workspaces/copies-store.ts'

const everyMs = 1_000

/** Brings up to date what large workspaces have copied. Safe to run in several processes at once. */
export const startCopying = ({ database, log }: { database: Database; log: Logger }): Job =>
  startJob({
    name: 'tenancy workspace copies',
    kind: 'work',
    everyMs,
    run: async (achieved) => {
      while ((await hasCopiesDue(database)) && (await database.transaction(step))) achieved()
    },
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'copying a changed workspace to its members failed; retrying in 1 s'),
  })

/**
 * A thousand memberships, after the last of them a thousand namespaces, in a transaction: it blocks changes of their workspace
 * alone. Returns false if there was nothing to take.
 */
async function step(tx: Tx): Promise<boolean> {
  const due = await takeCopiesDue(tx)
  if (due === undefined) return false
  const last = await copyStep(tx, due)
  const isMore = last !== undefined || (due.isDeleted && (await deleteStep(tx, due.workspaceId)))
  if (isMore) await noteCopied(tx, { ...due, doneToUserId: last ?? due.doneToUserId })
  else await endCopying(tx, due.workspaceId)
  return true
}
