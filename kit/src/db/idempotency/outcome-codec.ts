import type { Idempotency } from '@plinth/proto/common/v1/context.ts'
import { decodeError, encodeError } from '../../errors/index.ts'
import { PlinthError } from '../../errors/plinth-error.ts'
import type { Logger } from '../../log.ts'
import type { MethodDefinition, ResponseOf, ServerCall } from '../../rpc/service.ts'
import type { SecretBox } from '../../secrets/secret-box.ts'
import { refuseReplay } from './refuse-replay.ts'
import { type FoundOutcome, markedFingerprint, type StoredOutcome } from './stored-outcomes.ts'

export type Outcome<Answer> = { answer: Answer } | { refusal: PlinthError }

export interface CodecOptions {
  /** Encrypts stored responses, which may contain a key that is shown once. */
  secrets: SecretBox
  log: Logger
}

/** Encodes and decodes the stored outcomes of a method. */
export class OutcomeCodec<M extends MethodDefinition> {
  readonly #method: M
  readonly #secrets: SecretBox
  readonly #log: Logger

  constructor(method: M, { secrets, log }: CodecOptions) {
    this.#method = method
    this.#secrets = secrets
    this.#log = log
  }

  toStored(outcome: Outcome<ResponseOf<M>>, idempotency: Idempotency, call: ServerCall): StoredOutcome {
    const fingerprint = markedFingerprint(idempotency)
    const is_refusal = 'refusal' in outcome
    // The encoder of ts-proto for this method: its parameter is `never` only because M is any method.
    const plain = is_refusal ? encodeError(outcome.refusal) : this.#method.responseSerialize(outcome.answer as never)
    return { fingerprint, first_request_id: call.context.requestId, is_refusal, sealed: this.#secrets.seal(plain) }
  }

  /** Marks the call as replayed. Throws if the stored call had a different request or another API key. */
  replay(stored: FoundOutcome, idempotency: Idempotency, call: ServerCall): Outcome<ResponseOf<M>> {
    refuseReplay(stored, idempotency)
    const plain = this.#open(stored)
    call.reply.isReplay = true
    call.reply.firstRequestId = stored.first_request_id
    if (stored.is_refusal) return { refusal: decodeError(plain) }
    // The decoder of this method reads the output of its encoder, which is ResponseOf<M> by definition.
    return { answer: this.#method.responseDeserialize(plain) as ResponseOf<M> }
  }

  #open(stored: StoredOutcome): Buffer {
    try {
      return this.#secrets.open(stored.sealed)
    } catch (cause) {
      this.#log.error(
        { err: cause, first_request_id: stored.first_request_id },
        'no key of SECRETS_KEY opens the stored response of a repeated Idempotency-Key; answering INTERNAL_ERROR. Add the key that is missing: docs/operate/secrets-key.md',
      )
      throw new PlinthError('INTERNAL_ERROR', 'Something went wrong on our side.', { cause })
    }
  }
}

/** Returns the response, or throws the refusal. */
export function unwrap<Answer>(outcome: Outcome<Answer>): Answer {
  if ('refusal' in outcome) throw outcome.refusal
  return outcome.answer
}

export const inProgress = () =>
  new PlinthError('IDEMPOTENCY_IN_PROGRESS', 'A request with this Idempotency-Key is still running. Retry it later.', {
    retryAfterSeconds: 1,
  })
