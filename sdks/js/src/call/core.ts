import { TransportError, TransportTimeout } from '../errors.ts'
import type { Context, RequestInfo, ResponseInfo } from '../options.ts'
import { rememberAnswer } from '../response-of.ts'
import { SdkError } from '../sdk-error.ts'
import { attempt, pause } from './attempt.ts'
import { warnOfDeprecation } from './deprecation.ts'
import { limits, retryWait, type Times } from './limits.ts'
import { type Call, type Prepared, prepare } from './prepare.ts'
import { readError, readValue } from './read-answer.ts'
import { responseInfo } from './response-info.ts'
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
    const promise: Promise<T> = this.#send(call).then(({ value, info }) => {
      const wrapped = wrap(value)
      rememberAnswer(wrapped, info)
      rememberAnswer(promise, info)
      return wrapped as T
    })
    return promise
  }

  async #send(call: Call): Promise<{ value: unknown; info: ResponseInfo }> {
    const prepared = prepare(call, this.#settings)
    const { idempotencyKey, route, request } = prepared
    const { signal, ...given } = call.options ?? {}
    const times = limits(given, this.#settings)
    const end = performance.now() + times.totalTimeout
    for (let number = 1; ; number++) {
      const seen = { method: request.method, url: request.url, headers: prepared.shownHeaders, attempt: number }
      const left = end - performance.now()
      try {
        try {
          // A pause may take longer than it was asked to.
          if (left <= 0 && number > 1) throw new TransportTimeout('totalTimeout is over.')
          return await this.#attempt(call, prepared, seen, Math.min(times.timeout, left))
        } catch (err) {
          // A timer may ring early: what ended by the total time is over.
          const isOver = err instanceof TransportTimeout && left <= times.timeout
          const waitMs = isOver ? undefined : waitAfter(err, number, times)
          if (waitMs === undefined || performance.now() + waitMs >= end) throw err
          this.#settings.onRetry?.({ ...seen, waitMs, error: err as Error })
          this.#log(
            () => `${call.method} ${route}: ${(err as Error).message} Next attempt in ${Math.round(waitMs)} ms.`,
          )
          await pause(waitMs, signal)
        }
      } catch (err) {
        if (!(err instanceof SdkError)) throw err
        throw Object.assign(err, { attempts: number }, idempotencyKey && { idempotencyKey })
      }
    }
  }

  async #attempt(call: Call, { request, route }: Prepared, seen: RequestInfo, timeout: number) {
    const settings = this.#settings
    settings.onRequest?.(seen)
    const started = performance.now()
    const received = await attempt(request, settings, { timeout, signal: call.options?.signal })
    const info = responseInfo(received, seen.attempt)
    this.#log(() => {
      const took = Math.round(performance.now() - started)
      return `${call.method} ${route}: ${info.status} in ${took} ms (${info.requestId ?? 'no request id'})`
    })
    settings.onResponse?.(info, seen)
    warnOfDeprecation(`${call.method} ${route}`, received.headers, settings)
    const refused = readError(received, settings.baseUrl.slice(0, -'/api/v1'.length), Date.now())
    if (refused) throw refused
    return { value: readValue(received, call.kind), info }
  }

  #log(line: () => string): void {
    this.#settings.logger?.debug(line())
  }
}

/** Milliseconds before the next attempt; undefined if there is none. */
function waitAfter(err: unknown, number: number, times: Times): number | undefined {
  const { status = 0, code, retryAfter } = err as { status?: number; code?: string; retryAfter?: number }
  const isRetried =
    err instanceof TransportError ? err.isRetryable : retriable.includes(status) || code === 'IDEMPOTENCY_IN_PROGRESS'
  return isRetried && number <= times.maxRetries ? retryWait(number, retryAfter, times, Math.random()) : undefined
}
