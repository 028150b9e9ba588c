import { meets } from './meets.ts'
import { isScalar } from './operands.ts'
import type { Condition, Operator, Rule } from './rule.ts'
import { SearchableData } from './searchable-data.ts'

export interface Explanation {
  matches: boolean
  /** A sentence for each condition that decided. */
  because: string[]
}

const shownMax = 5
const charactersMax = 100

/** Says whether the data meets the rule, and which conditions decided. */
export function explain(rule: Rule, data: unknown): Explanation {
  const found = decide(rule, new SearchableData(data), false)
  return found.because.length > 0 ? found : { ...found, because: ['The filter has no conditions.'] }
}

/** @param isNegated The rule stands in an odd number of `$not`: its sentences say what must not be. */
function decide(rule: Rule, data: SearchableData, isNegated: boolean): Explanation {
  if (rule.kind === 'condition') {
    const matches = meets(rule, data)
    return { matches, because: [sentenceOf(rule, data, matches, isNegated)] }
  }
  if (rule.kind === 'not') {
    const { matches, because } = decide(rule.rule, data, !isNegated)
    return { matches: !matches, because }
  }
  const parts = rule.rules.map((part) => decide(part, data, isNegated))
  const matches = rule.kind === 'all' ? parts.every((part) => part.matches) : parts.some((part) => part.matches)
  return { matches, because: parts.filter((part) => part.matches === matches).flatMap(({ because }) => because) }
}

function sentenceOf(condition: Condition, data: SearchableData, matches: boolean, isNegated: boolean): string {
  const { path, operator, operand } = condition
  const isOpposite = operator === '$neq' || operator === '$nin' || (operator === '$exists' && operand === false)
  const must = isNegated !== isOpposite ? 'must not' : 'must'
  const link = matches !== isNegated ? 'and' : 'but'
  return `${shown(path)} ${must} ${demands[operator](operand)} ${link} ${stateAt(data, path)}.`
}

const demands: Readonly<Record<Operator, (operand: Condition['operand']) => string>> = {
  $eq: (operand) => `be ${shown(operand)}`,
  $neq: (operand) => `be ${shown(operand)}`,
  $gt: (operand) => `be greater than ${shown(operand)}`,
  $gte: (operand) => `be at least ${shown(operand)}`,
  $lt: (operand) => `be less than ${shown(operand)}`,
  $lte: (operand) => `be at most ${shown(operand)}`,
  $in: (operand) => `be one of ${listed(operand)}`,
  $nin: (operand) => `be one of ${listed(operand)}`,
  $exists: () => 'be present',
  $startsWith: (operand) => `start with ${shown(operand)}`,
  $endsWith: (operand) => `end with ${shown(operand)}`,
}

const listed = (operand: Condition['operand']): string => {
  const values: readonly unknown[] = Array.isArray(operand) ? operand : [operand]
  return values.length === 0 ? 'no values' : someOf(values)
}

function stateAt(data: SearchableData, path: string): string {
  const found: unknown[] = []
  let isList = false
  for (const value of data.at(path).found) {
    isList ||= Array.isArray(value)
    found.push(...(Array.isArray(value) ? value.slice(0, shownMax + 1) : [value]))
    if (found.length > shownMax) break
  }
  if (found.length === 0) return isList ? 'is an empty list' : 'is missing'
  return isList || found.length > 1 ? `has the values ${someOf(found)}` : `is ${shown(found[0])}`
}

function someOf(values: readonly unknown[]): string {
  const text = values.slice(0, shownMax).map(shown).join(', ')
  return values.length > shownMax ? `${text}, …` : text
}

// Lists and objects are named, not shown: they may be large and deep.
function shown(value: unknown): string {
  if (!isScalar(value)) return Array.isArray(value) ? 'a list' : 'an object'
  if (typeof value !== 'string') return String(value)
  return JSON.stringify(value.length > charactersMax ? `${value.slice(0, charactersMax)}…` : value)
}
