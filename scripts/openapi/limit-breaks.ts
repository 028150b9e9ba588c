import { at, type Json, listOf } from './walk.ts'

/** input: what clients send must still be taken. output: what clients read must still be there, and be what it was. */
export type Direction = 'input' | 'output'

const most = ['maximum', 'maxLength', 'maxItems', 'maxProperties']
const least = ['minimum', 'minLength', 'minItems', 'minProperties']
// int64 is no limit: it says how wide an integer of a client has to be.
const shapes = ['pattern', 'format', 'const']

/** Values that were taken and no longer are, or, for what is read, that a client did not have to expect. */
export function limitBreaks(where: string, before: Json, after: Json, direction: Direction): string[] {
  return direction === 'input' ? inputBreaks(where, before, after) : outputBreaks(where, before, after)
}

function inputBreaks(where: string, before: Json, after: Json): string[] {
  const number = (schema: Json, key: string, otherwise: number) => {
    const value = at(schema, key)
    return typeof value === 'number' ? value : otherwise
  }
  return [
    ...most
      .filter((key) => number(after, key, Infinity) < number(before, key, Infinity))
      .map((key) => `${where} takes less: its ${key} is ${at(after, key)}`),
    ...least
      .filter((key) => number(after, key, -Infinity) > number(before, key, -Infinity))
      .map((key) => `${where} asks for more: its ${key} is ${at(after, key)}`),
    ...shapes
      .filter((key) => at(after, key) !== undefined && at(after, key) !== at(before, key) && at(after, key) !== 'int64')
      .map((key) => `${where}: its ${key} is ${at(after, key)}`),
    ...lostWords(before, after).map((word) => `${where} no longer takes ${JSON.stringify(word)}`),
    ...(isClosed(after) && !isClosed(before) ? [`${where} no longer takes other fields`] : []),
  ]
}

const isClosed = (schema: Json): boolean => at(schema, 'additionalProperties') === false

function lostWords(before: Json, after: Json): readonly Json[] {
  if (at(after, 'enum') === undefined) return []
  const now = listOf(at(after, 'enum'))
  const old = at(before, 'enum')
  return old === undefined ? ['other words'] : listOf(old).filter((word) => !now.includes(word))
}

/** The document says that new words may come; that words stop coming, or that a form changes, it does not say. */
function outputBreaks(where: string, before: Json, after: Json): string[] {
  const changed = ['format', 'const'].filter(
    (key) => at(before, key) !== undefined && at(after, key) !== at(before, key),
  )
  const words = at(before, 'enum') !== undefined && at(after, 'enum') === undefined
  return [
    ...changed.map((key) => `${where}: its ${key} was ${at(before, key)} and is ${at(after, key) ?? 'open'}`),
    ...(words ? [`${where} may be any word now`] : []),
  ]
}
