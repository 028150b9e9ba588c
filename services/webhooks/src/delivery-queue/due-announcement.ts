import type { Bus } from '@plinth/kit/bus'
import type { Handler, MethodDefinition } from '@plinth/kit/rpc'

/** Announced when deliveries became due: an idle dispatcher starts at once. */
export const dueSubject = 'plinth.webhooks.due'

/** Wraps a handler whose commit may have made deliveries due: the dispatchers are notified after its answer. */
export function thenAnnounceDue<M extends MethodDefinition>(bus: Bus, handler: Handler<M>): Handler<M> {
  return async (request, call) => {
    const answer = await handler(request, call)
    bus.announce(dueSubject)
    return answer
  }
}
