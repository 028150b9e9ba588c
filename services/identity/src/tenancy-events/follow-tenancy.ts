// Messages come at least once and late: every path here is safe to run twice, and spares what was made since.
import type { Bus, BusMessage, Subscription } from '@plinth/kit/bus'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import {
  consumedSubjects,
  consumerName,
  ingestedBytes,
  ingestedSubject,
  readTenancyEvent,
  type TenancyEvent,
} from '../events.ts'
import { applyTenancyEvent, concernsIdentity } from './verbs.ts'

const batchMax = 256
/** Most messages are members of new workspaces and do not concern identity. */
const gatherMs = 50

/** What follows here from what happened in tenancy. */
export function followTenancy(deps: { database: Database; bus: Bus; log: Logger }): Promise<Subscription> {
  const { database, bus, log } = deps
  return bus.subscribe({
    durable: consumerName,
    subjects: consumedSubjects,
    batchMax,
    gatherMs,
    handler: async (messages) => {
      const events = readable(messages, log).filter(concernsIdentity)
      for (const event of events) await database.transaction((tx) => applyTenancyEvent(tx, event))
      if (events.length > 0) bus.announce(ingestedSubject, ingestedBytes(events.map(({ id }) => id)))
    },
  })
}

function readable(messages: readonly BusMessage[], log: Logger): TenancyEvent[] {
  return messages.flatMap((message) => {
    try {
      return [readTenancyEvent(message)]
    } catch (err) {
      // Its outbox row stays unconfirmed, so it is neither lost nor in the way of the others.
      log.error({ err, id: message.id, subject: message.subject }, 'a message of the bus is no event')
      return []
    }
  })
}
