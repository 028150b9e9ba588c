// A change of a workspace is one statement, however many members and namespaces it has: beyond a thousand, their copies follow here.
import type { Job } from '@plinth/kit/async/job'
import { type Database, type DueWork, startDueWork, type Tx } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { type CopiesDue, copyStep, deleteStep, noteCopied, takeCopiesDue } from '../workspaces/copies-store.ts'

const copies: DueWork<CopiesDue> = {
  table: 'workspace_copies_due',
  keyOf: ({ workspaceId }) => ({ workspace_id: workspaceId }),
  take: takeCopiesDue,
  work: step,
}

/** Brings up to date what large workspaces have copied. */
export const startCopying = (deps: { database: Database; log: Logger }): Job =>
  startDueWork(copies, { ...deps, name: 'tenancy workspace copies' })

/** A thousand memberships, after the last of them a thousand namespaces: it blocks changes of their workspace alone. */
async function step(tx: Tx, due: CopiesDue): Promise<boolean> {
  const last = await copyStep(tx, due)
  if (last === undefined) return due.isDeleted && (await deleteStep(tx, due.workspaceId))
  await noteCopied(tx, due.workspaceId, last)
  return true
}
