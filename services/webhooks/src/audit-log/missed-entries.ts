// During a roll-out a process of the release before may store events. A trigger notes them; here they get their entries.

import { startJob } from '@plinth/kit/async/job'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { dataOf } from '../events/event.ts'
import { type AuditEntry, entryOf } from './entry.ts'
import { type MissedEvent, takeMissed, timesOfMissed } from './missed-store.ts'
import type { AuditMonths } from './retention.ts'
import { insertEntries } from './store.ts'

export interface MissedDeps {
  database: Database
  log: Logger
  auditMonths: Pick<AuditMonths, 'ensure' | 'forget'>
}

const everyMs = 5_000
// Payloads may be large.
const batchMax = 100

/** Starts the job that writes the entries of events which the release before has stored. */
export function startMissedEntries(deps: MissedDeps): { stop(): Promise<void> } {
  return startJob({
    name: 'webhooks audit missed',
    everyMs,
    run: async (achieved) => {
      while ((await writeMissed(deps)) > 0) achieved()
    },
    onFailure: (err, failures) =>
      deps.log.warn({ err, failures }, 'writing missed entries of the audit log failed; retrying in a minute'),
  })
}

/** Writes some entries; returns how many events were taken. */
export async function writeMissed({ database, auditMonths }: MissedDeps): Promise<number> {
  const times = await timesOfMissed(database, batchMax)
  if (times.length === 0) return 0
  try {
    // Not within the transaction: it would be idle meanwhile, and is ended when that takes long.
    await auditMonths.ensure(times.filter((time) => time !== null))
    return await database.transaction(async (tx) => {
      const taken = await takeMissed(tx, batchMax)
      const events = taken.filter((event) => event !== null)
      await insertEntries(tx, events.map(entryOfMissed))
      return taken.length
    })
  } catch (err) {
    auditMonths.forget()
    throw err
  }
}

/** Actor and request are not stored with the event: they stay empty. */
function entryOfMissed({ payload, ...event }: MissedEvent): AuditEntry {
  const { object } = Object(dataOf(payload))
  const objectName = String(object?.attributes?.name ?? '')
  return entryOf({ ...event, objectType: String(object?.type ?? ''), objectName, attributesJson: '' })
}
