import type { CallContext, ReplyContext } from '@plinth/proto/common/v1/context.ts'
import { PlinthError } from '../errors/index.ts'
import type { ServerCall } from './service.ts'
import { timeLeftMs, type WireCall } from './wire.ts'

/** A call being served. Most handlers never read the signal, so it and its timer are made at the first read. */
export class ServedCall implements ServerCall {
  readonly context: CallContext
  readonly traceparent: string
  readonly reply: ReplyContext = { isReplay: false, firstRequestId: '' }
  readonly #deadlineMs: number
  #controller: AbortController | undefined
  #timer: NodeJS.Timeout | undefined
  #abortedFor: PlinthError | undefined
  #isOver = false

  constructor(call: WireCall, context: CallContext) {
    this.context = context
    this.traceparent = call.traceparent
    this.#deadlineMs = call.deadlineMs
  }

  get signal(): AbortSignal {
    if (this.#controller !== undefined) return this.#controller.signal
    this.#controller = new AbortController()
    if (this.#abortedFor !== undefined) this.#controller.abort(this.#abortedFor)
    else if (!this.#isOver && this.#deadlineMs !== Number.POSITIVE_INFINITY) this.#watchDeadline()
    return this.#controller.signal
  }

  abort(reason: PlinthError): void {
    if (this.#isOver || this.#abortedFor !== undefined) return
    this.#abortedFor = reason
    this.#controller?.abort(reason)
    clearTimeout(this.#timer)
  }

  /** The handler has returned: the call is no longer aborted. */
  finish(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
  }

  #watchDeadline(): void {
    const late = () => this.abort(new PlinthError('GATEWAY_TIMEOUT', 'The call took longer than its caller waits.'))
    if (this.#deadlineMs <= performance.now()) late()
    else this.#timer = setTimeout(late, timeLeftMs(this.#deadlineMs))
  }
}
