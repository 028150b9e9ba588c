export interface FamilyShape<Names extends readonly string[]> {
  /** Name in Prometheus, ending with the unit: "plinth_auth_failures_total", "rpc_server_call_duration_seconds". */
  name: string
  help: string
  /** Never a tenant, a key or another value that a caller can choose freely. */
  labels: Names
  /** Labels of few values that alerts ask for: series beyond 2,000 keep them, where their other labels say `other`. Default: none. */
  kept?: readonly Names[number][]
}

/** As many values as a family has labels. */
export type Values<Names extends readonly string[]> = { [At in keyof Names]: string }

// A wrong label may cost precision, but never the memory of the process.
const seriesMax = 2_000
const overflow = 'other'

interface Branch<Series> {
  branches: Map<string, Branch<Series>>
  series: Series | undefined
}

/** The series of one metric, found by label values without building a string. */
export class Family<Names extends readonly string[], Series> {
  readonly #shape: FamilyShape<Names>
  readonly #make: () => Series
  readonly #root: Branch<Series> = { branches: new Map(), series: undefined }
  #size = 0

  constructor(shape: FamilyShape<Names>, make: () => Series) {
    this.#shape = shape
    this.#make = make
    if (shape.labels.length === 0) this.of(...([] as unknown as Values<Names>))
  }

  /** Returns the series with these label values, and creates it if it is new. */
  of(...values: Values<Names>): Series {
    let branch = this.#root
    for (const value of values) {
      let next = branch.branches.get(value)
      if (next === undefined) {
        const overflown = this.#size >= seriesMax ? this.#overflown(values) : values
        if (overflown.some((value, at) => value !== values[at])) return this.of(...overflown)
        next = { branches: new Map(), series: undefined }
        branch.branches.set(value, next)
      }
      branch = next
    }
    if (branch.series === undefined) {
      branch.series = this.#make()
      this.#size++
    }
    return branch.series
  }

  /** Returns HELP, TYPE and the output of `show` for each series, or nothing without series. */
  text(type: string, show: (name: string, labels: string, series: Series) => string[]): string[] {
    const { name, help, labels } = this.#shape
    const lines: string[] = []
    const walk = (branch: Branch<Series>, values: string[]) => {
      if (branch.series !== undefined) lines.push(...show(name, labelText(labels, values), branch.series))
      for (const [value, next] of branch.branches) walk(next, [...values, value])
    }
    walk(this.#root, [])
    return lines.length === 0 ? [] : [...headText(name, help, type), ...lines]
  }

  #overflown(values: Values<Names>): Values<Names> {
    const { labels, kept = [] } = this.#shape
    // As many values as there are labels: the type follows from the shape.
    return labels.map((label, at) => (kept.includes(label) ? values[at] : overflow)) as unknown as Values<Names>
  }
}

export const headText = (name: string, help: string, type: string): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
]

/** `a="1",b="2"`, without braces: a histogram adds its own. */
export const labelText = (names: readonly string[], values: readonly string[]): string =>
  names.map((name, at) => `${name}="${escaped(values[at] ?? '')}"`).join(',')

const escaped = (value: string) => value.replace(/[\\"\n]/g, (each) => (each === '\n' ? '\\n' : `\\${each}`))
