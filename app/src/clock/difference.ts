/** Machines that are kept on time agree within milliseconds. */
export const aheadMsMax = 2_000

/** For operators: "the clock of this machine is 61 s ahead of that of PostgreSQL; …" */
export function differenceText(aheadMs: number): string {
  const seconds = Math.round(Math.abs(aheadMs) / 1_000)
  const side = aheadMs > 0 ? 'ahead of' : 'behind'
  return `the clock of this machine is ${seconds} s ${side} that of PostgreSQL; Plinth goes by PostgreSQL: synchronise both with NTP`
}
