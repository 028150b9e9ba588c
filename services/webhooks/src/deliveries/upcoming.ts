import type { ScheduleSeconds } from '../delivery-queue/retry-schedule.ts'

/** An unfinished delivery, as it is queued. */
export interface QueuedDelivery {
  /** When it was read. */
  now: Date
  /** Attempts begun, and those of them that count against the schedule and have ended. */
  attempts: number
  spent: number
  nextAt: Date
  endsAt: Date
  isInFlight: boolean
  heldSince: Date | null
  /** It waits for another delivery of its ordering key. */
  isBlocked: boolean
}

export interface UpcomingAttempt {
  number: number
  dueAt: Date
}

/**
 * The attempts that are still to come, if each fails at once; delays vary by 10 %. None of what is held or blocked: nothing tells when
 * it goes on.
 */
export function upcomingAttempts(queued: QueuedDelivery, schedule: ScheduleSeconds): UpcomingAttempt[] {
  if (queued.heldSince !== null || queued.isBlocked) return []
  const { attempts, spent, isInFlight, endsAt } = queued
  let dueMs = isInFlight ? queued.now.getTime() : queued.nextAt.getTime()
  // The attempt in flight, or the one that is due, has no delay before it any more.
  const delays = [0, ...schedule.slice(spent + 1)]
  const all = delays.map((seconds, at) => {
    dueMs += seconds * 1_000
    return { number: attempts + at + (isInFlight ? 0 : 1), dueAt: new Date(dueMs) }
  })
  return all.slice(isInFlight ? 1 : 0).filter(({ dueAt }) => dueAt <= endsAt)
}
