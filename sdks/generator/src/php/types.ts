import type { NamedSchema, Type } from '../model.ts'
import { className, phpString } from './text.ts'

export type Schemas = ReadonlyMap<string, NamedSchema>

/** The type without its name, where it is another name for something that is no object. */
export function resolved(type: Type, schemas: Schemas): Type {
  if (type.kind !== 'ref') return type
  const shape = schemas.get(type.name)?.shape
  return shape?.kind === 'alias' ? resolved(shape.type, schemas) : type
}

/** In a doc comment, for what a caller gives: objects by the names of their shapes. */
export const inputDoc = (type: Type, schemas: Schemas): string =>
  doc(type, schemas, { time: 'string|\\DateTimeInterface', number: 'int|float' })

/** In a doc comment, for what an answer holds. */
export const outputDoc = (type: Type, schemas: Schemas): string =>
  doc(type, schemas, { time: '\\DateTimeImmutable', number: 'float' })

interface Words {
  time: string
  number: string
}

function doc(given: Type, schemas: Schemas, words: Words): string {
  const type = resolved(given, schemas)
  const inner = (one: Type) => doc(one, schemas, words)
  switch (type.kind) {
    case 'string':
      return type.format === 'date-time' ? words.time : 'string'
    case 'integer':
      return 'int'
    case 'number':
      return words.number
    case 'boolean':
      return 'bool'
    case 'null':
      return 'null'
    case 'any':
      return 'mixed'
    case 'enum':
      return [...type.values.map(phpString), 'string'].join('|')
    case 'const':
      return typeof type.value === 'string' ? phpString(type.value) : String(type.value)
    case 'list':
      return `list<${inner(type.items)}>`
    case 'map':
      return `array<string, ${inner(type.values)}>`
    case 'ref':
      return className(type.name)
    case 'nullable':
      return inner(type.of) === 'mixed' ? 'mixed' : `${inner(type.of)}|null`
    case 'union':
      return [...new Set(type.of.flatMap((one) => inner(one).split('|')))].join('|')
  }
}

/** As PHP itself checks it in an answer. */
export function nativeType(given: Type, isNullable: boolean, schemas: Schemas): string {
  const names = [...new Set(nativeNames(given, schemas))]
  if (names.includes('mixed')) return 'mixed'
  const rest = names.filter((name) => name !== 'null')
  if (rest.length === names.length && !isNullable) return rest.join('|')
  return rest.length === 1 ? `?${rest[0]}` : [...rest, 'null'].join('|')
}

function nativeNames(given: Type, schemas: Schemas): string[] {
  const type = resolved(given, schemas)
  switch (type.kind) {
    case 'string':
      return [type.format === 'date-time' ? '\\DateTimeImmutable' : 'string']
    case 'enum':
      return ['string']
    case 'integer':
      return ['int']
    case 'number':
      return ['float']
    case 'boolean':
      return ['bool']
    case 'null':
      return ['null']
    case 'any':
      return ['mixed']
    case 'const':
      return [typeof type.value === 'string' ? 'string' : typeof type.value === 'boolean' ? 'bool' : 'int']
    case 'list':
    case 'map':
      return ['array']
    case 'ref':
      return [className(type.name)]
    case 'nullable':
      return [...nativeNames(type.of, schemas), 'null']
    case 'union':
      return type.of.flatMap((one) => nativeNames(one, schemas))
  }
}

/** How Model makes the value of a field, as PHP; undefined: it stays as it came. */
export function madeFrom(given: Type, schemas: Schemas): string | undefined {
  const type = resolved(given, schemas)
  if (type.kind === 'nullable') return madeFrom(type.of, schemas)
  if (type.kind === 'string') return type.format === 'date-time' ? "'time'" : undefined
  if (type.kind === 'ref') return `${className(type.name)}::class`
  if (type.kind === 'list') {
    const items = madeFrom(type.items, schemas)
    return items === undefined ? undefined : `['list', ${items}]`
  }
  if (type.kind === 'map') return `['map', ${madeFrom(type.values, schemas) ?? 'null'}]`
  if (type.kind !== 'union') return undefined
  const classes = type.of.map((one) => resolved(one, schemas)).filter((one) => one.kind === 'ref')
  if (classes.length === 0) return undefined
  if (classes.length < type.of.length)
    throw new Error('an answer is an object or something else: PHP has no way for it')
  return `['one', ${classes.map(({ name }) => `${className(name)}::class`).join(', ')}]`
}
