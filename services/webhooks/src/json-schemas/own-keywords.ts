// Instead of keywords of ajv that read a list of values, or a text, whole each time that a value meets them.

import { charactersOf } from '@plinth/kit/characters'
import { _, type FuncKeywordDefinition, str } from 'ajv'
import equals from 'ajv/dist/runtime/equal.js'
import { countValues } from './json-pointer.ts'
import { spend } from './work.ts'

// So many characters are counted in the time of one part of a schema.
const charactersPerWork = 16

// The types of ajv do not say that it is a function.
const equal = equals.default as unknown as (one: unknown, other: unknown) => boolean

/** Finds a text, a number, true, false or null at once, however many are allowed. */
const oneOfThem: FuncKeywordDefinition = {
  keyword: 'enum',
  schemaType: 'array',
  compile: (allowed: readonly unknown[]) => {
    const known = new Set(allowed)
    const larger = allowed.filter((value) => typeof value === 'object' && value !== null)
    const work = countValues(larger)
    return (data: unknown) => {
      if (typeof data !== 'object' || data === null) return known.has(data)
      spend(work)
      return larger.some((value) => equal(value, data))
    }
  },
  errors: false,
  error: {
    message: 'must be equal to one of the allowed values',
    params: ({ schemaCode }) => _`{allowedValues: ${schemaCode}}`,
  },
}

/** Counts the characters of a text only when its length in UTF-16 does not tell. */
const ofLength = (keyword: 'maxLength' | 'minLength'): FuncKeywordDefinition => ({
  keyword,
  type: 'string',
  schemaType: 'number',
  compile: (bound: number) => {
    const isMost = keyword === 'maxLength'
    // A character has one code unit or two.
    return (text: string) => {
      if (text.length < bound) return isMost
      if (text.length > 2 * bound) return !isMost
      spend(text.length / charactersPerWork)
      const length = charactersOf(text)
      return isMost ? length <= bound : length >= bound
    }
  },
  errors: false,
  error: {
    message: ({ schemaCode }) =>
      str`must NOT have ${keyword === 'maxLength' ? 'more' : 'fewer'} than ${schemaCode} characters`,
    params: ({ schemaCode }) => _`{limit: ${schemaCode}}`,
  },
})

/** To replace those of ajv with the same names. */
export const ownKeywords = [oneOfThem, ofLength('maxLength'), ofLength('minLength')]
