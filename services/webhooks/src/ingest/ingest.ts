// Messages come at least once; storing an event twice changes nothing, so every path here is safe to run twice.

import { progress } from '@plinth/kit/async/progress'
import { allEvents, type Bus, type BusMessage, ingestedSubject, type Subscription } from '@plinth/kit/bus'
import { type Database, readEvents } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { StoredEventsAnnouncer } from '@plinth/kit/stored-events'
import { entryOf } from '../audit-log/entry.ts'
import type { AuditMonths } from '../audit-log/retention.ts'
import { entriesInsertion } from '../audit-log/store.ts'
import { dueSubject } from '../delivery-queue/due-announcement.ts'
import { isRecordedOnly } from '../event-types/own-types.ts'
import { consumerName, type IncomingEvent } from '../events/event.ts'
import { type FanOutDeps, storeEvents, withPartitionsOf } from '../fan-out/fan-out.ts'
import { applyStatus } from '../workspace-status/store.ts'
import { latestStatuses } from '../workspace-status/workspace-status.ts'
import { ingestedBytes, readEvent } from './events.ts'

export interface IngestDeps extends FanOutDeps {
  database: Database
  bus: Bus
  log: Logger
  storedEvents: Pick<StoredEventsAnnouncer, 'announce'>
  auditMonths: AuditMonths
}

const batchMax = 256

/** Consumes every event: stores it with its audit entry and one delivery per matching endpoint in one transaction, then confirms it. */
export async function startIngest(deps: IngestDeps): Promise<Subscription> {
  const watched = progress({ work: 'webhooks ingest' })
  const subscription = await deps.bus.subscribe({
    durable: consumerName,
    subjects: [allEvents],
    batchMax,
    handler: async (messages) => {
      watched.owes()
      try {
        await ingest(deps, messages, () => watched.achieved(true))
        watched.achieved()
      } catch (err) {
        watched.postponed()
        throw err
      }
    },
  })
  return {
    stop: async () => {
      watched.stop()
      await subscription.stop()
    },
  }
}

async function ingest(deps: IngestDeps, messages: readonly BusMessage[], onStep: () => void): Promise<void> {
  const byId = new Map(readEvents(messages, deps.log, readEvent).map((event) => [event.id, event]))
  const events = [...byId.values()]
  const ids = [...byId.keys()]
  if (events.length === 0) return
  const isDue = await withPartitionsOf(deps, ids, () => store(deps, events))
  deps.storedEvents.announce(events.map(({ workspaceId }) => workspaceId))
  // Before a status is applied, which takes a transaction for each workspace.
  if (isDue) deps.bus.announce(dueSubject)
  const statuses = latestStatuses(events)
  for (const status of statuses) {
    await applyStatus(deps.database, status)
    onStep()
  }
  deps.bus.announce(ingestedSubject, ingestedBytes(ids))
  // Held deliveries are due once their workspace is active again.
  if (statuses.some(({ status }) => status === 'active')) deps.bus.announce(dueSubject)
}

/** Stores the events, unless they are for the audit log alone, their deliveries and their entries of the audit log in one transaction; returns true when a delivery may start at once. */
async function store(deps: IngestDeps, events: readonly IncomingEvent[]): Promise<boolean> {
  const { auditMonths, database } = deps
  await auditMonths.ensure(events.map(({ createdAt }) => createdAt))
  try {
    const shown = events.filter(({ type }) => !isRecordedOnly(type))
    const lookup = deps.rosters.lookUp(shown.map(({ workspaceId }) => workspaceId))
    return await database.transaction(
      async (tx, [rows = []]) => {
        const rosters = await lookup.read(rows)
        const stored = shown.length === 0 ? undefined : await storeEvents(tx, shown, rosters, deps)
        tx.atCommit(entriesInsertion(events.map(entryOf)))
        return stored?.isDue ?? false
      },
      { statements: [lookup.statement] },
    )
  } catch (err) {
    auditMonths.forget()
    throw err
  }
}
