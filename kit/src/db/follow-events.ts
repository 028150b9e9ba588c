// Messages come at least once, late and in any order: what applies them is safe to run twice.
import { Event, Ingested } from '@plinth/proto/events/v1/event.ts'
import { type Bus, type BusMessage, ingestedSubject, type Subscription } from '../bus/bus.ts'
import type { Logger } from '../log.ts'
import type { Database, Tx } from './database.ts'

/** What happened in another service. */
export interface HappenedEvent {
  id: string
  type: string
  workspaceId: string
  objectId: string
  /** 0: it was not told. */
  objectVersion: number
  /** When it was committed, by the clock of the service that did. */
  createdAt: Date
  attributes: Readonly<Record<string, unknown>>
}

export interface FollowOptions {
  database: Database
  bus: Bus
  log: Logger
  /** The durable name that outbox rows wait for. */
  consumer: string
  subjects: readonly string[]
  /** False for what nobody waits for here: it is neither applied nor confirmed. Default: everything concerns. */
  concerns?: (event: HappenedEvent) => boolean
  /** As long as more may come, messages gather for this long. */
  gatherMs?: number
  /** In a transaction of its own for each event. */
  apply: (tx: Tx, event: HappenedEvent) => Promise<void>
}

const batchMax = 256

/** Applies what happened in another service, and confirms it after the commit. */
export function followEvents(options: FollowOptions): Promise<Subscription> {
  const { database, bus, log, consumer, subjects, concerns = () => true, gatherMs, apply } = options
  return bus.subscribe({
    durable: consumer,
    subjects,
    batchMax,
    ...(gatherMs === undefined ? {} : { gatherMs }),
    handler: async (messages) => {
      const events = readable(messages, log).filter(concerns)
      for (const event of events) await database.transaction((tx) => apply(tx, event))
      if (events.length === 0) return
      const eventIds = events.map(({ id }) => id)
      bus.announce(ingestedSubject, Ingested.encode({ consumer, eventIds }).finish())
    },
  })
}

function readable(messages: readonly BusMessage[], log: Logger): HappenedEvent[] {
  return messages.flatMap((message) => {
    try {
      return [read(message)]
    } catch (err) {
      // Its outbox row stays unconfirmed, so it is neither lost nor in the way of the others.
      log.error({ err, id: message.id, subject: message.subject }, 'a bus message is not a valid event; skipping it')
      return []
    }
  })
}

function read({ data }: BusMessage): HappenedEvent {
  const { id, type, workspaceId, objectId, objectVersion, createdAt, attributesJson } = Event.decode(data)
  const attributes: unknown = JSON.parse(Buffer.from(attributesJson).toString())
  if (id === '' || createdAt === undefined || typeof attributes !== 'object' || attributes === null)
    throw new Error('the event has no id, time or attributes')
  return { id, type, workspaceId, objectId, objectVersion, createdAt, attributes: { ...attributes } }
}
