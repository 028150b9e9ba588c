import type { Clock } from '@plinth/kit/clock'
import { type EventOrigin, originOf } from '@plinth/kit/events/origin'
import type { Handler, MethodDefinition, ServerCall } from '@plinth/kit/rpc'
import { type Actor, actorOf } from '../../actor.ts'
import { type Caller, callerOf } from '../../caller.ts'

/** The consumer. */
export interface ConsumeContext {
  caller: Caller
  actor: Actor
  /** Of the events that a batch of several calls emits. */
  origin: EventOrigin
  clock: Clock
}

export const contextOf = (clock: Clock, { context }: ServerCall): ConsumeContext => ({
  caller: callerOf(context),
  actor: actorOf(context),
  origin: originOf(context),
  clock,
})

/** Makes today's partition before the transaction: that takes a connection of its own. */
export function onceReady<M extends MethodDefinition>(ready: () => Promise<void>, handler: Handler<M>): Handler<M> {
  return async (request, call) => {
    await ready()
    return handler(request, call)
  }
}
