// Messages come at least once; a delivery is unique by (event, endpoint), so every path here is safe to run twice.

import { progress } from '@plinth/kit/async/progress'
import { allEvents, type Bus, type BusMessage, ingestedSubject, type Subscription } from '@plinth/kit/bus'
import { type Database, readEvents } from '@plinth/kit/db'
import { newId, timeOfId } from '@plinth/kit/ids'
import type { Logger } from '@plinth/kit/log'
import { dueSubject } from '../delivery-queue/due-announcement.ts'
import { budgetMs, nextDelayMs, type ScheduleSeconds, scheduleOf } from '../delivery-queue/retry-schedule.ts'
import { consumerName, type IncomingEvent } from '../events/event.ts'
import { takesEvent } from '../events/event-types.ts'
import { insertEvents } from '../events/store.ts'
import { dayOfId } from '../partitions/days.ts'
import type { Partitions } from '../partitions/partitions.ts'
import { applyStatus } from '../workspace-status/store.ts'
import { latestStatuses } from '../workspace-status/workspace-status.ts'
import { ingestedBytes, readEvent } from './events.ts'
import {
  bringForward,
  countAccepted,
  findRecipients,
  insertDeliveries,
  type NewDelivery,
  type Recipient,
  recheckHeld,
} from './store.ts'

export interface IngestDeps {
  database: Database
  bus: Bus
  log: Logger
  partitions: Partitions
  defaultSchedule: ScheduleSeconds
  /** The counter shard of this process. */
  shard: number
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
  // One order in every process: two batches that hold the same events must not wait for each other.
  const events = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  if (events.length === 0) return
  await deps.partitions.ensure(events.map(({ id }) => dayOfId(id)))
  const made = await deps.database
    .transaction(async (tx) => {
      const workspaceIds = [...new Set(events.map(({ workspaceId }) => workspaceId))]
      const [fresh, recipients] = await Promise.all([insertEvents(tx, events), findRecipients(tx, workspaceIds)])
      const deliveries = deliveriesFor(
        events.filter(({ id }) => fresh.has(id)),
        recipients,
        deps.defaultSchedule,
      )
      if (deliveries.length === 0) return 0
      await insertDeliveries(tx, deliveries)
      recheckHeld(tx, deliveries)
      bringForward(tx, deliveries)
      countAccepted(tx, deliveries, deps.shard)
      return deliveries.length
    })
    .catch((err: unknown) => {
      // Another process may have dropped a partition that this process remembers: the retry of these messages makes it again.
      deps.partitions.forget(events.map(({ id }) => dayOfId(id)))
      throw err
    })
  for (const status of latestStatuses(events)) await applyStatus(deps.database, status)
  deps.bus.announce(ingestedSubject, ingestedBytes(events.map(({ id }) => id)))
  if (made > 0) deps.bus.announce(dueSubject)
}

function deliveriesFor(
  events: readonly IncomingEvent[],
  recipients: readonly Recipient[],
  defaultSchedule: ScheduleSeconds,
): NewDelivery[] {
  return events.flatMap((event) =>
    recipients
      .filter(
        ({ workspaceId, events: patterns }) => workspaceId === event.workspaceId && takesEvent(patterns, event.type),
      )
      .map((endpoint) => {
        const schedule = scheduleOf(endpoint.retryScheduleSeconds, defaultSchedule)
        return {
          id: deliveryId(event),
          event,
          endpointId: endpoint.id,
          isHeld: !endpoint.isActive,
          delayMs: nextDelayMs(schedule, 0, Math.random()) ?? 0,
          budgetMs: budgetMs(schedule),
        }
      }),
  )
}

// The id carries the time of the event: so the id alone gives the partition of the delivery and of its attempts.
function deliveryId(event: IncomingEvent): string {
  return newId('del', { now: () => timeOfId(event.id), monotonicMs: () => 0 })
}
