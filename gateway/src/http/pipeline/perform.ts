import type { Socket } from 'node:net'
import type { CallOptions } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { bareContext, contextOf, nobody } from '../../access/caller.ts'
import { type Exchange, settled } from '../context/exchange.ts'
import type { Gateway } from '../context/gateway.ts'
import { idempotencyOf } from './idempotency.ts'
import { shownRate } from '../answer/rate-headers.ts'

/** Runs the matched record, checked and in its context, and keeps its answer. */
export async function perform(exchange: Exchange, { services, clock, narrow }: Gateway): Promise<void> {
  const operation = settled(exchange.operation)
  const { bearer, access, requestId } = exchange
  const caller = { principal: bearer?.principal ?? nobody, access }
  const context = bearer === undefined ? bareContext(requestId) : contextOf(requestId, caller)
  const ask: CallOptions = { context, ...timeout(operation.timeoutMs) }
  const { list, includes } = settled(exchange.shape)
  exchange.answer = await settled(exchange.prepared)({
    params: exchange.params,
    list,
    includes,
    caller,
    services,
    now: () => clock.now(),
    narrow,
    rate: () => shownRate(exchange.decision, clock.now()),
    ask,
    call: {
      // A write goes on without its caller: its answer may be asked for again.
      ...(operation.method === 'GET'
        ? { ...ask, signal: closed(exchange) }
        : { ...ask, context: written(context, exchange) }),
      onReply: (reply) => {
        exchange.reply = reply
      },
    },
  })
}

const written = (context: CallContext, exchange: Exchange): CallContext => ({
  ...context,
  ...idempotencyOf(exchange),
  ...preconditionOf(exchange),
})

const timeout = (timeoutMs: number | undefined) => (timeoutMs === undefined ? {} : { timeoutMs })

const preconditionOf = ({ ifMatchVersion }: Exchange) => (ifMatchVersion === undefined ? {} : { ifMatchVersion })

const connections = new WeakMap<Socket, AbortSignal>()

/** Aborted when the caller's connection is closed. */
function closed({ req: { socket } }: Exchange): AbortSignal {
  const known = connections.get(socket)
  if (known !== undefined) return known
  const controller = new AbortController()
  socket.once('close', () => controller.abort())
  // NOTE: a signal's first listener and its last make and drop an entry of a Map, and what a Map has outgrown keeps calls
  // in memory until a full collection: one listener stays.
  controller.signal.addEventListener('abort', () => undefined)
  connections.set(socket, controller.signal)
  return controller.signal
}
