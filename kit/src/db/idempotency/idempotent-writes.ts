import type { Idempotency } from '@plinth/proto/common/v1/context.ts'
import { decodeError, encodeError } from '../../errors/index.ts'
import { PlinthError } from '../../errors/plinth-error.ts'
import type { Logger } from '../../log.ts'
import type { Handler, MethodDefinition, RequestOf, ResponseOf, ServerCall } from '../../rpc/service.ts'
import type { SecretBox } from '../../secrets.ts'
import type { Database, Tx } from '../database.ts'
import { findOutcome, idempotencyId, lockKey, type StoredOutcome, storeOutcome } from './stored-outcome.ts'
import { isStoredRefusal } from './stored-refusal.ts'

export type WriteHandler<M extends MethodDefinition> = (
  request: RequestOf<M>,
  call: ServerCall,
  tx: Tx,
) => Promise<ResponseOf<M>>

/** Makes a method's handler run in the one transaction of its call. */
export type Write = <M extends MethodDefinition>(method: M, handler: WriteHandler<M>) => Handler<M>

export interface IdempotentWritesOptions {
  database: Database
  /** Seals what is stored: an answer may hold a key that is shown once. */
  secrets: SecretBox
  log: Logger
}

type Outcome<Answer> = { answer: Answer } | { refusal: PlinthError }

/**
 * Every call in one transaction; with an Idempotency-Key in its context, the work, its events and its stored outcome
 * commit together, so that the same key has one effect and one answer, whatever dies in between (api.md §6).
 */
export function idempotentWrites({ database, secrets, log }: IdempotentWritesOptions): Write {
  return (method, handler) => async (request, call) => {
    const { idempotency } = call.context
    if (idempotency === undefined) return database.transaction((tx) => handler(request, call, tx))
    const outcome = await once(method, idempotency, call, (tx) => handler(request, call, tx))
    if ('refusal' in outcome) throw outcome.refusal
    return outcome.answer
  }

  function once<M extends MethodDefinition>(
    method: M,
    idempotency: Idempotency,
    call: ServerCall,
    work: (tx: Tx) => Promise<ResponseOf<M>>,
  ): Promise<Outcome<ResponseOf<M>>> {
    const id = idempotencyId(idempotency)
    const store = (tx: Tx, is_refusal: boolean, plain: Buffer) => {
      const { fingerprint } = idempotency
      const first_request_id = call.context.requestId
      tx.atCommit(storeOutcome(id, { fingerprint, first_request_id, is_refusal, sealed: secrets.seal(plain) }))
    }
    return database.transaction(
      async (tx, [locked, found]) => {
        if (!isOurs(locked?.[0])) throw inProgress()
        const stored = asStored(found?.[0])
        if (stored !== undefined) return replay(method, idempotency, call, stored)
        try {
          const answer = await tx.attempt(() => work(tx))
          // ts-proto's own encoder for this method: its parameter is `never` only because M is any method.
          store(tx, false, method.responseSerialize(answer as never))
          return { answer }
        } catch (thrown) {
          if (!(thrown instanceof PlinthError) || !isStoredRefusal(thrown)) throw thrown
          store(tx, true, encodeError(thrown))
          return { refusal: thrown }
        }
      },
      [lockKey(id), findOutcome(id)],
    )
  }

  function replay<M extends MethodDefinition>(
    method: M,
    idempotency: Idempotency,
    call: ServerCall,
    stored: StoredOutcome,
  ): Outcome<ResponseOf<M>> {
    if (!stored.fingerprint.equals(idempotency.fingerprint)) throw keyReused()
    const plain = openSealed(stored)
    call.reply.isReplay = true
    call.reply.firstRequestId = stored.first_request_id
    if (stored.is_refusal) return { refusal: decodeError(plain) }
    // What this method's encoder wrote, its decoder reads: ResponseOf<M> by definition.
    return { answer: method.responseDeserialize(plain) as ResponseOf<M> }
  }

  function openSealed(stored: StoredOutcome): Buffer {
    try {
      return secrets.open(stored.sealed)
    } catch (cause) {
      log.error({ err: cause, first_request_id: stored.first_request_id }, 'a stored answer cannot be opened')
      throw new PlinthError('INTERNAL_ERROR', 'Something went wrong on our side.', { cause })
    }
  }
}

const isOurs = (row: object | undefined): boolean => row !== undefined && 'is_ours' in row && row.is_ours === true

// The columns are those that findOutcome selects.
const asStored = (row: object | undefined): StoredOutcome | undefined => row as StoredOutcome | undefined

const inProgress = () =>
  new PlinthError('IDEMPOTENCY_IN_PROGRESS', 'A request with this Idempotency-Key is still running.', {
    retryAfterSeconds: 1,
  })

const keyReused = () =>
  new PlinthError('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for a different request.')
