import { type Direction, limitBreaks } from './limit-breaks.ts'
import { at, type Json, listOf, objectOf } from './walk.ts'

export interface Sides {
  before: (value: Json) => Json
  after: (value: Json) => Json
}

/** Changes between two schemas that may break a client. */
export function schemaBreaks(
  where: string,
  before: Json,
  after: Json,
  direction: Direction,
  sides: Sides,
  seen: ReadonlySet<string> = new Set(),
): string[] {
  const pair = `${at(before, '$ref')} ${at(after, '$ref')}`
  if (at(before, '$ref') !== undefined && seen.has(pair)) return []
  const inside = new Set([...seen, pair])
  const [old, now] = [sides.before(before), sides.after(after)]
  if (old === undefined) return []
  if (now === undefined) return [`${where}: what it holds is no longer described`]
  const deeper = (step: string, one: Json, other: Json) =>
    schemaBreaks(`${where}.${step}`, one, other, direction, sides, inside)
  const [oldChoices, newChoices] = [choicesOf(old), choicesOf(now)]
  if (oldChoices.length > 1 || newChoices.length > 1) {
    return choiceBreaks(where, oldChoices, newChoices, direction, (one, other) =>
      schemaBreaks(where, one, other, direction, sides, inside),
    )
  }
  const types = typeBreaks(where, old, now, direction)
  if (types.length > 0) return types
  return [
    ...limitBreaks(where, old, now, direction),
    ...propertyBreaks(where, old, now, direction, deeper),
    ...both(old, now, 'items', (one, other) => deeper('[]', one, other)),
    ...both(old, now, 'additionalProperties', (one, other) => deeper('*', one, other)),
  ]
}

function both(before: Json, after: Json, key: string, compare: (one: Json, other: Json) => string[]): string[] {
  const [old, now] = [at(before, key), at(after, key)]
  return typeof old === 'object' && typeof now === 'object' ? compare(old, now) : []
}

const choicesOf = (schema: Json): readonly Json[] => {
  const choices = [...listOf(at(schema, 'anyOf')), ...listOf(at(schema, 'oneOf'))]
  return choices.length === 0 ? [schema] : choices
}

/** Every choice of the one side must have its like on the other. */
function choiceBreaks(
  where: string,
  before: readonly Json[],
  after: readonly Json[],
  direction: Direction,
  compare: (before: Json, after: Json) => string[],
): string[] {
  const fits = (old: Json, now: Json) => compare(old, now).length === 0
  if (direction === 'input') {
    const lost = before.filter((old) => !after.some((now) => fits(old, now)))
    return lost.map((old) => `${where} no longer takes ${shown(old)}`)
  }
  const added = after.filter((now) => !before.some((old) => fits(old, now)))
  return added.map((now) => `${where} may now be ${shown(now)}`)
}

function shown(schema: Json): string {
  const text = JSON.stringify(schema)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

const typesOf = (schema: Json): readonly Json[] | undefined => {
  const type = at(schema, 'type')
  return type === undefined ? undefined : Array.isArray(type) ? type : [type]
}

function typeBreaks(where: string, before: Json, after: Json, direction: Direction): string[] {
  const [old, now] = [typesOf(before), typesOf(after)]
  const [wide, narrow] = direction === 'input' ? [now, old] : [old, now]
  if (wide === undefined) return []
  const isWithin = narrow?.every((type) => wide.includes(type) || (type === 'integer' && wide.includes('number')))
  return isWithin === true
    ? []
    : [`${where} was ${old?.join(' or ') ?? 'anything'} and is ${now?.join(' or ') ?? 'anything'}`]
}

function propertyBreaks(
  where: string,
  before: Json,
  after: Json,
  direction: Direction,
  deeper: (step: string, one: Json, other: Json) => string[],
): string[] {
  const [old, now] = [objectOf(at(before, 'properties')), objectOf(at(after, 'properties'))]
  const [oldRequired, newRequired] = [listOf(at(before, 'required')), listOf(at(after, 'required'))]
  const fields = Object.keys(old).flatMap((name) => {
    if (now[name] === undefined) {
      const isTaken = direction === 'input' && at(after, 'additionalProperties') !== false
      return isTaken ? [] : [`${where}.${name} is gone`]
    }
    return deeper(name, old[name], now[name])
  })
  const demanded =
    direction === 'input'
      ? newRequired.filter((name) => !oldRequired.includes(name)).map((name) => `${where}.${name} is required now`)
      : oldRequired
          .filter((name) => !newRequired.includes(name) && now[String(name)] !== undefined)
          .map((name) => `${where}.${name} may be missing now`)
  return [...fields, ...demanded]
}
