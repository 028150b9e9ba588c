import { Family, type FamilyShape, type Values } from './family.ts'
import { register } from './registry.ts'

export interface Histogram<Names extends readonly string[]> {
  observe(value: number, ...labels: Values<Names>): void
  /** Shows the series from now on, empty. */
  begin(...labels: Values<Names>): void
}

/** Bounds in seconds for the duration of requests (recommended by OpenTelemetry). */
export const durationBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] as const

class Buckets {
  readonly counts: number[]
  sum = 0

  constructor(bounds: readonly number[]) {
    this.counts = new Array(bounds.length + 1).fill(0)
  }
}

/** Counts values by size. Names end with their unit: "_seconds", "_bytes". */
export function histogram<const Names extends readonly string[]>(
  shape: FamilyShape<Names> & { bounds: readonly number[] },
): Histogram<Names> {
  const { bounds } = shape
  const family = new Family(shape, () => new Buckets(bounds))
  register(async () => family.text('histogram', (name, labels, buckets) => bucketLines(name, labels, bounds, buckets)))
  return {
    begin: (...labels) => void family.of(...labels),
    observe: (value, ...labels) => {
      const buckets = family.of(...labels)
      let at = 0
      while (at < bounds.length && value > (bounds[at] ?? 0)) at++
      buckets.counts[at] = (buckets.counts[at] ?? 0) + 1
      buckets.sum += value
    },
  }
}

function bucketLines(name: string, labels: string, bounds: readonly number[], { counts, sum }: Buckets): string[] {
  const before = labels === '' ? '' : `${labels},`
  const braces = labels === '' ? '' : `{${labels}}`
  let total = 0
  const lines = counts.map((count, at) => {
    total += count
    return `${name}_bucket{${before}le="${bounds[at] ?? '+Inf'}"} ${total}`
  })
  return [...lines, `${name}_sum${braces} ${sum}`, `${name}_count${braces} ${total}`]
}
