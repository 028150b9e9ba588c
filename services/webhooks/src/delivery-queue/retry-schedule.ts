/** The delay before each attempt, the first included: as many attempts as delays. */
export type ScheduleSeconds = readonly number[]

/** The schedule of an endpoint: its own, or the default when it has none. */
export function scheduleOf(own: ScheduleSeconds, defaultSchedule: ScheduleSeconds): ScheduleSeconds {
  return own.length === 0 ? defaultSchedule : own
}

const jitter = 0.1
const graceMs = 24 * 3_600_000

/** Milliseconds before the attempt that follows `spent` others, ± 10 %; undefined when the schedule is used up. */
export function nextDelayMs(schedule: ScheduleSeconds, spent: number, random: number): number | undefined {
  const seconds = schedule[spent]
  return seconds === undefined ? undefined : Math.round(seconds * 1_000 * (1 + jitter * (2 * random - 1)))
}

const polledMs = 3_650 * 24 * 3_600_000

/** Time for which a delivery to this endpoint may be unfinished; what is polled waits for as long as events are kept. */
export const unfinishedMsMax = (isPolled: boolean, schedule: ScheduleSeconds): number =>
  isPolled ? polledMs : budgetMs(schedule)

/** Time for which a delivery may be due and not held before it fails, even if attempts are left. */
export function budgetMs(schedule: ScheduleSeconds): number {
  return schedule.reduce((sum, seconds) => sum + seconds * 1_000, graceMs)
}
