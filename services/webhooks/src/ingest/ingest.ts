// Messages come at least once; storing an event twice changes nothing, so every path here is safe to run twice.

import { progress } from '@plinth/kit/async/progress'
import { allEvents, type Bus, type BusMessage, ingestedSubject, type Subscription } from '@plinth/kit/bus'
import { type Database, readEvents } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { dueSubject } from '../delivery-queue/due-announcement.ts'
import { consumerName } from '../events/event.ts'
import { type FanOutDeps, storeEvents, withPartitionsOf } from '../fan-out/fan-out.ts'
import { applyStatus } from '../workspace-status/store.ts'
import { latestStatuses } from '../workspace-status/workspace-status.ts'
import { ingestedBytes, readEvent } from './events.ts'

export interface IngestDeps extends FanOutDeps {
  database: Database
  bus: Bus
  log: Logger
}

const batchMax = 256

/** Consumes every event: stores it with one delivery per matching endpoint in one transaction, then confirms it. */
export async function startIngest(deps: IngestDeps): Promise<Subscription> {
  const watched = progress({ work: 'webhooks ingest' })
  const subscription = await deps.bus.subscribe({
    durable: consumerName,
    subjects: [allEvents],
    batchMax,
    handler: async (messages) => {
      watched.owes()
      try {
        await ingest(deps, messages)
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

async function ingest(deps: IngestDeps, messages: readonly BusMessage[]): Promise<void> {
  const byId = new Map(readEvents(messages, deps.log, readEvent).map((event) => [event.id, event]))
  const events = [...byId.values()]
  const ids = [...byId.keys()]
  if (events.length === 0) return
  const made = await withPartitionsOf(deps, ids, () => deps.database.transaction((tx) => storeEvents(tx, events, deps)))
  for (const status of latestStatuses(events)) await applyStatus(deps.database, status)
  deps.bus.announce(ingestedSubject, ingestedBytes(ids))
  if (made > 0) deps.bus.announce(dueSubject)
}
