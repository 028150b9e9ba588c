import { type JsonObject, objectAt, onlyKeys, referenceName, step, textAt, UnknownConstruct } from './json.ts'
import type { Field } from './model.ts'
import { pascal } from './naming.ts'
import type { SchemaTable } from './schema-table.ts'

// Parameters of a request's context, which clients send in headers, and their own ID of the request.
const context = ['WorkspaceHeader', 'NamespaceHeader', 'WorkspaceQuery', 'NamespaceQuery', 'RequestId']
const offered = ['IdempotencyKey', 'IfMatch', 'IfNoneMatch']

interface Parameters {
  pathParameters: string[]
  query: Field[]
  includes: string[]
  hasFields: boolean
  /** Names of the shared ones. */
  parameters: ReadonlySet<string>
}

/** The parameters of an operation, those of its path in the order of the path. */
export function readParameters(
  document: JsonObject,
  operation: JsonObject,
  path: string,
  name: string,
  schemas: SchemaTable,
  place: string,
): Parameters {
  const listed = operation['parameters'] ?? []
  if (!Array.isArray(listed)) throw new UnknownConstruct(step(place, 'parameters'), 'is not a list')
  const shared = new Set<string>()
  const inPath: string[] = []
  const query: Field[] = []
  listed.forEach((value: unknown, at) => {
    const here = step(place, 'parameters', String(at))
    const parameter = objectAt(value, here)
    if (parameter['$ref'] !== undefined) shared.add(sharedName(document, parameter['$ref'], here))
    else if (parameter['in'] === 'path') inPath.push(pathParameter(parameter, schemas, here))
    else query.push(queryParameter(parameter, name, schemas, here))
  })
  const pathParameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, word = '']) => word)
  if (pathParameters.join() !== inPath.join()) {
    throw new UnknownConstruct(place, `has ${inPath.join()} as parameters of the path ${path}`)
  }
  return {
    pathParameters,
    query,
    includes: wordsOf(query, 'include'),
    hasFields: query.some((field) => field.name === 'fields'),
    parameters: shared,
  }
}

function sharedName(document: JsonObject, reference: unknown, place: string): string {
  const name = referenceName(reference, 'parameters', place)
  const components = objectAt(objectAt(document['components'], '#/components')['parameters'], '#/components/parameters')
  const isKnown = context.includes(name) || offered.includes(name)
  if (isKnown && components[name] !== undefined) return name
  throw new UnknownConstruct(place, `refers to the parameter ${name}, which the generator does not know`)
}

function pathParameter(parameter: JsonObject, schemas: SchemaTable, place: string): string {
  onlyKeys(parameter, ['name', 'in', 'required', 'description', 'schema'], place)
  const { kind } = schemas.type(parameter['schema'], '', step(place, 'schema'))
  if (kind !== 'string') throw new UnknownConstruct(place, `is ${kind} in a path`)
  return textAt(parameter['name'], step(place, 'name'))
}

function queryParameter(parameter: JsonObject, name: string, schemas: SchemaTable, place: string): Field {
  onlyKeys(parameter, ['name', 'in', 'required', 'description', 'example', 'schema', 'style', 'explode'], place)
  if (parameter['in'] !== 'query')
    throw new UnknownConstruct(place, `is in ${parameter['in']}, which the generator does not send`)
  const word = textAt(parameter['name'], step(place, 'name'))
  const schema = objectAt(parameter['schema'], step(place, 'schema'))
  const { description } = parameter
  const described = { ...schema, ...(description === undefined ? {} : { description }) }
  const field = schemas.field(
    word,
    described,
    `${name}${pascal(word)}`,
    parameter['required'] === true,
    step(place, 'schema'),
  )
  const isJoined = parameter['style'] === 'form' && parameter['explode'] === false
  if ((field.type.kind === 'list') !== isJoined)
    throw new UnknownConstruct(place, 'is a list that is not joined by commas')
  const { example } = parameter
  return example === undefined ? field : { ...field, example }
}

function wordsOf(query: readonly Field[], name: string): string[] {
  const type = query.find((field) => field.name === name)?.type
  return type?.kind === 'list' && type.items.kind === 'enum' ? type.items.values : []
}
