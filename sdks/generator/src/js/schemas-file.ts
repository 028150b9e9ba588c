import type { Model, NamedSchema, Operation } from '../model.ts'
import { head } from './head.ts'
import { comment, fieldLines, refsOf, typeText } from './type-text.ts'

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

/** What operations and events name, directly or not. Envelopes are written by hand. */
function reachable({ resources, schemas, events }: Model): Set<string> {
  const byName = new Map(schemas.map((schema) => [schema.name, schema]))
  const found = new Set<string>()
  const follow = (name: string): void => {
    if (found.has(name)) return
    found.add(name)
    const shape = byName.get(name)?.shape
    if (shape === undefined) throw new Error(`no schema ${name}`)
    const types = shape.kind === 'alias' ? [shape.type] : shape.fields.map(({ type }) => type)
    for (const ref of types.flatMap(refsOf)) follow(ref)
  }
  const operations = resources.flatMap((resource) => resource.operations)
  for (const name of [...operations.flatMap(namesOf), ...events.map(({ schema }) => schema)]) follow(name)
  return found
}

/** The schemas that an operation's signature names. */
export function namesOf({ body, answer, query }: Operation): string[] {
  const answered = answer.kind === 'none' ? [] : refsOf(answer.kind === 'page' ? answer.item : answer.type)
  return [...(body === undefined ? [] : [body.schema]), ...answered, ...query.flatMap(({ type }) => refsOf(type))]
}
