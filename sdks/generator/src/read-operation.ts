import { type JsonObject, objectAt, onlyKeys, step, textAt, UnknownConstruct, wordsAt } from './json.ts'
import type { Body, Method, Operation } from './model.ts'
import { pascal } from './naming.ts'
import { answersEvents, readAnswer } from './read-answer.ts'
import { readAnswerBy, readReserves } from './read-choices.ts'
import { readParameters } from './read-parameters.ts'
import type { SchemaTable } from './schema-table.ts'

const methods: Readonly<Record<string, Method>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
}
const known = [
  ...['operationId', 'tags', 'summary', 'description', 'deprecated', 'security', 'parameters', 'requestBody'],
  ...['responses', 'x-operation', 'x-required-scope', 'x-scopes', 'x-answer-by', 'x-reserves', 'x-codeSamples'],
]

/** Every operation of a path, but those that answer a stream of events: it has no end, and its readers go on after a break. */
export function readPath(document: JsonObject, path: string, value: unknown, schemas: SchemaTable): Operation[] {
  const place = step('#/paths', path)
  return Object.entries(objectAt(value, place)).flatMap(([verb, operation]) => {
    const here = step(place, verb)
    const method = methods[verb]
    if (method === undefined) throw new UnknownConstruct(here, 'is no method that the generator knows')
    if (answersEvents(document, objectAt(operation, here), here)) return []
    return [readOperation(document, method, path, objectAt(operation, here), schemas, here)]
  })
}

function readOperation(
  document: JsonObject,
  method: Method,
  path: string,
  operation: JsonObject,
  schemas: SchemaTable,
  place: string,
): Operation {
  onlyKeys(operation, known, place)
  const id = textAt(operation['x-operation'], step(place, 'x-operation'))
  const [, resource = '', name = ''] = /^([a-z][a-z0-9-]*)\.([a-z][a-z0-9-]*)$/.exec(id) ?? []
  if (name === '') throw new UnknownConstruct(place, `has the x-operation ${id}, which is not resource.verb`)
  const tags = wordsAt(operation['tags'], step(place, 'tags'))
  if (tags.join() !== resource) throw new UnknownConstruct(place, `has the tags ${tags.join()}, not ${resource}`)
  const { parameters, ...rest } = readParameters(document, operation, path, pascal(id), schemas, place)
  const body = readBody(operation['requestBody'], `${pascal(id)}Body`, schemas, step(place, 'requestBody'))
  const names = [
    ...rest.pathParameters,
    ...rest.query.map((field) => field.name),
    ...(body?.read.fields ?? []).map((field) => field.name),
  ]
  const twice = names.filter((one, at) => names.indexOf(one) !== at)
  if (twice.length > 0) throw new UnknownConstruct(place, `takes ${twice.join(', ')} in more than one place`)
  const { answer, example, errorCodes } = readAnswer(document, operation, id, schemas, place)
  if (answer.kind === 'lines' && method !== 'GET')
    throw new UnknownConstruct(place, 'answers lines, which only a GET does')
  const scope = operation['x-required-scope'] ?? null
  const examples = { ...(body?.example === undefined ? {} : { body: body.example }), ...example }
  return {
    id,
    resource,
    name,
    method,
    path,
    summary: textAt(operation['summary'], step(place, 'summary')),
    description: textAt(operation['description'] ?? '', step(place, 'description')),
    scope: scope === null ? null : textAt(scope, step(place, 'x-required-scope')),
    isPublic: isPublic(operation['security'], step(place, 'security')),
    isDeprecated: operation['deprecated'] === true,
    ...rest,
    ...(body === undefined ? {} : { body: body.read }),
    isKeyed: parameters.has('IdempotencyKey'),
    takesIfMatch: parameters.has('IfMatch'),
    // A page always has its rows.
    takesIfNoneMatch: parameters.has('IfNoneMatch') && answer.kind !== 'page',
    answer,
    ...readAnswerBy(operation['x-answer-by'], answer, rest.query, schemas, step(place, 'x-answer-by')),
    ...readReserves(operation['x-reserves'], step(place, 'x-reserves')),
    errorCodes,
    ...(Object.keys(examples).length === 0 ? {} : { example: examples }),
  }
}

const isEmpty = (requirement: unknown): boolean =>
  typeof requirement === 'object' && requirement !== null && Object.keys(requirement).length === 0

function isPublic(security: unknown, place: string): boolean {
  if (security === undefined) return false
  if (Array.isArray(security) && security.length === 0) return true
  // A key may be left out: a client sends the one it has.
  if (Array.isArray(security) && security.some(isEmpty)) return false
  throw new UnknownConstruct(place, 'is neither empty nor that of the document')
}

function readBody(
  value: unknown,
  name: string,
  schemas: SchemaTable,
  place: string,
): { read: Body; example: unknown } | undefined {
  if (value === undefined) return undefined
  const body = objectAt(value, place)
  onlyKeys(body, ['required', 'content', 'description'], place)
  const content = objectAt(body['content'], step(place, 'content'))
  onlyKeys(content, ['application/json'], step(place, 'content'))
  const here = step(place, 'content', 'application/json')
  const media = objectAt(content['application/json'], here)
  onlyKeys(media, ['schema', 'example'], here)
  const type = schemas.type(media['schema'], name, step(here, 'schema'))
  const schema = type.kind === 'ref' ? schemas.get(type.name) : undefined
  if (schema === undefined || schema.shape.kind !== 'object') throw new UnknownConstruct(here, 'is no object')
  const { fields, extra } = schema.shape
  const isRequired = body['required'] === true
  return {
    read: { schema: schema.name, fields, isRequired, hasExtraFields: extra !== undefined },
    example: media['example'],
  }
}
