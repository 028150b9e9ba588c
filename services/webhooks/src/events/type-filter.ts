import { fail } from '../errors.ts'

/** Event types that a caller asks for. */
export interface TypeFilter {
  names: readonly string[]
  /** "invoice." for `invoice.*`. */
  prefixes: readonly string[]
}

/** Types that one list can be filtered by: a page reads as much of each as of a list. */
export const typesMax = 100

/**
 * Names and `resource.*`, separated by commas; undefined where one of them is `*`, all types. Throws INVALID_PARAMETER for anything
 * else, with the name of the parameter.
 */
export function parseTypes(text: string, parameter = 'type'): TypeFilter | undefined {
  const types = [...new Set(text.split(',').map((type) => type.trim()))]
  if (types.length > typesMax || !types.every((type) => /^(?:\*|[\w.-]+?(?:\.\*)?)$/.test(type)))
    throw fail.invalidParameter(
      parameter,
      'Name event types, or all of a resource as in invoice.*, separated by commas; no other wildcard is known.',
    )
  if (types.includes('*')) return undefined
  return {
    names: types.filter((type) => !type.endsWith('*')),
    prefixes: types.filter((type) => type.endsWith('*')).map((type) => type.slice(0, -1)),
  }
}

export const tooManyTypes = () =>
  fail.invalidParameter('type', `These are more than ${typesMax} event types. Name fewer.`)

export const tooManyFound = () =>
  fail.invalidParameter('search', `More than ${typesMax} event types contain this text. Search for more of the name.`)
