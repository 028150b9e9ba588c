import type { EventDefinition, NamedSchema, Operation } from './model.ts'
import { namesInAnswer, reach } from './reach.ts'

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
  const answers = operations.flatMap(namesInAnswer)
  const output = reach(byName, [...answers, ...events.map(({ schema }) => schema)])
  return schemas.map((schema) => {
    const use = !input.has(schema.name) ? 'output' : output.has(schema.name) ? 'both' : 'input'
    return { ...schema, use }
  })
}
