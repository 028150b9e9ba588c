import { dayAfter, dayOf } from '@plinth/kit/days'
import { firstDetailDay } from './request-count.ts'

/** Ranges of each table for a period; days as YYYY-MM-DD, ends exclusive. */
export interface Period {
  hours: { from: Date; to: Date; firstDay: string; lastDay: string }
  days: { from: string; to: string }
}

/** Hours as far back as they are kept, whole days before. */
export function periodOf(from: Date, to: Date, now: Date): Period {
  const detail = firstDetailDay(dayOf(now))
  const detailFrom = new Date(Math.max(from.getTime(), Date.parse(`${detail}T00:00:00Z`)))
  const lastDay = dayOf(new Date(to.getTime() - 1))
  return {
    hours: { from: detailFrom, to, firstDay: dayOf(detailFrom), lastDay },
    days: { from: dayOf(from), to: earlier(dayAfter(lastDay), detail) },
  }
}

function earlier(one: string, other: string): string {
  const [first = one] = [one, other].sort()
  return first
}
