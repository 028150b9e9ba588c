import type { NamedSchema, Operation, Resource, Type } from './model.ts'

/** The type that an operation gives, of a page one row; undefined for one that answers nothing, or lines. */
export function answerType({ answer }: Pick<Operation, 'answer'>): Type | undefined {
  if (answer.kind === 'none' || answer.kind === 'lines') return undefined
  return answer.kind === 'page' ? answer.item : answer.type
}

/** Whether the resource reserves: the SDKs then have a method by hand that commits or releases what its work reserves. */
export const hasReservations = ({ operations }: Pick<Resource, 'operations'>): boolean =>
  operations.some(({ reserves }) => reserves !== undefined)

/** Names of the schemas that an operation's answer names. */
export function namesInAnswer(operation: Operation): string[] {
  const type = answerType(operation)
  return type === undefined ? [] : namesIn(type)
}

/** Names of the schemas that a type names. */
export function namesIn(type: Type): string[] {
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

type Shaped = Pick<NamedSchema, 'shape'>

/** These schemas and all that they name, directly or not. */
export function reach(schemas: ReadonlyMap<string, Shaped>, from: readonly string[]): Set<string> {
  const found = new Set<string>()
  const waiting = [...from]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue
    const schema = schemas.get(name)
    if (schema === undefined) throw new Error(`no schema ${name}`)
    found.add(name)
    waiting.push(...typesOf(schema).flatMap(namesIn))
  }
  return found
}

function typesOf({ shape }: Shaped): Type[] {
  if (shape.kind === 'alias') return [shape.type]
  return [...shape.fields.map(({ type }) => type), ...(shape.extra === undefined ? [] : [shape.extra])]
}
