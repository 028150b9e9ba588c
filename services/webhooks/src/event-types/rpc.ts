import type { Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import { EventsServiceService as Events } from '@plinth/proto/webhooks/v1/events.ts'
import type { EventTypeReader } from './reader.ts'
import { applyEventTypes, checkEventTypes, listEventTypes } from './verbs.ts'

export function eventTypesRpc(
  reader: EventTypeReader,
  write: Write,
): Pick<Handlers<typeof Events>, 'listEventTypes' | 'applyEventTypes'> {
  return {
    listEventTypes: () => listEventTypes(reader),
    applyEventTypes: async (request, call) => {
      await checkEventTypes(call.context, request.eventTypes, reader, call.signal)
      const apply = write(Events.applyEventTypes, async ({ eventTypes, ...how }, { context }, tx) => {
        const { added, changed, removed } = await applyEventTypes(tx, context, eventTypes, how)
        return { added: [...added], changed: [...changed], removed: [...removed] }
      })
      return apply(request, call)
    },
  }
}
