import type { Scalar } from './rule.ts'

interface Range<T> {
  least: T
  most: T
}

/**
 * The values that data have at one path; a list among them stands for its entries. Each kind of question reads them once, when it
 * is first asked: so the questions of any number of filters cost little more than those of one.
 */
export class Values {
  readonly #found: readonly unknown[]
  #entries: ReadonlySet<unknown> | undefined
  #numbers: { range: Range<number> | undefined } | undefined
  #strings: { range: Range<string> | undefined } | undefined
  #beginnings: readonly string[] | undefined
  #endings: readonly string[] | undefined
  #properties: ReadonlyMap<string, readonly unknown[]> | undefined
  #inner: Map<string, Values> | undefined

  constructor(found: readonly unknown[]) {
    this.#found = found
  }

  /** As they stand in the data: lists as lists. */
  get found(): readonly unknown[] {
    return this.#found
  }

  /** Each once. */
  get entries(): ReadonlySet<unknown> {
    if (this.#entries !== undefined) return this.#entries
    const entries = new Set<unknown>()
    this.#each((entry) => entries.add(entry))
    this.#entries = entries
    return entries
  }

  /** The least and the greatest number; undefined when there is none. */
  get numbers(): Range<number> | undefined {
    this.#numbers ??= { range: this.#numberRange() }
    return this.#numbers.range
  }

  /** The first and the last string in the order of UTF-16 code units; undefined when there is none. */
  get strings(): Range<string> | undefined {
    this.#strings ??= { range: this.#stringRange() }
    return this.#strings.range
  }

  has(value: Scalar): boolean {
    return this.entries.has(value)
  }

  /** Whether a string starts with the text. */
  haveStart(text: string): boolean {
    this.#beginnings ??= this.#texts().sort()
    return startsOne(this.#beginnings, text)
  }

  /** Whether a string ends with the text. */
  haveEnd(text: string): boolean {
    this.#endings ??= this.#texts().map(reversed).sort()
    return startsOne(this.#endings, reversed(text))
  }

  /** The values of a property of these; undefined when none has it. Only own properties count. */
  inner(name: string): Values | undefined {
    const known = this.#inner?.get(name)
    if (known !== undefined) return known
    const found = this.#property(name)
    if (found === undefined) return undefined
    const inner = new Values(found)
    this.#inner ??= new Map()
    this.#inner.set(name, inner)
    return inner
  }

  #each(give: (entry: unknown) => void): void {
    for (const value of this.#found) {
      if (!Array.isArray(value)) give(value)
      else for (const entry of value) give(entry)
    }
  }

  #property(name: string): readonly unknown[] | undefined {
    const [only] = this.#found
    // Most data are one object: there, looking for one name is cheaper than gathering all.
    if (this.#found.length === 1 && !Array.isArray(only)) return hasOwn(only, name) ? [only[name]] : undefined
    this.#properties ??= this.#allProperties()
    return this.#properties.get(name)
  }

  #allProperties(): Map<string, unknown[]> {
    const found = new Map<string, unknown[]>()
    this.#each((entry) => {
      // A list in a list is not entered, and no number names an entry.
      if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return
      for (const [name, value] of Object.entries(entry)) {
        const own = found.get(name)
        if (own === undefined) found.set(name, [value])
        else own.push(value)
      }
    })
    return found
  }

  #texts(): string[] {
    const texts: string[] = []
    this.#each((entry) => {
      if (typeof entry === 'string') texts.push(entry)
    })
    return texts
  }

  #numberRange(): Range<number> | undefined {
    let range: Range<number> | undefined
    this.#each((entry) => {
      if (typeof entry !== 'number') return
      range ??= { least: entry, most: entry }
      if (entry < range.least) range.least = entry
      if (entry > range.most) range.most = entry
    })
    return range
  }

  #stringRange(): Range<string> | undefined {
    let range: Range<string> | undefined
    this.#each((entry) => {
      if (typeof entry !== 'string') return
      range ??= { least: entry, most: entry }
      if (entry < range.least) range.least = entry
      if (entry > range.most) range.most = entry
    })
    return range
  }
}

function hasOwn(value: unknown, name: string): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
}

/** By code units, as strings are compared. */
const reversed = (text: string): string => text.split('').reverse().join('')

/** @param sorted By code units: a text that starts with the start is the first one from there on, or none is. */
function startsOne(sorted: readonly string[], start: string): boolean {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? '') < start) from = middle + 1
    else to = middle
  }
  return sorted[from]?.startsWith(start) ?? false
}
