import { setTimeout as wait } from 'node:timers/promises'
import { ApiError, SdkError, UnexpectedAnswerError } from '../../../js/src/index.ts'
import type { Say } from '../output/say.ts'

/** Messages about a followed stream. */
export interface Watch {
  signal: AbortSignal
  /** The server has answered for the first time. */
  onReady: () => void
  /** It answers no longer, for a reason. */
  onLost: (reason: string) => void
  /** It goes on where it stopped, after so long. */
  onBack: (awayMs: number) => void
}

const retryMs = { first: 500, max: 10_000, askedMax: 3_600_000 }

/**
 * The values of `attempt`, until `signal` is aborted. It is called again when it ends or breaks, and goes on where it stopped.
 * It calls `heard` when the server answers. Throws a refusal, and any failure of the first call.
 */
export async function* reconnecting<T>(
  watch: Watch,
  attempt: (heard: () => void) => AsyncIterable<T>,
): AsyncGenerator<T, void> {
  const { signal, onReady, onLost, onBack } = watch
  let isReady = false
  // By the wall clock on purpose: a monotonic one stops while a laptop sleeps.
  let lostMs: number | undefined
  let pauseMs = retryMs.first
  let askedMs = 0
  const heard = () => {
    if (!isReady) onReady()
    isReady = true
    if (lostMs !== undefined) onBack(Date.now() - lostMs)
    lostMs = undefined
    pauseMs = retryMs.first
  }
  while (!signal.aborted) {
    try {
      yield* attempt(heard)
      // The server ends a stream after an hour, and when it stops: nothing is lost, so nothing is printed.
      lostMs ??= Date.now()
    } catch (err) {
      if (signal.aborted) return
      // A refusal stays one. A failed first connection, and an error that is not of a call, are mistakes to be seen.
      if (!(err instanceof SdkError) || isRefused(err) || !isReady) throw err
      if (lostMs === undefined) onLost(err.message)
      lostMs ??= Date.now()
      askedMs = Math.min(retryAfterOf(err) * 1_000, retryMs.askedMax)
    }
    await wait(Math.max(pauseMs, askedMs), undefined, { signal }).catch(() => undefined)
    askedMs = 0
    pauseMs = Math.min(pauseMs * 2, retryMs.max)
  }
}

/** Says it in sentences. */
export const watchOf = (say: Say, ...ready: readonly string[]): Omit<Watch, 'signal'> => ({
  onReady: () => say.note(...ready),
  onLost: (reason) => say.warn(`${reason} Connecting again.`),
  onBack: (awayMs) => {
    if (awayMs >= 2_000)
      say.note(`Connected again after ${Math.round(awayMs / 1_000)} s, and going on where it stopped.`)
  },
})

const isRefused = (err: SdkError): boolean => err instanceof ApiError && err.status < 500 && err.status !== 429

/** Seconds that the answer asks to wait. */
const retryAfterOf = (err: SdkError): number =>
  err instanceof ApiError || err instanceof UnexpectedAnswerError ? (err.retryAfter ?? 0) : 0
