import { startJob } from '@plinth/kit/async/job'
import type { SystemClock } from '@plinth/kit/clock'
import type { Logger } from '@plinth/kit/log'
import { gauge } from '@plinth/kit/metrics'

export interface FollowedClock {
  /** Resolves when PostgreSQL was asked once, whether or not it answered. */
  asked: Promise<void>
  /** Rejects while the machine's own clock is wrong. */
  isRight(): Promise<void>
  stop(): Promise<void>
}

export interface FollowOptions {
  clock: SystemClock
  /** Returns the time of PostgreSQL; undefined if it cannot be known. */
  ask: () => Promise<Date | undefined>
  log: Logger
}

const everyMs = 10_000
// Machines that are kept on time agree within milliseconds.
const aheadMsMax = 2_000

/**
 * Has the clock of this process follow that of PostgreSQL, which decides everything that is stored: with a wrong clock, IDs of events
 * would be those of other days, and receivers would refuse signatures. A machine whose clock is wrong is reported.
 */
export function followClock({ clock, ask, log }: FollowOptions): FollowedClock {
  const asked = Promise.withResolvers<void>()
  let aheadMs = 0
  const isWrong = () => Math.abs(aheadMs) > aheadMsMax
  const read = async () => {
    const askedMs = performance.now()
    const time = await ask()
    if (time === undefined) return
    const wasWrong = isWrong()
    aheadMs = clock.follow({ time, askedMs, answeredMs: performance.now() })
    if (isWrong() && !wasWrong) log.warn(differenceText(aheadMs))
    if (!isWrong() && wasWrong) log.info('the clock of this machine agrees with that of PostgreSQL again')
  }
  const job = startJob({
    name: 'clock',
    everyMs,
    isAtOnce: true,
    run: () => read().finally(asked.resolve),
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'asking PostgreSQL for the time failed; asking again in 10 s'),
  })
  const hide = gauge({
    name: 'plinth_clock_ahead_seconds',
    help: 'How far the clock of the machine is ahead of that of PostgreSQL, by which the process goes; negative when it is behind.',
    labels: [],
  }).read(() => [{ value: aheadMs / 1_000, labels: [] }])
  return {
    asked: asked.promise,
    async isRight() {
      if (isWrong()) throw new Error(differenceText(aheadMs))
    },
    async stop() {
      hide()
      await job.stop()
    },
  }
}

/** For operators: "the clock of this machine is 61 s ahead of that of PostgreSQL; …" */
function differenceText(aheadMs: number): string {
  const seconds = Math.round(Math.abs(aheadMs) / 1_000)
  const side = aheadMs > 0 ? 'ahead of' : 'behind'
  return `the clock of this machine is ${seconds} s ${side} that of PostgreSQL; Plinth goes by PostgreSQL: synchronise both with NTP`
}
