import type { NamedSchema, Type } from '../model.ts'

export type Schemas = ReadonlyMap<string, NamedSchema>

/** The type behind names and null. */
export function plainType(type: Type, schemas: Schemas): Type {
  if (type.kind === 'nullable') return plainType(type.of, schemas)
  if (type.kind !== 'ref') return type
  const shape = schemas.get(type.name)?.shape
  return shape?.kind === 'alias' ? plainType(shape.type, schemas) : type
}

const scalars = ['string', 'integer', 'number', 'boolean', 'enum', 'const']

export const isScalar = (type: Type, schemas: Schemas): boolean => scalars.includes(plainType(type, schemas).kind)

/** Names of the fields of an object that fit into a column, those of `include` left out. */
export function columnsOf(type: Type, schemas: Schemas): string[] {
  const plain = plainType(type, schemas)
  if (plain.kind === 'union') return unionColumns(plain.of, schemas)
  const shape = plain.kind === 'ref' ? schemas.get(plain.name)?.shape : undefined
  if (shape?.kind !== 'object') return []
  return shape.fields
    .filter((field) => field.include === undefined && isScalar(field.type, schemas))
    .map(({ name }) => name)
}

/** Those of the first of several answers that has any: they say what is usual first. */
function unionColumns(types: readonly Type[], schemas: Schemas): string[] {
  const all = types.filter(({ kind }) => kind !== 'null').map((type) => columnsOf(type, schemas))
  const [first = [], ...others] = all
  return first.filter((name) => others.every((other) => other.includes(name)))
}
