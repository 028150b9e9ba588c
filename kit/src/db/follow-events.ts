// Messages arrive at least once, late and in any order: the code that applies them is safe to run twice.
import { Event, Ingested } from '@plinth/proto/events/v1/event.ts'
import { progress } from '../async/progress.ts'
import { type Bus, type BusMessage, ingestedSubject, type Subscription } from '../bus/bus.ts'
import type { Changes } from '../events/changes.ts'
import { type EventOrigin, originOfEvent } from '../events/origin.ts'
import type { Logger } from '../log.ts'
import type { Database, Queryable, Tx } from './database.ts'
import { withOrigin } from './with-origin.ts'

/** An event of another service. */
export interface DomainEvent {
  id: string
  type: string
  workspaceId: string
  objectId: string
  /** 0 if the event does not have it. */
  objectVersion: number
  /** Time of the commit, by the clock of the committing service. */
  createdAt: Date
  attributes: Readonly<Record<string, unknown>>
  /** The changes; empty if the event does not list them. */
  changes: Changes
  /** Events that come of this one have the same origin. */
  origin: EventOrigin
}

export interface FollowOptions {
  database: Database
  bus: Bus
  log: Logger
  /** Durable name whose confirmation outbox rows wait for. */
  consumer: string
  subjects: readonly string[]
  /** Returns false for events that are neither applied nor confirmed here. Default: all events concern. */
  concerns?: (event: DomainEvent) => boolean
  /** Time for which messages are collected into a batch. */
  gatherMs?: number
  /**
   * Returns the events of a batch that have an effect, asked for all of them at once; the others are confirmed without a transaction.
   * Default: all.
   */
  effective?: (db: Queryable, events: readonly DomainEvent[]) => Promise<readonly DomainEvent[]>
  /** Runs in a separate transaction for each event. Other events wait for it: what may take long is left to a job. */
  apply: (tx: Tx, event: DomainEvent) => Promise<void>
}

const batchMax = 256

/** Applies the events of another service, and confirms them after the commit. */
export async function followEvents(options: FollowOptions): Promise<Subscription> {
  const { database, bus, log, consumer, subjects, concerns = () => true, effective, gatherMs, apply } = options
  const watched = progress({ work: `${consumer} followed events` })
  const subscription = await bus.subscribe({
    durable: consumer,
    subjects,
    batchMax,
    ...(gatherMs === undefined ? {} : { gatherMs }),
    handler: async (messages) => {
      const events = readEvents(messages, log, read).filter(concerns)
      if (events.length === 0) return
      watched.owes()
      try {
        for (const event of effective === undefined ? events : await effective(database, events)) {
          await database.transaction((tx) => apply(withOrigin(tx, event.origin), event))
          watched.achieved(true)
        }
        watched.achieved()
      } catch (err) {
        watched.postponed()
        throw err
      }
      const eventIds = events.map(({ id }) => id)
      bus.announce(ingestedSubject, Ingested.encode({ consumer, eventIds }).finish())
    },
  })
  return {
    stop: async () => {
      watched.stop()
      await subscription.stop()
    },
  }
}

/** Reads messages as events; logs and skips one that is not an event. */
export function readEvents<T>(messages: readonly BusMessage[], log: Logger, read: (message: BusMessage) => T): T[] {
  return messages.flatMap((message) => {
    try {
      return [read(message)]
    } catch (err) {
      // The outbox row stays unconfirmed, so the event is neither lost nor blocks others.
      log.error({ err, id: message.id, subject: message.subject }, 'a bus message is not a valid event; skipping it')
      return []
    }
  })
}

function read({ data }: BusMessage): DomainEvent {
  const event = Event.decode(data)
  const { id, type, workspaceId, objectId, objectVersion, createdAt } = event
  const attributes: unknown = JSON.parse(Buffer.from(event.attributesJson).toString())
  if (id === '' || createdAt === undefined || typeof attributes !== 'object' || attributes === null)
    throw new Error('the event has no id, time or attributes')
  return {
    ...{ id, type, workspaceId, objectId, objectVersion, createdAt, attributes: { ...attributes } },
    changes: event.changesJson.length === 0 ? {} : JSON.parse(Buffer.from(event.changesJson).toString()),
    origin: originOfEvent(event),
  }
}
