import { InvalidArgumentError } from 'commander'

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** The milliseconds of 30s, 10m, 2h or 1d. */
export function spanMs(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const ms = units[unit]
  if (ms === undefined) throw new InvalidArgumentError('The value must be a time such as 30s, 10m, 2h or 1d.')
  return Number(count) * ms
}

/** The time, in ms, that was meant by a text: of a span, so long before now by the clock that counts. */
export type Since = (nowMs: number) => number

/** Of a span, or of an ISO 8601 time. */
export function sinceOf(text: string): Since {
  const isTime = /^\d{4}-/.test(text)
  const ms = isTime ? Date.parse(text) : spanMs(text)
  if (Number.isNaN(ms)) throw new InvalidArgumentError('The value must be 10m, 2h or an ISO 8601 time.')
  return (nowMs) => (isTime ? ms : nowMs - ms)
}
