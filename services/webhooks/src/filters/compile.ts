import { anyAt } from './paths.ts'
import type { Condition, Rule, Scalar } from './rule.ts'

/** True when the data meets the filter. */
export type Matcher = (data: unknown) => boolean
export type Test = (value: unknown) => boolean

/** Makes a function of a rule: what depends on the rule alone is done here, once. */
export function compile(rule: Rule): Matcher {
  if (rule.kind === 'condition') return compileCondition(rule)
  if (rule.kind === 'not') {
    const inner = compile(rule.rule)
    return (data) => !inner(data)
  }
  const inner = rule.rules.map(compile)
  return rule.kind === 'all'
    ? (data) => inner.every((matches) => matches(data))
    : (data) => inner.some((matches) => matches(data))
}

export function compileCondition({ path, operator, operand }: Condition): Matcher {
  const at = (test: Test): Matcher => {
    const ofValue: Test = (value) => (Array.isArray(value) ? value.some(test) : test(value))
    return (data) => anyAt(data, path, ofValue)
  }
  const not =
    (matches: Matcher): Matcher =>
    (data) =>
      !matches(data)
  switch (operator) {
    case '$eq':
      return at((value) => value === operand)
    case '$neq':
      return not(at((value) => value === operand))
    case '$in':
      return at(oneOf(operand))
    case '$nin':
      return not(at(oneOf(operand)))
    case '$exists': {
      const isThere: Matcher = (data) => anyAt(data, path, () => true)
      return operand === true ? isThere : not(isThere)
    }
    case '$startsWith':
      return at((value) => typeof value === 'string' && value.startsWith(String(operand)))
    case '$endsWith':
      return at((value) => typeof value === 'string' && value.endsWith(String(operand)))
    case '$gt':
      return at(ordered(operand, (order) => order > 0))
    case '$gte':
      return at(ordered(operand, (order) => order >= 0))
    case '$lt':
      return at(ordered(operand, (order) => order < 0))
    case '$lte':
      return at(ordered(operand, (order) => order <= 0))
  }
}

function oneOf(operand: Scalar | readonly Scalar[]): Test {
  const values = new Set<unknown>(Array.isArray(operand) ? operand : [operand])
  return (value) => values.has(value)
}

/** Numbers by value, strings by UTF-16 code units; values of different types have no order. */
function ordered(operand: Scalar | readonly Scalar[], fits: (order: number) => boolean): Test {
  if (typeof operand === 'number')
    return (value) => typeof value === 'number' && fits(value === operand ? 0 : value < operand ? -1 : 1)
  if (typeof operand === 'string')
    return (value) => typeof value === 'string' && fits(value === operand ? 0 : value < operand ? -1 : 1)
  return () => false
}
