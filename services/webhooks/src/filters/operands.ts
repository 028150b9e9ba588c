import { hasCharactersAtMost, isStorable } from '@plinth/kit/characters'
import type { Operator, Scalar } from './rule.ts'

const stringMax = 1_000
const listMax = 100

/** Returns the operand, or a sentence that says what to write instead. */
export function readOperand(operator: Operator, value: unknown): { operand: Scalar | readonly Scalar[] } | string {
  switch (operator) {
    case '$eq':
    case '$neq':
      return scalar(value, isScalar, 'a string, a number, true, false or null; for several values write $in or $nin')
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return scalar(value, isOrdered, 'a number or a string')
    case '$startsWith':
    case '$endsWith':
      return scalar(value, isString, 'a string')
    case '$exists':
      return scalar(value, isBoolean, 'true or false')
    case '$in':
    case '$nin':
      return list(value)
  }
}

function scalar(
  value: unknown,
  fits: (value: unknown) => value is Scalar,
  kinds: string,
): { operand: Scalar } | string {
  if (!fits(value)) return `The value must be ${kinds}.`
  return faultOf(value) ?? { operand: value }
}

function list(value: unknown): { operand: readonly Scalar[] } | string {
  if (!Array.isArray(value) || value.length > listMax) return `The value must be a list of at most ${listMax} values.`
  if (!value.every(isScalar)) return 'Each entry must be a string, a number, true, false or null.'
  return value.map(faultOf).find((sentence) => sentence !== undefined) ?? { operand: value }
}

function faultOf(value: Scalar): string | undefined {
  if (typeof value === 'string') return textFault(value)
  if (typeof value !== 'number') return undefined
  if (!Number.isFinite(value)) return 'The number is too large.'
  // Both sides are read as IEEE 754 doubles: beyond this, neighbours are equal.
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? `A whole number must be at most ${Number.MAX_SAFE_INTEGER}: larger ones lose digits. Send and compare them as strings.`
    : undefined
}

export function textFault(text: string): string | undefined {
  if (!hasCharactersAtMost(text, stringMax)) return `A string must have at most ${stringMax} characters.`
  return isStorable(text) ? undefined : 'A string must be valid Unicode without U+0000.'
}

const isString = (value: unknown): value is string => typeof value === 'string'
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
const isOrdered = (value: unknown): value is string | number => isString(value) || typeof value === 'number'
export const isScalar = (value: unknown): value is Scalar => value === null || isOrdered(value) || isBoolean(value)
