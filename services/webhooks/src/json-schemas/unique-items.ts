// uniqueItems in time that grows with the data alone, however often a schema repeats it: ajv's own compares all with all.

import type { FuncKeywordDefinition, SchemaValidateFunction } from 'ajv'
import { spend } from './work.ts'

// ajv copies all faults to add one of these.
const workOfFault = 2_000
const workOfItem = 5

/** The items at these two places are equal. */
type Twins = readonly [earlier: number, later: number]

/** Gives equal JSON values the same number. Reads each value once, so the data must stay as it is. */
class ValueNumbers {
  readonly #byContent = new Map<string, number>()
  readonly #known = new WeakMap<object, number>()
  readonly #twins = new WeakMap<readonly unknown[], Twins | 'none'>()

  /** Returns the first item that equals an earlier one, with that one; undefined if all differ. */
  twinsIn(items: readonly unknown[]): Twins | undefined {
    const known = this.#twins.get(items) ?? this.#findTwins(items)
    this.#twins.set(items, known)
    return known === 'none' ? undefined : known
  }

  #findTwins(items: readonly unknown[]): Twins | 'none' {
    spend(items.length * workOfItem)
    const places = new Map<number, number>()
    for (const [place, item] of items.entries()) {
      const number = this.#numberOf(item)
      const earlier = places.get(number)
      if (earlier !== undefined) return [earlier, place]
      places.set(number, place)
    }
    return 'none'
  }

  #numberOf(value: unknown): number {
    if (typeof value !== 'object' || value === null) return this.#numberOfContent(`${typeof value} ${String(value)}`)
    const known = this.#known.get(value)
    if (known !== undefined) return known
    // The content has the numbers of its members, never their content: it stays short at any depth.
    const members: string[] = []
    const entries = Object.entries(value)
    spend(entries.length * workOfItem)
    for (const [name, member] of entries) {
      const number = this.#numberOf(member)
      members.push(Array.isArray(value) ? String(number) : `${JSON.stringify(name)}:${number}`)
    }
    const number = this.#numberOfContent(Array.isArray(value) ? `[${members.join()}` : `{${members.sort().join()}`)
    this.#known.set(value, number)
    return number
  }

  #numberOfContent(content: string): number {
    const number = this.#byContent.get(content) ?? this.#byContent.size
    this.#byContent.set(content, number)
    return number
  }
}

const numbersOf = new WeakMap<object, ValueNumbers>()

const validate: SchemaValidateFunction = (isAsked: boolean, items: readonly unknown[], _schema, place) => {
  if (!isAsked || place === undefined) return true
  const numbers = numbersOf.get(place.rootData) ?? new ValueNumbers()
  numbersOf.set(place.rootData, numbers)
  const twins = numbers.twinsIn(items)
  if (twins === undefined) return true
  spend(workOfFault)
  validate.errors = [{ message: `must not have equal items (${twins.join(' and ')})`, params: {} }]
  return false
}

/** Replaces ajv's keyword of this name. */
export const uniqueItems: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  validate,
}
