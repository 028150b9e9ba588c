import { EventDelivery, type StoredEvent } from '@plinth/proto/webhooks/v1/events.ts'
import { z } from 'zod'
import { createdFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { rawFields } from '../operation/raw-json.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { isoTime, type JsonObject, many, one, textOrNull } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { status } from './deliveries.ts'

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
  event_id: null,
  channels: [],
  ordering_key: null,
  occurred_at: null,
}

const output = z
  .object({
    id: shownId,
    type: z.string(),
    created_at: shownTime,
    workspace_id: shownId.nullable(),
    namespace_id: shownId.nullable(),
    data: z
      .looseObject({
        object: z
          .object({ id: shownId, type: z.string(), attributes: z.record(z.string(), z.unknown()) })
          .optional()
          .meta({ description: 'Present in events of Plinth itself.' }),
      })
      .meta({ description: 'Data of the event. The data of a published event is as the publisher sent it.' }),
    event_id: z.string().nullable().meta({ description: 'ID that the publisher chose.' }),
    channels: z.array(z.string()).meta({ description: 'Names that the publisher gave; endpoints can filter by them.' }),
    ordering_key: z.string().nullable(),
    occurred_at: shownTime.nullable().meta({ description: 'Time at which it happened, as given by the publisher.' }),
  })
  .meta({ id: 'Event', examples: [example] })

const delivery = z
  .object({
    id: shownId,
    webhook_id: shownId,
    status,
    status_code: z.int().nullable(),
    attempts: z.int(),
    delivered_at: shownTime.nullable(),
  })
  .meta({ id: 'EventDelivery' })
const withDeliveries = output
  .extend({
    deliveries: z.array(delivery).meta({ description: 'The first 100 deliveries of the event, by webhook.' }),
    deliveries_count: z.int().meta({ description: 'Number of all its deliveries.' }),
  })
  .meta({
    id: 'EventWithDeliveries',
    examples: [
      {
        ...example,
        deliveries: [
          {
            id: 'del_01kb0q4c7r2m9t5w8x1z3v6b0n',
            webhook_id: 'wh_01kb0q3t5dexn8r0v6m2c7h9ak',
            status: 'success',
            status_code: 200,
            attempts: 1,
            delivered_at: '2026-01-05T10:00:00.412Z',
          },
        ],
        deliveries_count: 1,
      },
    ],
  })

/** An event is shown as it was sent, with what is not sent. */
function view(event: StoredEvent): JsonObject {
  return {
    ...rawFields(event.payload),
    event_id: textOrNull(event.eventId),
    channels: event.channels,
    ordering_key: textOrNull(event.orderingKey),
    occurred_at: isoTime(event.occurredAt),
  }
}

const deliveryView = viewOf(EventDelivery, delivery, {
  webhook_id: ({ endpointId }) => endpointId,
  status_code: ({ statusCode }) => (statusCode === 0 ? null : statusCode),
})

const viewWithDeliveries = (event: StoredEvent): JsonObject => ({
  ...view(event),
  deliveries: event.deliveries.map((one) => deliveryView(one)),
  deliveries_count: event.deliveryCount,
})

export const events = {
  list: operation({
    id: 'events.list',
    summary: 'List the events of the workspace',
    description:
      'Events are kept as long as deliveries. With a namespace in the request, the list has only the events of that namespace. A page has at most 1 MiB of events. With `cursor`, a page may end before `per_page` entries. With `page`, a larger page is refused: lower `per_page`.',
    route: 'GET /events',
    isHeavy: true,
    scope: 'read:webhooks',
    output,
    list: {
      filters: {
        type: {
          kind: 'text',
          description: 'Up to 100 types, separated by commas; `invoice.*` for all of a resource.',
        },
        channel: { kind: 'text' },
        event_id: { kind: 'text', description: 'ID that the publisher chose.' },
        ...createdFilters,
      },
      sorts: ['created_at'],
      isAppendOnly: true,
    },
    run: ({ services, list, call }) => services.events.listEvents({ query: list }, call),
    view: many('events', view),
  }),

  get: operation({
    id: 'events.get',
    summary: 'Read an event as it was sent to endpoints, with its deliveries',
    description:
      'Members who are not owner or admin get 404 for `member.invited` and `member.invitation_revoked`. With a namespace in the request, only the events of that namespace are found. Events are kept for 30 days (`WEBHOOKS_RETENTION_DAYS`).',
    route: 'GET /events/{event_id}',
    scope: 'read:webhooks',
    output: withDeliveries,
    hasVersion: true,
    run: ({ services, params, call }) => services.events.getEvent({ id: params.event_id }, call),
    view: one('event', viewWithDeliveries),
  }),
}
