import { type ProgressKind, progress } from './progress.ts'
import { waitAtMost } from './timeout.ts'

export interface Job {
  /** The part first: "tenancy ledger". Shown, and alerted on, while the job is overdue. */
  name: string
  /** Default housekeeping. */
  kind?: ProgressKind
  everyMs: number
  /** A run that goes on and on calls `achieved` with every step. */
  run: (achieved: () => void) => Promise<unknown>
  /** Told of the first failure of a row, and of one a minute of those that follow; `failures` counts the row. */
  onFailure: (err: unknown, failures: number) => void
}

export interface Repeating {
  /** Runs at once, or right after the run in progress. */
  now(): void
  /** Waits for the run in progress, 10 s at the most; none follows. */
  stop(): Promise<void>
}

const patienceMs = { work: 60_000, housekeeping: 300_000 }
const againMs = 60_000
const tellEveryMs = 60_000
const stopMs = 10_000

/** Runs a job, waits, runs it again: never twice at once. A run that failed is made good for within a minute. */
export function repeating({ name, kind = 'housekeeping', everyMs, run: job, onFailure }: Job): Repeating {
  const watched = progress({ work: name, kind, patienceMs: patienceMs[kind] })
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isWanted = false
  let hasStopped = false
  let failures = 0
  let toldAtMs = 0

  const failed = (err: unknown) => {
    failures++
    if (failures > 1 && performance.now() - toldAtMs < tellEveryMs) return
    toldAtMs = performance.now()
    onFailure(err, failures)
  }
  const once = async () => {
    watched.owes()
    try {
      await job(() => watched.achieved(true))
      failures = 0
      watched.achieved()
    } catch (err) {
      failed(err)
    }
  }
  const run = async () => {
    do {
      isWanted = false
      await once()
    } while (isWanted && !hasStopped)
    running = undefined
    wait()
  }
  const start = () => {
    clearTimeout(timer)
    running = run()
  }
  const wait = () => {
    if (!hasStopped) timer = setTimeout(start, failures === 0 ? everyMs : Math.min(everyMs, againMs))
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
      watched.stop()
      if (running !== undefined) await waitAtMost(stopMs, running)
    },
  }
}
