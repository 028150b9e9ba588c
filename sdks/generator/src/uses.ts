import type { EventDefinition, NamedSchema, Operation, Type } from './model.ts'

type Unused = Omit<NamedSchema, 'use'>

/** Tells of every schema whether bodies or answers hold it. What no body holds is for reading. */
export function withUses(
  schemas: readonly Unused[],
  operations: readonly Operation[],
  events: readonly EventDefinition[],
): NamedSchema[] {
  const byName = new Map(schemas.map((schema) => [schema.name, schema]))
  const input = reach(
    byName,
    operations.flatMap(({ body }) => (body === undefined ? [] : [body.schema])),
  )
  const answers = operations.flatMap(({ answer }) => {
    if (answer.kind === 'none') return []
    return namesIn(answer.kind === 'page' ? answer.item : answer.type)
  })
  const output = reach(byName, [...answers, ...events.map(({ schema }) => schema)])
  return schemas.map((schema) => {
    const use = !input.has(schema.name) ? 'output' : output.has(schema.name) ? 'both' : 'input'
    return { ...schema, use }
  })
}

function reach(schemas: ReadonlyMap<string, Unused>, from: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [...from]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const schema = schemas.get(name)
    if (schema === undefined || found.has(name)) continue
    found.add(name)
    waiting.push(...typesOf(schema).flatMap(namesIn))
  }
  return found
}

function typesOf({ shape }: Unused): Type[] {
  if (shape.kind === 'alias') return [shape.type]
  return [...shape.fields.map(({ type }) => type), ...(shape.extra === undefined ? [] : [shape.extra])]
}

function namesIn(type: Type): string[] {
  switch (type.kind) {
    case 'ref':
      return [type.name]
    case 'list':
      return namesIn(type.items)
    case 'map':
      return namesIn(type.values)
    case 'nullable':
      return namesIn(type.of)
    case 'union':
      return type.of.flatMap(namesIn)
    default:
      return []
  }
}
