import { TransportError, TransportTimeout } from '../errors.ts'
import type { Context, RequestInfo } from '../options.ts'
import { rememberAnswer } from '../response-of.ts'
import { SdkError } from '../sdk-error.ts'
import { attempt, pause, type Request } from './attempt.ts'
import { warnOfDeprecation } from './deprecation.ts'
import { limits, retryWait, type Times } from './limits.ts'
import { linesOf } from './lines.ts'
import { type Call, type Prepared, prepare, shownHeaders } from './prepare.ts'
import { readError, readValue } from './read-answer.ts'
import { type Answered, responseInfo } from './response-info.ts'
import type { Settings } from './settings.ts'

const retriable = [408, 425, 429, 500, 502, 503, 504]

/** Sends calls. The key is in a private field, which no inspection, JSON and log shows. */
export class Core {
  readonly #settings: Settings

  constructor(settings: Settings) {
    this.#settings = settings
  }

  withContext(context: Context): Core {
    return new Core({ ...this.#settings, ...context })
  }

  /** `wrap` makes what the caller gets of the answer's value; `responseOf` knows it, and the promise too. */
  call<T>(call: Call, wrap: (value: unknown) => unknown = (value) => value): Promise<T> {
    const promise: Promise<T> = this.#send(call).then((answered) => {
      const wrapped = wrap(answered.value)
      rememberAnswer(wrapped, answered)
      rememberAnswer(promise, answered)
      return wrapped as T
    })
    return promise
  }

  /** The lines of an answer as they come; nothing is sent before the first is asked for. */
  async *lines(call: Call): AsyncGenerator<string, void, undefined> {
    const { received, attempts, times } = await this.#send(call)
    const running = { timeout: times.timeout, signal: call.options?.signal }
    try {
      if (received.open) yield* linesOf(received.open, running, this.#settings)
    } catch (err) {
      throw Object.assign(err as Error, { attempts })
    }
  }

  async #send(call: Call): Promise<Answered & { value: unknown; times: Times }> {
    const prepared = prepare(call, this.#settings)
    const { idempotencyKey, route, request } = prepared
    const { options } = call
    const times = options === undefined ? this.#settings : limits(options, this.#settings)
    const end = performance.now() + times.totalTimeout
    for (let number = 1; ; number++) {
      const left = end - performance.now()
      try {
        try {
          // A pause may take longer than it was asked to.
          if (left <= 0 && number > 1) throw new TransportTimeout('totalTimeout is over.')
          const answered = await this.#attempt(call, prepared, number, Math.min(times.timeout, left))
          return { ...answered, times }
        } catch (err) {
          // A timer may ring early: what ended by the total time is over.
          const isOver = err instanceof TransportTimeout && left <= times.timeout
          const waitMs = isOver ? undefined : waitAfter(err, number, times)
          if (waitMs === undefined || performance.now() + waitMs >= end) throw err
          this.#settings.onRetry?.({ ...requestInfo(request, number), waitMs, error: err as Error })
          this.#log(
            () => `${call.method} ${route}: ${(err as Error).message} Next attempt in ${Math.round(waitMs)} ms.`,
          )
          await pause(waitMs, options?.signal)
        }
      } catch (err) {
        if (!(err instanceof SdkError)) throw err
        throw Object.assign(err, { attempts: number }, idempotencyKey && { idempotencyKey })
      }
    }
  }

  async #attempt(call: Call, { request, route }: Prepared, number: number, timeout: number) {
    const settings = this.#settings
    settings.onRequest?.(requestInfo(request, number))
    const started = performance.now()
    const received = await attempt(request, settings, { timeout, signal: call.options?.signal }, call.kind === 'lines')
    const answered = { received, attempts: number }
    this.#log(() => {
      const took = Math.round(performance.now() - started)
      return `${call.method} ${route}: ${received.status} in ${took} ms (${received.headers['x-request-id'] ?? 'no request id'})`
    })
    settings.onResponse?.(responseInfo(answered), requestInfo(request, number))
    warnOfDeprecation(`${call.method} ${route}`, received, settings)
    const refused = readError(received, settings.baseUrl.slice(0, -'/api/v1'.length), Date.now())
    if (refused) throw refused
    return { ...answered, value: readValue(received, call.kind) }
  }

  #log(line: () => string): void {
    this.#settings.logger?.debug(line())
  }
}

const requestInfo = (request: Request, attempt: number): RequestInfo => ({
  method: request.method,
  url: request.url,
  headers: shownHeaders(request),
  attempt,
})

/** Milliseconds before the next attempt; undefined if there is none. */
function waitAfter(err: unknown, number: number, times: Times): number | undefined {
  const { status = 0, code, retryAfter } = err as { status?: number; code?: string; retryAfter?: number }
  const isRetried =
    err instanceof TransportError ? err.isRetryable : retriable.includes(status) || code === 'IDEMPOTENCY_IN_PROGRESS'
  return isRetried && number <= times.maxRetries ? retryWait(number, retryAfter, times, Math.random()) : undefined
}
