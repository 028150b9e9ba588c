import type { Database } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { EventsServiceService as Events, StoredEvent } from '@plinth/proto/webhooks/v1/events.ts'
import type { RecordedEvent } from './event.ts'
import { eventsPage, getEvent } from './verbs.ts'

export function eventsRpc(database: Database): Pick<Handlers<typeof Events>, 'getEvent' | 'listEvents'> {
  return {
    getEvent: async ({ id }, call) => {
      const { event, deliveries, count } = await getEvent(database, call.context, id)
      const messages = deliveries.map((one) => ({ ...one, deliveredAt: one.deliveredAt ?? undefined }))
      return { event: { ...toMessage(event), deliveries: messages, deliveryCount: count } }
    },
    listEvents: async ({ query }, call) => {
      const { rows, info } = await eventsPage(database, call.context, query)
      return { events: rows.map(toMessage), page: info }
    },
  }
}

const toMessage = ({ callerId: eventId, channels, ...event }: RecordedEvent): StoredEvent => ({
  ...event,
  ...{ eventId, channels: [...channels], deliveries: [], deliveryCount: 0 },
})
