import { type Sides, schemaBreaks } from './schema-breaks.ts'
import { at, type Json, objectOf, resolver } from './walk.ts'

/** Changes from `before` to `after` that may break a client written against `before`; one sentence each. */
export function breaks(before: Json, after: Json): string[] {
  const sides = { before: resolver(before), after: resolver(after) }
  return [
    ...operationsOf(before, 'paths').flatMap(({ path, method, operation }) =>
      operationBreaks(`${method.toUpperCase()} ${path}`, operation, at(after, 'paths', path, method), sides),
    ),
    ...operationsOf(before, 'webhooks').flatMap(({ path, method, operation }) =>
      eventBreaks(`event ${path}`, operation, at(after, 'webhooks', path, method), sides),
    ),
  ]
}

const methods = ['get', 'put', 'post', 'patch', 'delete']

function operationsOf(document: Json, section: string) {
  return Object.entries(objectOf(at(document, section))).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = at(item, method)
      return operation === undefined ? [] : [{ path, method, operation }]
    }),
  )
}

function operationBreaks(where: string, before: Json, after: Json, sides: Sides): string[] {
  if (after === undefined) return [`${where} is gone`]
  const found: string[] = []
  const ids = [at(before, 'operationId'), at(after, 'operationId')]
  if (ids[0] !== ids[1]) found.push(`${where}: its operationId was ${ids[0]} and is ${ids[1]}`)
  const scopes = [at(before, 'x-required-scope') ?? null, at(after, 'x-required-scope') ?? null]
  if (scopes[0] !== scopes[1] && scopes[1] !== null) found.push(`${where} asks for the scope ${scopes[1]}`)
  return [
    ...found,
    ...parameterBreaks(where, before, after, sides),
    ...bodyBreaks(where, at(before, 'requestBody'), at(after, 'requestBody'), sides),
    ...answerBreaks(where, objectOf(at(before, 'responses')), objectOf(at(after, 'responses')), sides),
  ]
}

function parametersOf(operation: Json, resolve: (value: Json) => Json): Map<string, Json> {
  const listed = at(operation, 'parameters')
  const parameters = Array.isArray(listed) ? listed.map(resolve) : []
  return new Map(parameters.map((parameter) => [`${at(parameter, 'in')} ${at(parameter, 'name')}`, parameter]))
}

/** The gateway takes the context from the query too, where the path has it under the same name (decision 293). */
const isContextOfPath = (name: string, now: ReadonlyMap<string, Json>): boolean =>
  /^query (workspace|namespace)_id$/.test(name) && now.has(name.replace('query', 'path'))

function parameterBreaks(where: string, before: Json, after: Json, sides: Sides): string[] {
  const [old, now] = [parametersOf(before, sides.before), parametersOf(after, sides.after)]
  const required = [...now].filter(
    ([name, parameter]) => at(parameter, 'required') === true && !isRequired(old.get(name)),
  )
  const kept = [...old].flatMap(([name, parameter]) => {
    const other = now.get(name)
    if (other === undefined && isContextOfPath(name, now)) return []
    if (other === undefined) return [`${where} no longer takes the ${name} parameter`]
    return schemaBreaks(`${where}, ${name}`, at(parameter, 'schema'), at(other, 'schema'), 'input', sides)
  })
  return [...required.map(([name]) => `${where} requires the ${name} parameter`), ...kept]
}

const isRequired = (parameter: Json): boolean => at(parameter, 'required') === true
const jsonOf = (part: Json): Json => at(part, 'content', 'application/json', 'schema')

function bodyBreaks(where: string, before: Json, after: Json, sides: Sides): string[] {
  const found = !isRequired(before) && isRequired(after) ? [`${where} requires a body`] : []
  if (before === undefined) return found
  if (after === undefined) return [`${where} no longer takes a body`]
  return [...found, ...schemaBreaks(`${where}, body`, jsonOf(before), jsonOf(after), 'input', sides)]
}

function answerBreaks(
  where: string,
  before: Readonly<Record<string, Json>>,
  after: Readonly<Record<string, Json>>,
  sides: Sides,
): string[] {
  return Object.entries(before)
    .filter(([status]) => /^[23]/.test(status))
    .flatMap(([status, reference]) => {
      if (after[status] === undefined) return [`${where} no longer answers ${status}`]
      const [old, now] = [sides.before(reference), sides.after(after[status])]
      const headers = Object.keys(objectOf(at(old, 'headers'))).filter((name) => at(now, 'headers', name) === undefined)
      return [
        ...headers.map((name) => `${where}, ${status}: the ${name} header is gone`),
        ...schemaBreaks(`${where}, ${status}`, jsonOf(old), jsonOf(now), 'output', sides),
      ]
    })
}

function eventBreaks(where: string, before: Json, after: Json, sides: Sides): string[] {
  if (after === undefined) return [`${where} is gone`]
  const names = (operation: Json, resolve: (value: Json) => Json) => [...parametersOf(operation, resolve).keys()]
  const kept = new Set(names(after, sides.after))
  const [old, now] = [at(before, 'requestBody'), at(after, 'requestBody')]
  return [
    ...names(before, sides.before).flatMap((name) => (kept.has(name) ? [] : [`${where}: the ${name} is gone`])),
    ...schemaBreaks(where, jsonOf(old), jsonOf(now), 'output', sides),
  ]
}
