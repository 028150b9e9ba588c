export interface Repeating {
  /** Runs at once, or right after the run in progress. */
  now(): void
  /** Waits for the run in progress; none follows. */
  stop(): Promise<void>
}

const tellEveryMs = 60_000
const retryAfterMs = 60_000

/**
 * Runs a job, waits, runs it again: never twice at once. A job that failed runs again within a minute. Of failures in a
 * row the first is told, and one a minute after it.
 */
export function repeating(everyMs: number, job: () => Promise<unknown>, onFailure: (err: unknown) => void): Repeating {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isWanted = false
  let hasStopped = false
  let toldAtMs = Number.NEGATIVE_INFINITY

  const run = async () => {
    do {
      isWanted = false
      await job().then(
        () => {
          toldAtMs = Number.NEGATIVE_INFINITY
        },
        (err: unknown) => {
          if (performance.now() - toldAtMs < tellEveryMs) return
          toldAtMs = performance.now()
          onFailure(err)
        },
      )
    } while (isWanted && !hasStopped)
    running = undefined
    wait(toldAtMs === Number.NEGATIVE_INFINITY ? everyMs : Math.min(everyMs, retryAfterMs))
  }
  const start = () => {
    clearTimeout(timer)
    running = run()
  }
  const wait = (ms: number) => {
    if (!hasStopped) timer = setTimeout(start, ms)
  }
  wait(everyMs)
  return {
    now: () => {
      if (hasStopped) return
      isWanted = true
      if (running === undefined) start()
    },
    stop: async () => {
      hasStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
