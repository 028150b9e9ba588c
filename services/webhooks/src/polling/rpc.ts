import type { Bus } from '@plinth/kit/bus'
import type { Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import { PollingServiceService as Polling } from '@plinth/proto/webhooks/v1/polling.ts'
import { thenAnnounceDue } from '../delivery-queue/due-announcement.ts'
import { handOutId } from './hand-out.ts'
import type { PollingVerbs } from './verbs.ts'

export function pollingRpc(verbs: PollingVerbs, write: Write, bus: Bus): Handlers<typeof Polling> {
  return {
    pollEndpoint: async ({ endpointId, ...request }, call) => {
      const handed = await verbs.poll(call.context, endpointId, request, call.signal)
      return { handOuts: handed.map((one) => ({ ...one, id: handOutId(one.deliveryId, one.attempt) })) }
    },
    // The end of one makes the next of its ordering key due.
    ackDeliveries: thenAnnounceDue(
      bus,
      write(Polling.ackDeliveries, ({ endpointId, ids }, { context }, tx) =>
        verbs.acknowledge(tx, context, endpointId, ids),
      ),
    ),
    nackDeliveries: thenAnnounceDue(
      bus,
      write(Polling.nackDeliveries, ({ endpointId, ids, delaySeconds }, { context }, tx) =>
        verbs.giveBack(tx, context, endpointId, ids, delaySeconds),
      ),
    ),
  }
}
