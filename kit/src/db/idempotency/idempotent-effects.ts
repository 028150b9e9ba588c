import type { Handler, MethodDefinition, RequestOf, ResponseOf, ServerCall } from '../../rpc/service.ts'
import { EffectRun } from './effect-run.ts'
import type { IdempotencyOptions } from './grouped-writes.ts'
import { OutcomeCodec, unwrap } from './outcome-codec.ts'

export type EffectHandler<M extends MethodDefinition> = (
  request: RequestOf<M>,
  call: ServerCall,
) => Promise<ResponseOf<M>>

export interface EffectOptions<M extends MethodDefinition> {
  /** Response if the process died before the outcome of the effect was stored. */
  unknownAnswer: ResponseOf<M>
  /** Longer than the handler can take: until then a concurrent call with the same key is refused, afterwards the unknown response stands. */
  leaseMs: number
}

type Effect = <M extends MethodDefinition>(
  method: M,
  handler: EffectHandler<M>,
  options: EffectOptions<M>,
) => Handler<M>

/**
 * For calls with an effect outside the database: with an Idempotency-Key it starts at most once. The unknown response
 * is stored before the effect starts and replaced by the real one afterwards; no transaction is open in between.
 */
export function idempotentEffects(options: IdempotencyOptions): Effect {
  return (method, handler, { unknownAnswer, leaseMs }) => {
    const codec = new OutcomeCodec(method, options)
    return async (request, call) => {
      const { idempotency } = call.context
      if (idempotency === undefined) return handler(request, call)
      const run = new EffectRun({ database: options.database, codec, idempotency, call, unknownAnswer })
      const earlier = await run.begin(leaseMs)
      if (earlier !== undefined) return unwrap(earlier)
      const outcome = await handler(request, call).then(
        (answer) => ({ answer }),
        (thrown: unknown) => ({ thrown }),
      )
      return unwrap(await run.end(outcome))
    }
  }
}
