import type { Figures, Variant } from '../load/variant.ts'

/** Of the median ratio where there is a floor, else of the median itself. */
export type Goal = { atLeast: number } | { atMost: number }

export interface Comparison {
  what: string
  ours: Variant
  floor: Variant
  goal?: Goal
}

/** A row of the table: a figure for each pass, and its floor's of the same pass. */
export interface Row {
  what: string
  unit: '/s' | 'ms' | 'MB' | 's' | 'requests' | 'rows'
  ours: readonly number[]
  floor?: { name: string; figures: readonly number[] }
  goal?: Goal
  /** Calls. */
  failed: number
}

export interface Effort {
  /** Passes that count. */
  passes: number
  warmUps: number
  seconds: number
}

/**
 * Measures both sides of every comparison in turn, in several passes, each other pass backwards, so that drift of the machine
 * hits all alike. A variant in several comparisons is measured once a pass.
 */
export async function compare(comparisons: readonly Comparison[], effort: Effort): Promise<Row[]> {
  const variants = [...new Set(comparisons.flatMap(({ ours, floor }) => [floor, ours]))]
  const seen = new Map<Variant, Figures[]>(variants.map((variant) => [variant, []]))
  for (let pass = 1 - effort.warmUps; pass <= effort.passes; pass++) {
    for (const variant of pass % 2 === 0 ? variants.toReversed() : variants) {
      const figures = await variant.measure(effort.seconds)
      if (pass > 0) seen.get(variant)?.push(figures)
      report(pass > 0 ? `pass ${pass}` : 'warm-up', variant, figures)
    }
  }
  const passesOf = (variant: Variant) => seen.get(variant) ?? []
  const perSecond = (variant: Variant) => passesOf(variant).map((figures) => figures.perSecond)
  return comparisons.map(({ what, ours, floor, goal }) => ({
    what,
    unit: '/s',
    ours: perSecond(ours),
    floor: { name: floor.name, figures: perSecond(floor) },
    ...(goal === undefined ? {} : { goal }),
    failed: [ours, floor].flatMap(passesOf).reduce((sum, { failed }) => sum + failed, 0),
  }))
}

function report(
  pass: string,
  { name, connections }: Variant,
  { perSecond, p50Ms, p99Ms, cpuUs, failed }: Figures,
): void {
  const figures = [
    connections === undefined ? '' : `${connections} connections`,
    `${Math.round(perSecond)}/s`,
    p50Ms === undefined ? '' : `p50 ${p50Ms.toFixed(1)} ms`,
    p99Ms === undefined ? '' : `p99 ${p99Ms.toFixed(1)} ms`,
    cpuUs === undefined ? '' : `${Math.round(cpuUs)} µs of CPU each`,
    failed === 0 ? '' : `${failed} FAILED`,
  ]
  process.stderr.write(`${pass}: ${name}: ${figures.filter((figure) => figure !== '').join(', ')}\n`)
}
