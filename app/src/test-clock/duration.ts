const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const daysMax = 3_660

/** Parses "25h", "1d12h" or "250ms" into milliseconds. Throws a sentence for anything else. */
export function parseDuration(text: string): number {
  const parts = [...text.matchAll(/(\d{1,9})(ms|s|m|h|d)/g)]
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text)
    throw new Error('the duration must look like 25h, 1d12h, 30m, 10s or 250ms')
  const ms = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? Number.NaN), 0)
  if (ms > daysMax * 86_400_000) throw new Error(`the duration must be at most ${daysMax} days`)
  return ms
}
