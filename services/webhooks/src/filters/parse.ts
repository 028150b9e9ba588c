import { hasCharactersAtMost } from '@plinth/kit/characters'
import { pointerTo } from '../json-schemas/json-pointer.ts'
import { isScalar, readOperand, textFault } from './operands.ts'
import { type Fault, type Operator, operators, type Rule } from './rule.ts'

export const filterLimits = { conditionsMax: 50, depthMax: 5, charactersMax: 16_384, nameCharactersMax: 256 }
const faultsMax = 20

const groups = { $and: 'all', $or: 'any' } as const
const everyOperator = [...operators, '$not', ...Object.keys(groups)].join(' ')

/** Reads a filter. Returns its rule, or a fault for each part that cannot be read, the first 20. */
export function parseFilter(filter: unknown): { rule: Rule } | { faults: Fault[] } {
  const parser = new Parser()
  const rule = parser.root(filter)
  return rule === undefined || parser.faults.length > 0 ? { faults: parser.faults.slice(0, faultsMax) } : { rule }
}

/** Where a part of the filter stands. */
interface Place {
  pointer: string
  /** Names joined by dots; empty: the data. */
  path: string
  /** Objects around and including this one. */
  depth: number
}

class Parser {
  readonly faults: Fault[] = []
  #conditions = 0

  root(filter: unknown): Rule | undefined {
    const place = { pointer: '', path: '', depth: 0 }
    if (!isObject(filter)) return this.#fault(place, 'The filter must be an object, such as {"amount": {"$gte": 100}}.')
    if (!hasCharactersAtMost(JSON.stringify(filter), filterLimits.charactersMax))
      return this.#fault(place, `The filter must have at most ${filterLimits.charactersMax} characters as JSON.`)
    return Object.keys(filter).length === 0 ? { kind: 'all', rules: [] } : this.#object(filter, place)
  }

  /** A value is compared with; an object holds operators and names of further properties, which must all hold. */
  #node(value: unknown, place: Place): Rule | undefined {
    if (isScalar(value)) return this.#condition('$eq', value, place)
    if (isObject(value)) return this.#object(value, place)
    return this.#fault(place, 'A list is no condition. For one of several values write {"$in": […]}.')
  }

  #object(value: Readonly<Record<string, unknown>>, { pointer, path, depth }: Place): Rule | undefined {
    const inner = { pointer, path, depth: depth + 1 }
    if (inner.depth > filterLimits.depthMax)
      return this.#fault(
        inner,
        `A filter must nest at most ${filterLimits.depthMax} objects. Write "a.b" for {"a": {"b": …}}.`,
      )
    const entries = Object.entries(value)
    if (entries.length === 0)
      return this.#fault(inner, 'An empty object is no condition. Name an operator, or remove it.')
    const rules: Rule[] = []
    for (const [key, entry] of entries) {
      if (this.#isFull) break
      const rule = this.#entry(key, entry, { ...inner, pointer: pointerTo(pointer, key) })
      if (rule !== undefined) rules.push(rule)
    }
    const [only, ...others] = rules
    return only !== undefined && others.length === 0 ? only : { kind: 'all', rules }
  }

  #entry(key: string, value: unknown, place: Place): Rule | undefined {
    if (!key.startsWith('$')) return this.#property(key, value, place)
    if (key === '$not') {
      const rule = this.#node(value, place)
      return rule === undefined ? undefined : { kind: 'not', rule }
    }
    if (key === '$and' || key === '$or') return this.#group(groups[key], value, place)
    const operator = operators.find((name) => name === key)
    if (operator !== undefined) return this.#condition(operator, value, place)
    return this.#fault(place, `The operator ${key.slice(0, 50)} does not exist. The operators are ${everyOperator}.`)
  }

  #property(key: string, value: unknown, place: Place): Rule | undefined {
    const names = key.split('.')
    if (!hasCharactersAtMost(key, filterLimits.nameCharactersMax))
      return this.#fault(place, `A name must have at most ${filterLimits.nameCharactersMax} characters.`)
    if (names.includes('')) return this.#fault(place, 'A name must not be empty: write "a.b" for the property b of a.')
    if (names.some((name) => name.startsWith('$')))
      return this.#fault(place, 'An operator stands by itself: write {"a": {"$gt": 1}} and not {"a.$gt": 1}.')
    const fault = textFault(key)
    if (fault !== undefined) return this.#fault(place, fault)
    return this.#node(value, { ...place, path: place.path === '' ? key : `${place.path}.${key}` })
  }

  #group(kind: 'all' | 'any', value: unknown, place: Place): Rule | undefined {
    if (!Array.isArray(value) || value.length === 0)
      return this.#fault(place, 'The value must be a list of at least one condition.')
    const rules: Rule[] = []
    for (const [at, entry] of value.entries()) {
      if (this.#isFull) break
      const rule = this.#node(entry, { ...place, pointer: pointerTo(place.pointer, at) })
      if (rule !== undefined) rules.push(rule)
    }
    return { kind, rules }
  }

  #condition(operator: Operator, value: unknown, place: Place): Rule | undefined {
    if (place.path === '')
      return this.#fault(place, 'A comparison needs a property: write {"amount": {"$gte": 100}}, not {"$gte": 100}.')
    this.#conditions++
    if (this.#conditions > filterLimits.conditionsMax)
      return this.#fault({ pointer: '' }, `A filter must have at most ${filterLimits.conditionsMax} conditions.`)
    const read = readOperand(operator, value)
    if (typeof read === 'string') return this.#fault(place, read)
    return { kind: 'condition', path: place.path, operator, operand: read.operand }
  }

  get #isFull(): boolean {
    return this.faults.length >= faultsMax || this.#conditions > filterLimits.conditionsMax
  }

  #fault({ pointer }: { pointer: string }, sentence: string): undefined {
    this.faults.push({ pointer, sentence })
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
