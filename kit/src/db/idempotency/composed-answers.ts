import type { MethodDefinition, ResponseOf, ServerCall } from '../../rpc/service.ts'
import type { IdempotencyOptions } from './grouped-writes.ts'
import { OutcomeCodec, unwrap } from './outcome-codec.ts'
import { idempotencyId, openLookUp, outcomesIn, storeOutcomes, waitForKey } from './stored-outcomes.ts'

/**
 * For a response composed of several calls, each with its own key: binds the Idempotency-Key of the whole to its request
 * before the first call, and stores the response after the last. The response stored first stands; a key bound to another
 * request is refused. Without a key in the context of the call, nothing is stored.
 */
export function composedAnswers<M extends MethodDefinition>(
  method: M,
  options: IdempotencyOptions,
  isComplete: (answer: ResponseOf<M>) => boolean,
): (answer: ResponseOf<M>, call: ServerCall) => Promise<ResponseOf<M>> {
  const codec = new OutcomeCodec(method, options)
  return async (answer, call) => {
    const { idempotency } = call.context
    if (idempotency === undefined) return answer
    const id = idempotencyId(idempotency)
    return options.database.transaction(
      async (tx, [, found]) => {
        const [stored] = outcomesIn(found)
        if (stored !== undefined) {
          const reply = { ...call.reply }
          const earlier = unwrap(codec.replay(stored, idempotency, { ...call, reply }))
          if (isComplete(earlier)) {
            Object.assign(call.reply, reply)
            return earlier
          }
        }
        tx.atCommit(storeOutcomes([{ id, outcome: codec.toStored({ answer }, idempotency, call) }]))
        return answer
      },
      // Held for at most two round trips, so a concurrent call with the same key waits instead of being refused.
      openLookUp(waitForKey(idempotency), [idempotency]),
    )
  }
}
