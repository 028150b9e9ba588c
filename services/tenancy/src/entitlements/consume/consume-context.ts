import type { Clock } from '@plinth/kit/clock'
import { type EventOrigin, originOf } from '@plinth/kit/events/origin'
import type { ServerCall } from '@plinth/kit/rpc'
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
