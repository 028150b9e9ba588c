import type { Usage } from '../../api/sdk.ts'

const dayMs = 86_400_000

export interface Day {
  /** Its start in UTC, in ms since 1970. */
  at: number
  success: number
  errors: number
}

/** Each day of the period, those without a request, too. */
export function eachDay(groups: NonNullable<Usage['groups']>, { from, to }: Usage['period']): Day[] {
  const byDay = new Map(groups.map(({ group, totals }) => [Date.parse(group), totals]))
  const days: Day[] = []
  for (let at = Math.floor(Date.parse(from) / dayMs) * dayMs; at < Date.parse(to); at += dayMs) {
    const { success = 0, errors = 0 } = byDay.get(at) ?? {}
    days.push({ at, success, errors })
  }
  return days
}
