import type { Database } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { EventsServiceService as Events } from '@plinth/proto/webhooks/v1/events.ts'
import { eventsPage, getEvent } from './verbs.ts'

export function eventsRpc(database: Database): Pick<Handlers<typeof Events>, 'getEvent' | 'listEvents'> {
  return {
    getEvent: async ({ id }, call) => ({ event: await getEvent(database, call.context, id) }),
    listEvents: async ({ query }, call) => {
      const { rows, info } = await eventsPage(database, call.context, query)
      return { events: rows, page: info }
    },
  }
}
