import { InvalidArgumentError } from 'commander'

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** The milliseconds of 30s, 10m, 2h or 1d. */
export function spanMs(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const ms = units[unit]
  if (ms === undefined) throw new InvalidArgumentError('The value must be a time such as 30s, 10m, 2h or 1d.')
  return Number(count) * ms
}

/** The time so long ago, or an ISO 8601 time. */
export function sinceOf(text: string): Date {
  const time = /^\d{4}-/.test(text) ? new Date(text) : new Date(Date.now() - spanMs(text))
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('The value must be 10m, 2h or an ISO 8601 time.')
  return time
}
