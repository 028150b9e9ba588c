// Seals entries in the order in which they are found. An entry that commits late waits in the queue like any other, so none is
// skipped, whatever its id. Everything is one transaction under one lock: a process that dies or freezes leaves no half chain.

import { startJob } from '@plinth/kit/async/job'
import type { Database, QueueStart } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { monthOf } from './months.ts'
import type { AuditMonths } from './retention.ts'
import { sealEntries } from './seal.ts'
import {
  findHeads,
  findUnsealed,
  forgetUnsealed,
  hasUnsealed,
  insertSeals,
  lockSealer,
  sealStart,
} from './seal-store.ts'

export interface SealerDeps {
  database: Database
  log: Logger
  auditMonths: Pick<AuditMonths, 'ensure' | 'forget'>
  /** Of the search; the batches of a process share it. */
  start: QueueStart
}

const everyMs = 1_000
const batchMax = 1_000

/** Starts the sealer of this process: an entry gets its seal 1 to 2 s after its commit, or within half a minute if its event came late. */
export function startSealer(deps: Omit<SealerDeps, 'start'>): { stop(): Promise<void> } {
  const start = sealStart()
  return startJob({
    name: 'webhooks audit sealer',
    kind: 'work',
    everyMs,
    run: async (achieved) => {
      while ((await sealBatch({ ...deps, start })) === batchMax) achieved()
    },
    onFailure: (err, failures) =>
      deps.log.error({ err, failures }, 'sealing the audit log failed; retrying in a second'),
  })
}

/** Seals the entries that have waited longest; returns how many were taken from the queue. 0 while another process seals. */
export async function sealBatch({ database, log, auditMonths, start }: SealerDeps): Promise<number> {
  if (!(await hasUnsealed(database, start))) {
    await start.advance(database)
    return 0
  }
  try {
    const count = await database.transaction(async (tx) => {
      if (!(await lockSealer(tx))) return 0
      const { entries, gone } = await findUnsealed(tx, batchMax, start)
      if (gone.length > 0) {
        log.warn(
          { count: gone.length, first: gone[0] },
          'entries of the audit log were deleted before they were sealed',
        )
        await forgetUnsealed(tx, gone)
      }
      if (entries.length > 0) {
        await auditMonths.ensure(entries.map(({ createdAt }) => createdAt))
        const heads = await findHeads(tx, [...new Set(entries.map(({ createdAt }) => monthOf(createdAt)))])
        await insertSeals(tx, sealEntries(heads, entries))
      }
      return entries.length + gone.length
    })
    await start.advance(database)
    return count
  } catch (err) {
    auditMonths.forget()
    throw err
  }
}
