import { isObject, type JsonObject, objectAt, onlyKeys, resolve, step, UnknownConstruct, wordsAt } from './json.ts'
import type { Answer, Type } from './model.ts'
import { pascal } from './naming.ts'
import type { SchemaTable } from './schema-table.ts'
import { combine } from './union.ts'

interface Answered {
  answer: Answer
  example: { answer?: unknown }
  errorCodes: string[]
}

/** The answers of an operation: the successes as one type, and the codes of the errors. */
export function readAnswer(
  document: JsonObject,
  operation: JsonObject,
  id: string,
  schemas: SchemaTable,
  place: string,
): Answered {
  const responses = objectAt(operation['responses'], step(place, 'responses'))
  const successes: { answer: Answer; example: unknown }[] = []
  const errorCodes: string[] = []
  for (const [status, value] of Object.entries(responses)) {
    const here = step(place, 'responses', status)
    const response = resolve(document, value, 'responses', here)
    onlyKeys(response, ['description', 'headers', 'content', 'x-error-codes'], here)
    if (/^2\d\d$/.test(status)) successes.push(success(response, id, schemas, here))
    else if (/^[45]\d\d$/.test(status))
      errorCodes.push(...wordsAt(response['x-error-codes'], step(here, 'x-error-codes')))
    else if (status !== '304' || response['content'] !== undefined)
      throw new UnknownConstruct(here, 'is not understood')
  }
  const last = successes.at(-1)
  if (last === undefined) throw new UnknownConstruct(step(place, 'responses'), 'has no success')
  const example = last.example === undefined ? {} : { answer: last.example }
  return {
    answer: together(
      successes.map(({ answer }) => answer),
      place,
    ),
    example,
    errorCodes,
  }
}

/** True when the success is a stream of events. */
export function answersEvents(document: JsonObject, operation: JsonObject, place: string): boolean {
  const here = step(place, 'responses')
  const { '200': ok } = objectAt(operation['responses'], here)
  if (ok === undefined) return false
  const { content } = resolve(document, ok, 'responses', step(here, '200'))
  return isObject(content) && Object.keys(content).join() === 'text/event-stream'
}

function success(response: JsonObject, id: string, schemas: SchemaTable, place: string) {
  if (response['content'] === undefined) return { answer: { kind: 'none' } as const, example: undefined }
  const content = objectAt(response['content'], step(place, 'content'))
  if (Object.keys(content).join() === 'application/x-ndjson')
    return { answer: { kind: 'lines' } as const, example: undefined }
  onlyKeys(content, ['application/json'], step(place, 'content'))
  const here = step(place, 'content', 'application/json')
  const media = objectAt(content['application/json'], here)
  onlyKeys(media, ['schema', 'example'], here)
  const name = `${pascal(id)}Answer`
  return { answer: envelope(media['schema'], name, schemas, step(here, 'schema')), example: media['example'] }
}

function envelope(value: unknown, name: string, schemas: SchemaTable, place: string): Answer {
  const schema = objectAt(value, place)
  if (schema['$ref'] !== undefined) return { kind: 'bare', type: schemas.type(schema, name, place) }
  if (Array.isArray(schema['anyOf'])) {
    onlyKeys(schema, ['anyOf'], place)
    const pages = schema['anyOf'].map((one, at) => envelope(one, name, schemas, step(place, 'anyOf', String(at))))
    return samePage(pages, place)
  }
  onlyKeys(schema, ['type', 'properties', 'required'], place)
  const properties = objectAt(schema['properties'], step(place, 'properties'))
  const keys = Object.keys(properties).join()
  const data = step(place, 'properties', 'data')
  if (keys === 'data') return { kind: 'data', type: schemas.type(properties['data'], name, data) }
  if (keys !== 'data,meta,links') throw new UnknownConstruct(place, `holds ${keys}, which is no envelope`)
  const { items, ...list } = objectAt(properties['data'], data)
  onlyKeys(list, ['type'], data)
  return {
    kind: 'page',
    item: schemas.type(items, name, step(data, 'items')),
    hasCursor: isByCursor(properties['meta']),
  }
}

const isByCursor = (meta: unknown): boolean => isObject(meta) && meta['$ref'] === '#/components/schemas/CursorMeta'

function samePage(answers: readonly Answer[], place: string): Answer {
  const pages = answers.map((answer) => {
    if (answer.kind === 'page') return answer
    throw new UnknownConstruct(place, 'is one of several forms, and not all of them are pages')
  })
  const [first, ...others] = pages
  if (first === undefined || others.some(({ item }) => !isSame(item, first.item))) {
    throw new UnknownConstruct(place, 'has pages of different things')
  }
  return { ...first, hasCursor: pages.some(({ hasCursor }) => hasCursor) }
}

const isSame = (one: Type, other: Type): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Several statuses with data in the same envelope are one answer of either type; null stands for one without data. */
function together(all: readonly Answer[], place: string): Answer {
  const answers = all.filter(({ kind }) => kind !== 'none')
  const [first = { kind: 'none' } as const, ...others] = answers
  const isAlways = answers.length === all.length
  if (first.kind === 'none' || (others.length === 0 && isAlways)) return first
  const types = answers.map((answer) => {
    if (answer.kind === 'data' && first.kind === 'data') return answer.type
    if (answer.kind === 'bare' && first.kind === 'bare') return answer.type
    throw new UnknownConstruct(step(place, 'responses'), 'has successes of different forms')
  })
  const type = combine(isAlways ? types : [...types, { kind: 'null' }])
  return { kind: first.kind === 'data' ? 'data' : 'bare', type }
}
