import { waitAtMost } from '../timeout.ts'
import { FailureReport } from './failure-report.ts'
import { type ProgressKind, progress } from './progress.ts'
import { Stopped } from './stopped.ts'

export interface JobOptions {
  /** The part first: "tenancy ledger". Shown, and alerted on, while the job is overdue. */
  name: string
  /** Default housekeeping. */
  kind?: ProgressKind
  everyMs: number
  /** The first run is at once. Default: after everyMs. */
  isAtOnce?: boolean
  /** A long run calls `achieved` after every step; once the job is stopped it throws, which ends the run there. */
  run: (achieved: () => void) => Promise<unknown>
  /** Called for the first of consecutive failures and then at most once a minute; `failures` counts them. */
  onFailure: (err: unknown, failures: number) => void
}

export interface Job {
  /** Runs at once, or right after the run in progress. */
  now(): void
  /** Waits for the step in progress, 10 s at the most; none follows. */
  stop(): Promise<void>
}

const patienceMs = { work: 60_000, housekeeping: 300_000 }
const retryMs = 60_000
const stopMs = 10_000

/** Runs a job again and again, `everyMs` after the end of each run. After a failure the next run follows within a minute. */
export function startJob({
  name,
  kind = 'housekeeping',
  everyMs,
  isAtOnce = false,
  run: job,
  onFailure,
}: JobOptions): Job {
  const watched = progress({ work: name, kind, patienceMs: patienceMs[kind] })
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isWanted = false
  let hasStopped = false
  const failing = new FailureReport(onFailure)

  const achieved = () => {
    watched.achieved(true)
    if (hasStopped) throw new Stopped()
  }
  const once = async () => {
    watched.owes()
    try {
      await job(achieved)
      failing.succeeded()
      watched.achieved()
    } catch (err) {
      if (!(err instanceof Stopped)) failing.failed(err)
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
    if (!hasStopped) timer = setTimeout(start, failing.failures === 0 ? everyMs : Math.min(everyMs, retryMs))
  }
  if (isAtOnce) start()
  else wait()
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
