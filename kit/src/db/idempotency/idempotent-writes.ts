import type { Idempotency } from '@plinth/proto/common/v1/context.ts'
import { PlinthError } from '../../errors/plinth-error.ts'
import type { Handler, MethodDefinition, RequestOf, ResponseOf, ServerCall } from '../../rpc/service.ts'
import type { Database, Tx } from '../database.ts'
import { type CodecOptions, inProgress, type Outcome, OutcomeCodec, unwrap } from './outcome-codec.ts'
import { asStored, findOutcome, idempotencyId, isLocked, lockKey, storeOutcome, waitForKey } from './stored-outcome.ts'
import { isStoredRefusal } from './stored-refusal.ts'

export type WriteHandler<M extends MethodDefinition> = (
  request: RequestOf<M>,
  call: ServerCall,
  tx: Tx,
) => Promise<ResponseOf<M>>

/** Makes the handler of a method run in the transaction of its call. */
export type Write = <M extends MethodDefinition>(method: M, handler: WriteHandler<M>) => Handler<M>

export interface IdempotencyOptions extends CodecOptions {
  database: Database
}

/**
 * Every call in one transaction; with an Idempotency-Key in its context, the work, its events and its stored outcome
 * commit together, so that the same key has one effect and one response, even if a process dies in between (api.md §6).
 */
export function idempotentWrites(options: IdempotencyOptions): Write {
  const { database } = options
  return (method, handler) => {
    const codec = new OutcomeCodec(method, options)
    return async (request, call) => {
      const { idempotency } = call.context
      const work = (tx: Tx) => handler(request, call, tx)
      if (idempotency === undefined) return database.transaction(work)
      return unwrap(await once(database, codec, idempotency, call, work))
    }
  }
}

async function once<M extends MethodDefinition>(
  database: Database,
  codec: OutcomeCodec<M>,
  idempotency: Idempotency,
  call: ServerCall,
  work: (tx: Tx) => Promise<ResponseOf<M>>,
): Promise<Outcome<ResponseOf<M>>> {
  const id = idempotencyId(idempotency)
  try {
    return await database.transaction(
      async (tx, [locked, found]) => {
        if (!isLocked(locked)) throw inProgress()
        const stored = asStored(found)
        if (stored !== undefined) return codec.replay(stored, idempotency, call)
        const outcome = { answer: await work(tx) }
        tx.besideEvents(storeOutcome(id, codec.toStored(outcome, idempotency, call)))
        return outcome
      },
      [lockKey(idempotency), findOutcome(idempotency)],
    )
  } catch (thrown) {
    if (!(thrown instanceof PlinthError && isStoredRefusal(thrown))) throw thrown
    return keepFirst(database, codec, idempotency, call, { refusal: thrown })
  }
}

/**
 * The work was rolled back completely, and the lock on the key released: no write pays for a savepoint. If a concurrent call has stored an outcome in the
 * meantime, it stands for this call too.
 */
function keepFirst<M extends MethodDefinition>(
  database: Database,
  codec: OutcomeCodec<M>,
  idempotency: Idempotency,
  call: ServerCall,
  outcome: Outcome<ResponseOf<M>>,
): Promise<Outcome<ResponseOf<M>>> {
  const id = idempotencyId(idempotency)
  return database.transaction(
    async (tx, [, found]) => {
      const stored = asStored(found)
      if (stored !== undefined) return codec.replay(stored, idempotency, call)
      tx.atCommit(storeOutcome(id, codec.toStored(outcome, idempotency, call)))
      return outcome
    },
    [waitForKey(idempotency), findOutcome(idempotency)],
  )
}
