import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { AckDeliveriesResponse, HandOut, type PollEndpointResponse } from '@plinth/proto/webhooks/v1/polling.ts'
import { z } from 'zod'
import { text } from '../operation/fields.ts'
import { operation } from '../operation/operation.ts'
import { RawJson } from '../operation/raw-json.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { whole } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { givenText } from './given-parameters.ts'

const waitSecondsMax = 20
// A poll may wait for all of it, and then read.
const pollTimeoutMs = (waitSecondsMax + 8) * 1_000
const limitDefault = 100
const leaseSecondsDefault = 30

const shownHandOut = {
  id: 'del_01kb0q4c7r2m9t5w8x1z3v6b0n.1',
  delivery_id: 'del_01kb0q4c7r2m9t5w8x1z3v6b0n',
  event_id: 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p',
  event_type: 'workspace.updated',
  attempt: 1,
  lease_until: '2026-01-05T10:00:30.000Z',
  event: { id: 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p', type: 'workspace.updated' },
}
const handOut = z
  .object({
    id: z.string().meta({ description: 'Identifies this delivery and this attempt. Send it to ack or nack.' }),
    delivery_id: shownId,
    event_id: shownId,
    event_type: z.string(),
    attempt: z
      .int()
      .meta({ description: 'Number of the attempt, from 1. It rises when a lease runs out and with each nack.' }),
    lease_until: shownTime.meta({ description: 'Until then, no other poll gets the delivery.' }),
    event: z
      .record(z.string(), z.unknown())
      .meta({ description: 'The event, as a webhook with a URL gets it in the request body.' }),
  })
  .meta({ id: 'PolledDelivery' })
const polled = z
  .object({ deliveries: z.array(handOut) })
  .meta({ id: 'Poll', examples: [{ deliveries: [shownHandOut] }] })
const outcome = z
  .object({
    done: z.array(z.string()),
    expired: z.array(z.string()).meta({
      description:
        'IDs whose lease ran out and that were handed out again, and IDs of deliveries that had already ended.',
    }),
  })
  .meta({ id: 'PollOutcome', examples: [{ done: [shownHandOut.id], expired: [] }] })

const ids = z.array(text(100)).min(1).max(1_000).meta({ description: 'The `id` of polled deliveries.' })

const view = viewOf(HandOut, handOut, { event: ({ payload }) => new RawJson(payload) })
const outcomeView = whole(viewOf(AckDeliveriesResponse, outcome))

const waitSecondsOf = (list: ListQuery): number => Number(givenText(list, 'wait_seconds') || 0)

export const polling = {
  poll: operation({
    id: 'webhooks.poll',
    summary: 'Read due deliveries of a polling webhook',
    description:
      'Returns the deliveries that have been due longest. No other poll gets them until `lease_until`. Acknowledge each delivery with `ack`; otherwise it is returned again, with a higher `attempt`. For webhooks of the kind poll.',
    route: 'GET /webhooks/{webhook_id}/poll',
    // One that waits has a place among those of its workspace that wait, and would keep the turn of the others.
    isHeavy: (list) => waitSecondsOf(list) === 0,
    hasNoHead: true,
    scope: 'write:webhooks',
    role: 'admin',
    timeoutMs: pollTimeoutMs,
    output: polled,
    query: {
      limit: { kind: 'integer', least: 1, most: 100, description: 'Maximum number of deliveries. Default: 100.' },
      wait_seconds: {
        ...{ kind: 'integer', least: 0, most: waitSecondsMax },
        description:
          'Time to wait when nothing is due. Default: 0. The wait ends within 5 seconds when the key may no longer poll.',
      },
      lease_seconds: {
        ...{ kind: 'integer', least: 1, most: 600 },
        description: 'Time until the deliveries come again. Default: 30.',
      },
    },
    run: async ({ services, params, list, call, waitWhileAllowed }) => {
      const request = {
        endpointId: params.webhook_id,
        limit: Number(givenText(list, 'limit') || limitDefault),
        waitSeconds: waitSecondsOf(list),
        leaseSeconds: Number(givenText(list, 'lease_seconds') || leaseSecondsDefault),
      }
      if (request.waitSeconds === 0) return services.polling.pollEndpoint(request, call)
      const waited = await waitWhileAllowed((waiting) => services.polling.pollEndpoint(request, waiting))
      return waited ?? { handOuts: [] }
    },
    view: whole(({ handOuts }: PollEndpointResponse) => ({ deliveries: handOuts.map((one) => view(one)) })),
  }),

  ack: operation({
    id: 'webhooks.ack',
    summary: 'End polled deliveries as delivered',
    description: 'Safe to repeat: `done` also has deliveries that were acknowledged before.',
    route: 'POST /webhooks/{webhook_id}/poll/ack',
    scope: 'write:webhooks',
    role: 'admin',
    output: outcome,
    body: z.strictObject({ ids }).meta({ id: 'PollAck', examples: [{ ids: [shownHandOut.id] }] }),
    errors: ['STATE_CONFLICT'],
    run: ({ services, params, body, call }) =>
      services.polling.ackDeliveries({ endpointId: params.webhook_id, ids: body.ids }, call),
    view: outcomeView,
  }),

  nack: operation({
    id: 'webhooks.nack',
    summary: 'Give polled deliveries back',
    description:
      'They are due again after the delay, with a higher `attempt`. IDs whose lease ran out are in `expired`.',
    route: 'POST /webhooks/{webhook_id}/poll/nack',
    scope: 'write:webhooks',
    role: 'admin',
    output: outcome,
    body: z
      .strictObject({
        ids,
        delay_seconds: z.int().min(0).max(86_400).optional().meta({ description: 'Default: 0.' }),
      })
      .meta({ id: 'PollNack', examples: [{ ids: [shownHandOut.id], delay_seconds: 60 }] }),
    errors: ['STATE_CONFLICT'],
    run: ({ services, params, body, call }) => {
      const { ids, delay_seconds: delaySeconds = 0 } = body
      return services.polling.nackDeliveries({ endpointId: params.webhook_id, ids, delaySeconds }, call)
    },
    view: outcomeView,
  }),
}
