/** Machines that are kept on time agree within milliseconds. */
export const aheadMsMax = 2_000

/** A sentence for operators when the clock of the machine is so many ms ahead that it is wrong; below 0 it is behind. */
export function differenceText(aheadMs: number): string | undefined {
  if (Math.abs(aheadMs) <= aheadMsMax) return undefined
  const seconds = Math.round(Math.abs(aheadMs) / 1_000)
  const side = aheadMs > 0 ? 'ahead of' : 'behind'
  return `the clock of this machine is ${seconds} s ${side} that of PostgreSQL; Plinth goes by PostgreSQL: synchronise both with NTP`
}
