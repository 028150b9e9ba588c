import type { Field, Operation, Resource } from '../model.ts'
import { pascal } from '../naming.ts'
import { namesIn } from '../reach.ts'
import { inputDoc, resolved, type Schemas } from './types.ts'

/** The name of the shape of an operation's parameters; undefined: it takes none. */
export function parametersName(operation: Operation): string | undefined {
  const { body, query } = operation
  if (query.length === 0) return body?.schema
  return `${pascal(operation.id)}Parameters`
}

/** Doc lines of the shapes that a resource's operations take, with what those hold. */
export function shapeLines(resource: Resource, schemas: Schemas): string[] {
  const shapes = new Map<string, readonly Field[]>()
  const visit = (name: string) => {
    const shape = schemas.get(name)?.shape
    if (shape === undefined || shapes.has(name)) return
    if (shape.kind === 'alias') return namesIn(shape.type).forEach(visit)
    shapes.set(name, shape.fields)
    shape.fields.flatMap(({ type }) => namesIn(type)).forEach(visit)
  }
  for (const operation of resource.operations) {
    const name = parametersName(operation)
    if (name === undefined) continue
    const fields = [...(operation.body?.fields ?? []), ...operation.query]
    if (operation.query.length > 0) {
      shapes.set(name, fields)
      fields.flatMap(({ type }) => namesIn(type)).forEach(visit)
    } else visit(name)
  }
  return [...shapes].flatMap(([name, fields]) => shape(name, fields, schemas))
}

function shape(name: string, fields: readonly Field[], schemas: Schemas): string[] {
  if (fields.length === 0) return [`@phpstan-type ${name} array{}`]
  const entries = fields.map((field) => `    ${key(field)}: ${inputDoc(field.type, schemas)},`)
  return [`@phpstan-type ${name} array{`, ...entries, '}']
}

const key = ({ name, isRequired }: Field) =>
  `${/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`}${isRequired ? '' : '?'}`

/** Where a body holds objects that may be empty: "settings", "operations.*.data". */
export function mapPaths(fields: readonly Field[], schemas: Schemas): string[] {
  return [...new Set(fields.flatMap(({ name, type }) => pathsIn(type, name, schemas, [])))]
}

function pathsIn(given: Field['type'], at: string, schemas: Schemas, above: readonly string[]): string[] {
  const type = resolved(given, schemas)
  switch (type.kind) {
    case 'map':
      return [at, ...pathsIn(type.values, `${at}.*`, schemas, above)]
    case 'list':
      return pathsIn(type.items, `${at}.*`, schemas, above)
    case 'nullable':
      return pathsIn(type.of, at, schemas, above)
    case 'union':
      return type.of.flatMap((one) => pathsIn(one, at, schemas, above))
    case 'ref': {
      const shape = schemas.get(type.name)?.shape
      if (shape?.kind !== 'object' || above.includes(type.name)) return []
      const inner = shape.fields.flatMap((field) =>
        pathsIn(field.type, `${at}.${field.name}`, schemas, [...above, type.name]),
      )
      return [...inner, at]
    }
    default:
      return []
  }
}
