import type { Rule, Scalar } from './rule.ts'

export interface RequiredValue {
  path: string
  value: Scalar
}

/** A value that data must have at a path to meet the rule; undefined when the rule wants no single one. */
export function requiredValue(rule: Rule): RequiredValue | undefined {
  if (rule.kind === 'all') {
    for (const part of rule.rules) {
      const required = requiredValue(part)
      if (required !== undefined) return required
    }
  }
  if (rule.kind !== 'condition' || rule.operator !== '$eq') return undefined
  const { path, operand } = rule
  return typeof operand === 'object' && operand !== null ? undefined : { path, value: operand }
}
