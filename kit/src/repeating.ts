export interface Repeating {
  /** Runs at once, or right after the run in progress. */
  now(): void
  /** Waits for the run in progress; none follows. */
  stop(): Promise<void>
}

/** Runs a job, waits, runs it again: never twice at once. The first failure of a row of them is told; the job goes on. */
export function repeating(everyMs: number, job: () => Promise<unknown>, onFailure: (err: unknown) => void): Repeating {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isWanted = false
  let hasStopped = false
  let isFailing = false

  const run = async () => {
    do {
      isWanted = false
      await job().then(
        () => {
          isFailing = false
        },
        (err: unknown) => {
          if (!isFailing) onFailure(err)
          isFailing = true
        },
      )
    } while (isWanted && !hasStopped)
    running = undefined
    wait()
  }
  const start = () => {
    clearTimeout(timer)
    running = run()
  }
  const wait = () => {
    if (!hasStopped) timer = setTimeout(start, everyMs)
  }
  wait()
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
