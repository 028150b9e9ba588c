// A workspace is deleted at once, whatever it pays for: the payments for the first namespaces end with it, the others follow here.
import { type Job, startJob } from '@plinth/kit/async/job'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { hasPaymentsDue } from '../namespaces/payment-store.ts'
import { endNextPayments } from '../namespaces/payment-verbs.ts'

const everyMs = 1_000

/** Ends the payments of deleted workspaces. Safe to run in several processes at once: each takes another workspace. */
export const startEndingPayments = ({ database, log }: { database: Database; log: Logger }): Job =>
  startJob({
    name: 'tenancy payments of deleted workspaces',
    kind: 'work',
    everyMs,
    run: async (achieved) => {
      while ((await hasPaymentsDue(database)) && (await database.transaction(endNextPayments))) achieved()
    },
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'ending the payments of a deleted workspace failed; retrying in 1 s'),
  })
