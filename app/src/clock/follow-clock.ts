import { startJob } from '@plinth/kit/async/job'
import type { SystemClock } from '@plinth/kit/clock'
import type { Logger } from '@plinth/kit/log'
import { gauge } from '@plinth/kit/metrics'
import { aheadMsMax, differenceText } from './difference.ts'

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
const lookEveryMs = 1_000

/**
 * Has the clock of this process follow that of PostgreSQL, which decides everything that is stored: with a wrong clock, IDs of events
 * would be those of other days, and receivers would refuse signatures. A machine whose clock is wrong is reported.
 */
export function followClock({ clock, ask, log }: FollowOptions): FollowedClock {
  const asked = Promise.withResolvers<void>()
  let aheadMs: number | undefined
  let fault: string | undefined
  const read = async () => {
    const before = fault
    aheadMs = await clock.follow(ask)
    fault = differenceText(aheadMs ?? 0)
    if (fault !== undefined && before === undefined) log.warn(fault)
    if (fault === undefined && before !== undefined)
      log.info('the clock of this machine agrees with that of PostgreSQL again')
  }
  const job = startJob({
    name: 'clock',
    everyMs,
    isAtOnce: true,
    run: () => read().finally(asked.resolve),
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'asking PostgreSQL for the time failed; asking again in 10 s'),
  })
  // After a suspend the process is late until it has asked.
  const looking = setInterval(() => {
    if (clock.movedMs > aheadMsMax) job.now()
  }, lookEveryMs)
  const hide = gauge({
    name: 'plinth_clock_ahead_seconds',
    help: 'How far the clock of the machine is ahead of that of PostgreSQL, by which the process goes; negative when it is behind.',
    labels: [],
  }).read(() => (aheadMs === undefined ? [] : [{ value: aheadMs / 1_000, labels: [] }]))
  return {
    asked: asked.promise,
    async isRight() {
      if (fault !== undefined) throw new Error(fault)
    },
    async stop() {
      hide()
      clearInterval(looking)
      await job.stop()
    },
  }
}
