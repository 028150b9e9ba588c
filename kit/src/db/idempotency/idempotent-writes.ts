import { originOf } from '../../events/origin.ts'
import type { Handler, MethodDefinition, RequestOf, ResponseOf, ServerCall } from '../../rpc/service.ts'
import type { Tx } from '../database.ts'
import { asFailure } from '../failures.ts'
import { withOrigin } from '../with-origin.ts'
import type { IdempotencyOptions } from './grouped-writes.ts'
import { unwrap } from './outcome-codec.ts'
import { writeQueue } from './write-queue.ts'

export type WriteHandler<M extends MethodDefinition> = (
  request: RequestOf<M>,
  call: ServerCall,
  tx: Tx,
) => Promise<ResponseOf<M>>

/** Makes the handler of a method run in a transaction. */
export type Write = <M extends MethodDefinition>(method: M, handler: WriteHandler<M>) => Handler<M>

/**
 * Every call in one transaction. Calls with an Idempotency-Key that wait at the same time share one, in which each has a turn
 * and a savepoint of its own; its effects outside of the transaction must be safe to repeat.
 */
export function idempotentWrites(options: IdempotencyOptions): Write {
  const queue = writeQueue(options)
  const { settings = [] } = options
  return (method, handler) => async (request, call) => {
    const origin = originOf(call.context)
    const work = (tx: Tx) => handler(request, call, withOrigin(tx, origin))
    if (call.context.idempotency === undefined) return options.database.transaction(work, { settings })
    const outcome = await queue({ method, call, work })
    if ('failure' in outcome) throw asFailure(outcome.failure)
    // The handler of this method returns its answer, or its codec decodes it.
    return unwrap(outcome) as ResponseOf<typeof method>
  }
}
