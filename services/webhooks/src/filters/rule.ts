export type Scalar = string | number | boolean | null

/** `$neq`, `$nin` and `$exists: false` say what another operator says, negated. */
export const operators = [
  '$eq',
  '$neq',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$exists',
  '$startsWith',
  '$endsWith',
] as const
export type Operator = (typeof operators)[number]

/** One comparison of the values at a path. */
export interface Condition {
  kind: 'condition'
  /** Names of properties from the data inwards, joined by dots; no name has one, and none is empty. */
  path: string
  operator: Operator
  /** A list for `$in` and `$nin`. */
  operand: Scalar | readonly Scalar[]
}

/** A filter that has been read: what the data of an event must meet. */
export type Rule = Condition | { kind: 'all' | 'any'; rules: readonly Rule[] } | { kind: 'not'; rule: Rule }

/** A part of a filter that cannot be read. */
export interface Fault {
  /** JSON pointer (RFC 6901) from the filter; empty for the filter itself. */
  pointer: string
  /** Says what to write instead. */
  sentence: string
}
