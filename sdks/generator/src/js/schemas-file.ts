import type { Model, NamedSchema, Operation } from '../model.ts'
import { namesIn, namesInAnswer, reach } from '../reach.ts'
import { head } from './head.ts'
import { comment, fieldLines, typeText } from './type-text.ts'

export function schemasFile(model: Model): string {
  const wanted = reachable(model)
  const schemas = model.schemas.filter(({ name }) => wanted.has(name))
  return `${head}${schemas.map(schemaText).join('\n')}`
}

function schemaText({ name, description, use, shape }: NamedSchema): string {
  const way = use === 'input' ? 'input' : 'output'
  if (shape.kind === 'alias') return `${comment(description)}export type ${name} = ${typeText(shape.type, way)}\n`
  const extra = shape.extra === undefined ? '' : `  [name: string]: ${typeText(shape.extra, way)}\n`
  return `${comment(description)}export interface ${name} {\n${fieldLines(shape.fields, way)}${extra}}\n`
}

/** Schemas that operations and events name, directly or not. Envelopes are written by hand. */
function reachable({ resources, schemas, events }: Model): Set<string> {
  const byName = new Map(schemas.map((schema) => [schema.name, schema]))
  const named = resources.flatMap(({ operations }) => operations.flatMap(namesOf))
  return reach(byName, [...named, ...events.map(({ schema }) => schema)])
}

/** The schemas that an operation's signature names. */
export function namesOf(operation: Operation): string[] {
  const { body, query } = operation
  const asked = query.flatMap(({ type }) => namesIn(type))
  return [...(body === undefined ? [] : [body.schema]), ...namesInAnswer(operation), ...asked]
}
