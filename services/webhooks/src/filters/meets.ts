import type { Condition, Rule, Scalar } from './rule.ts'
import type { SearchableData } from './searchable-data.ts'
import type { Values } from './values.ts'

/** Says whether the data meet the rule. Each condition asks once for the values at its path, and each operand one question of them. */
export function meets(rule: Rule, data: Pick<SearchableData, 'at'>): boolean {
  switch (rule.kind) {
    case 'all':
      return rule.rules.every((part) => meets(part, data))
    case 'any':
      return rule.rules.some((part) => meets(part, data))
    case 'not':
      return !meets(rule.rule, data)
    case 'condition':
      return holds(rule, data.at(rule.path))
  }
}

function holds({ operator, operand }: Condition, values: Values): boolean {
  switch (operator) {
    case '$eq':
    case '$in':
      return hasOneOf(values, operand)
    case '$neq':
    case '$nin':
      return !hasOneOf(values, operand)
    case '$exists':
      return values.found.length > 0 === operand
    case '$startsWith':
      return values.haveStart(String(operand))
    case '$endsWith':
      return values.haveEnd(String(operand))
    case '$gt':
      return isWithin(values, operand, (_, most, bound) => most > bound)
    case '$gte':
      return isWithin(values, operand, (_, most, bound) => most >= bound)
    case '$lt':
      return isWithin(values, operand, (least, _, bound) => least < bound)
    case '$lte':
      return isWithin(values, operand, (least, _, bound) => least <= bound)
  }
}

const hasOneOf = (values: Values, operand: Condition['operand']): boolean =>
  listOf(operand).some((one) => values.has(one))

const listOf = (operand: Condition['operand']): readonly Scalar[] =>
  typeof operand === 'object' && operand !== null ? operand : [operand]

type Fits = <T extends number | string>(least: T, most: T, bound: T) => boolean

/** Numbers by value, strings by UTF-16 code units; values of different types have no order. */
function isWithin({ numbers, strings }: Values, bound: Condition['operand'], fits: Fits): boolean {
  if (typeof bound === 'number') return numbers !== undefined && fits(numbers.least, numbers.most, bound)
  return typeof bound === 'string' && strings !== undefined && fits(strings.least, strings.most, bound)
}
