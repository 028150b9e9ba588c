import type { Bus } from '@plinth/kit/bus'
import type { Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import {
  type Attempt as AttemptMessage,
  DeliveriesServiceService as Deliveries,
  type Delivery as DeliveryMessage,
} from '@plinth/proto/webhooks/v1/deliveries.ts'
import { thenAnnounceDue } from '../delivery-queue/due-announcement.ts'
import type { Attempt, Delivery } from './delivery.ts'
import type { DeliveryVerbs } from './verbs.ts'

export function deliveriesRpc(verbs: DeliveryVerbs, write: Write, bus: Bus): Handlers<typeof Deliveries> {
  return {
    getDelivery: async ({ endpointId, id }, call) => {
      const { delivery, payload, attempts, queued, upcoming } = await verbs.getDelivery(call.context, endpointId, id)
      const ends = { endsAt: queued?.endsAt, heldSince: queued?.heldSince ?? undefined }
      return {
        delivery: {
          ...toMessage(delivery),
          payload,
          attemptsLog: attempts.map(toAttempt),
          schedule: upcoming,
          ...ends,
        },
      }
    },
    listDeliveries: async ({ endpointId, query }, call) => {
      const { rows, info } = await verbs.listDeliveries(call.context, endpointId, query)
      return { deliveries: rows.map(toMessage), page: info }
    },
    listWorkspaceDeliveries: async ({ query, allWorkspaces }, call) => {
      const { rows, info } = await verbs.listWorkspaceDeliveries(call.context, query, allWorkspaces)
      return { deliveries: rows.map(toMessage), page: info }
    },
    retryDelivery: thenAnnounceDue(
      bus,
      write(Deliveries.retryDelivery, async ({ endpointId, id }, call, tx) => ({
        delivery: toMessage(await verbs.retryDelivery(tx, call.context, endpointId, id)),
      })),
    ),
    skipDelivery: thenAnnounceDue(
      bus,
      write(Deliveries.skipDelivery, async ({ endpointId, orderingKey }, call, tx) => ({
        delivery: toMessage(await verbs.skipDelivery(tx, call.context, endpointId, orderingKey)),
      })),
    ),
  }
}

const toMessage = (delivery: Delivery): DeliveryMessage => ({
  ...delivery,
  ...{ attemptsLog: [], payload: Buffer.alloc(0), schedule: [] },
})

function toAttempt(attempt: Attempt): AttemptMessage {
  const { isBodyCut, requestHeaders, responseHeaders, timingsMs, ...rest } = attempt
  return {
    ...rest,
    bodyIsCut: isBodyCut,
    requestHeaders: { ...requestHeaders },
    responseHeaders: { ...responseHeaders },
    timingsMs: { ...timingsMs },
  }
}
