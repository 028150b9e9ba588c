import { eventStream, operation } from '../operation/operation.ts'
import { givenSpan, givenText } from './given-parameters.ts'

const example = `id: WyJzIiwxLDE3Njc2MDcyMDAwMDAsIjE3NTkyMTg2MDQ2MDAwIiwiIl0
event: invoice.paid
data: {"id":"evt_01kb0q4c7q4k6h8j2d5f7s9a1p","type":"invoice.paid","created_at":"2026-01-05T10:00:00.000Z","workspace_id":"wks_01kb0q3t5dexn8r0v6m2c7h9ak","namespace_id":null,"data":{"amount":4200}}

`

export const eventStreams = {
  stream: operation({
    id: 'events.stream',
    summary: 'Follow the events of the workspace as they are stored',
    description:
      'Server-Sent Events with the events of the list: `event` is the type, `data` is the body that an endpoint would get, in one line, and `id` is the position. To continue after a disconnect, send the last `id` as `Last-Event-ID`: no event is skipped, and an event may come twice. A comment with an `id` is sent every 15 seconds. A stream ends after an hour, and when the access of the key changes: connect again. A key can have 10 streams.',
    route: 'GET /events/stream',
    scope: 'read:webhooks',
    lines: { mediaType: eventStream, example },
    query: {
      types: {
        kind: 'text',
        description: 'Up to 100 types, separated by commas; `invoice.*` for all of a resource. Default: all.',
      },
      since: {
        ...{ kind: 'time', field: 'at', bound: 'after' },
        description: 'Starts with the events created at this time or later. Default: now.',
      },
    },
    run: async ({ services, list, lastEventId, caller, call }) => {
      const types = givenText(list, 'types')
      const read = (cursor: string, since?: Date) => services.events.tailEvents({ cursor, since, types }, call)
      // Before the answer begins: a refusal has its own status.
      const first = await read(lastEventId, givenSpan(list).from)
      return { workspaceId: caller.access?.workspaceId ?? '', first, read }
    },
    view: (feed) => ({ feed }),
  }),
}
