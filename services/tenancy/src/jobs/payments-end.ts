// A workspace is deleted at once, whatever it pays for: the payments for the first namespaces end with it, the others follow here.
import type { Job } from '@plinth/kit/async/job'
import { type Database, type DueWork, startDueWork, takeDue } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { endNextPayments } from '../namespaces/payment-verbs.ts'

const table = 'payments_end_due'
const payments: DueWork<{ workspaceId: string }> = {
  table,
  keyOf: ({ workspaceId }) => ({ workspace_id: workspaceId }),
  take: takeDue(table, 'workspace_id'),
  work: (tx, { workspaceId }) => endNextPayments(tx, workspaceId),
}

/** Ends the payments of deleted workspaces. */
export const startEndingPayments = (deps: { database: Database; log: Logger }): Job =>
  startDueWork(payments, { ...deps, name: 'tenancy payments of deleted workspaces' })
