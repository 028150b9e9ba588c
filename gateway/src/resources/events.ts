import type { ListEventsResponse, StoredEvent } from '@plinth/proto/webhooks/v1/events.ts'
import { z } from 'zod'
import { createdFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { type JsonObject, many, one } from '../operation/view.ts'

const example = {
  id: 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p',
  type: 'workspace.updated',
  created_at: '2026-01-05T10:00:00.000Z',
  workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  namespace_id: null,
  data: {
    object: {
      id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
      type: 'workspace',
      attributes: { id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak', name: 'Acme' },
    },
  },
}

const output = z
  .object({
    id: shownId,
    type: z.string(),
    created_at: shownTime,
    workspace_id: shownId.nullable(),
    namespace_id: shownId.nullable(),
    data: z.object({
      object: z.object({ id: shownId, type: z.string(), attributes: z.record(z.string(), z.unknown()) }),
    }),
  })
  .meta({ id: 'Event', examples: [example] })

/** An event is shown as it was sent. */
const view = ({ payload }: StoredEvent): JsonObject => JSON.parse(payload.toString('utf8'))

export const events = {
  list: operation({
    id: 'events.list',
    summary: 'List the events of the workspace',
    description:
      'Events are kept as long as deliveries. With a namespace in the request, the list has only the events of that namespace.',
    method: 'GET',
    path: '/events',
    status: 200,
    scope: 'read:webhooks',
    context: 'workspace',
    output,
    list: {
      filters: { type: { kind: 'text' }, ...createdFilters },
      sorts: ['created_at'],
      isAppendOnly: true,
    },
    run: ({ services, list, call }) => services.events.listEvents({ query: list }, call),
    view: many((result: ListEventsResponse) => result.events, view),
  }),

  get: operation({
    id: 'events.get',
    summary: 'Read an event as it was sent to endpoints',
    method: 'GET',
    path: '/events/{event_id}',
    status: 200,
    scope: 'read:webhooks',
    context: 'workspace',
    output,
    hasVersion: true,
    run: ({ services, params, call }) => services.events.getEvent({ id: params.event_id }, call),
    view: one(({ event }: { event?: StoredEvent | undefined }) => event, view),
  }),
}
