import { dayAfter, dayOf } from '@plinth/kit/days'
import { firstDetailDay, type Grouping } from './request-count.ts'

/** Ranges of each table for a period; days as YYYY-MM-DD, ends exclusive. */
export interface Period {
  /** `days`: the first and the last one; of totals, those of which the period has a part. */
  hours: { from: Date; to: Date; days: readonly [first: string | undefined, last: string | undefined] }
  days: { from: string; to: string }
}

/** Endpoints and keys are counted by the hour alone. */
export const needsHours = (by: Grouping | undefined): boolean => by === 'endpoint' || by === 'key'

/** Whole days by their totals, the rest by the hour as far back as hours are kept. */
export function periodOf(from: Date, to: Date, now: Date, by: Grouping | undefined): Period {
  const detail = firstDetailDay(dayOf(now))
  const [firstDay, lastDay] = [dayOf(from), dayOf(new Date(to.getTime() - 1))]
  if (needsHours(by)) {
    const detailFrom = new Date(Math.max(from.getTime(), startOf(detail)))
    return {
      hours: { from: detailFrom, to, days: [dayOf(detailFrom), lastDay] },
      days: { from: firstDay, to: earlier(dayAfter(lastDay), detail) },
    }
  }
  const isFirstPart = firstDay >= detail && from.getTime() > startOf(firstDay)
  const isLastPart = lastDay >= detail && to.getTime() < startOf(dayAfter(lastDay))
  return {
    hours: { from, to, days: [isFirstPart ? firstDay : undefined, isLastPart ? lastDay : undefined] },
    days: { from: isFirstPart ? dayAfter(firstDay) : firstDay, to: isLastPart ? lastDay : dayAfter(lastDay) },
  }
}

const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)

function earlier(one: string, other: string): string {
  const [first = one] = [one, other].sort()
  return first
}
