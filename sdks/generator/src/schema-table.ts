import { type JsonObject, objectAt, onlyKeys, referenceName, step, textAt, UnknownConstruct, wordsAt } from './json.ts'
import type { Field, NamedSchema, Type } from './model.ts'
import { entryName, pascal } from './naming.ts'
import { combine } from './union.ts'

const notes = ['description', 'examples', 'default', 'x-include']
const textLimits = ['minLength', 'maxLength', 'pattern']
const numberLimits = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']
const listLimits = ['minItems', 'maxItems', 'uniqueItems']
const objectKeys = ['properties', 'required', 'additionalProperties', 'propertyNames', 'minProperties', 'maxProperties']

/** The named schemas of a document; objects without a name are given one as they are met. */
export class SchemaTable {
  readonly #components: JsonObject
  readonly #made = new Map<string, Omit<NamedSchema, 'use'>>()

  constructor(components: JsonObject) {
    this.#components = components
    for (const [name, schema] of Object.entries(components)) this.#addComponent(name, schema)
  }

  get all(): readonly Omit<NamedSchema, 'use'>[] {
    return [...this.#made.values()]
  }

  get(name: string): Omit<NamedSchema, 'use'> | undefined {
    return this.#made.get(name)
  }

  /** Type of a schema; `name` is that of the object, if it is one without a name. */
  type(value: unknown, name: string, place: string): Type {
    const schema = objectAt(value, place)
    if (schema['$ref'] !== undefined) return this.#reference(schema, place)
    if (schema['anyOf'] !== undefined) return this.#union(schema, 'anyOf', name, place)
    if (schema['oneOf'] !== undefined) return this.#union(schema, 'oneOf', name, place)
    if (schema['const'] !== undefined) return constant(schema, place)
    const { type } = schema
    if (Array.isArray(type)) return this.#nullable(schema, type, name, place)
    if (schema['enum'] !== undefined) return choice(schema, place)
    return this.#plain(schema, name, place)
  }

  #plain(schema: JsonObject, name: string, place: string): Type {
    switch (schema['type']) {
      case undefined:
        onlyKeys(schema, notes, place)
        return { kind: 'any' }
      case 'string':
        onlyKeys(schema, ['type', 'format', ...textLimits, ...notes], place)
        return {
          kind: 'string',
          ...(schema['format'] === undefined ? {} : { format: textAt(schema['format'], place) }),
        }
      case 'integer':
      case 'number':
        // The integers of all targets are wide enough for either format.
        onlyKeys(schema, ['type', 'format', ...numberLimits, ...notes], place)
        return { kind: schema['type'] }
      case 'boolean':
      case 'null':
        onlyKeys(schema, ['type', ...notes], place)
        return { kind: schema['type'] }
      case 'array':
        onlyKeys(schema, ['type', 'items', ...listLimits, ...notes], place)
        return { kind: 'list', items: this.type(schema['items'], entryName(name, 'Item'), step(place, 'items')) }
      case 'object':
        return this.#object(schema, name, place)
      default:
        throw new UnknownConstruct(place, `has the type ${JSON.stringify(schema['type'])}`)
    }
  }

  #reference(schema: JsonObject, place: string): Type {
    onlyKeys(schema, ['$ref', ...notes], place)
    const name = referenceName(schema['$ref'], 'schemas', place)
    if (this.#components[name] === undefined) throw new UnknownConstruct(place, `refers to ${name}, which is not there`)
    return { kind: 'ref', name }
  }

  #nullable(schema: JsonObject, types: readonly unknown[], name: string, place: string): Type {
    const [type, ...others] = types.filter((one) => one !== 'null')
    if (others.length > 0 || types.length !== 2) throw new UnknownConstruct(place, `has the types ${types.join(', ')}`)
    const words = Array.isArray(schema['enum']) ? { enum: schema['enum'].filter((word) => word !== null) } : {}
    return { kind: 'nullable', of: this.type({ ...schema, ...words, type }, name, place) }
  }

  #union(schema: JsonObject, key: 'anyOf' | 'oneOf', name: string, place: string): Type {
    onlyKeys(schema, [key, 'discriminator', ...(key === 'oneOf' ? ['type'] : []), ...notes], place)
    const { [key]: listed } = schema
    if (!Array.isArray(listed)) throw new UnknownConstruct(step(place, key), 'is not a list')
    const nameless = listed.filter((one) => one?.properties !== undefined)
    const types = listed.map((one, at) => {
      const here = step(place, key, String(at))
      const isOneOfMany = nameless.length > 1 && nameless.includes(one)
      return this.type(one, isOneOfMany ? `${name}${pascal(constantOf(one, here))}` : name, here)
    })
    return combine(types)
  }

  #object(schema: JsonObject, name: string, place: string): Type {
    onlyKeys(schema, ['type', ...objectKeys, ...notes], place)
    if (schema['properties'] === undefined) {
      return { kind: 'map', values: this.#extra(schema, name, place) ?? { kind: 'any' } }
    }
    if (this.#components[name] !== undefined || this.#made.has(name)) {
      throw new UnknownConstruct(place, `would be called ${name}, as another schema is`)
    }
    this.#addObject(name, schema, place)
    return { kind: 'ref', name }
  }

  #extra(schema: JsonObject, name: string, place: string): Type | undefined {
    const { additionalProperties, propertyNames } = schema
    if (propertyNames !== undefined) this.#plainName(propertyNames, step(place, 'propertyNames'))
    if (additionalProperties === undefined || additionalProperties === false) return undefined
    if (additionalProperties === true) return { kind: 'any' }
    return this.type(additionalProperties, entryName(name, 'Value'), step(place, 'additionalProperties'))
  }

  #plainName(value: unknown, place: string): void {
    const { kind } = this.type(value, '', place)
    if (kind !== 'string') throw new UnknownConstruct(place, `is ${kind}, not a string`)
  }

  #addComponent(name: string, value: unknown): void {
    const place = step('#/components/schemas', name)
    const schema = objectAt(value, place)
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) throw new UnknownConstruct(place, 'is no name in Pascal case')
    if (schema['type'] === 'object' && schema['properties'] !== undefined) {
      onlyKeys(schema, ['type', ...objectKeys, ...notes], place)
      this.#addObject(name, schema, place)
      return
    }
    this.#put(name, schema, { kind: 'alias', type: this.type(schema, name, place) })
  }

  #addObject(name: string, schema: JsonObject, place: string): void {
    // Its place in the table is before those of the objects inside it.
    const fields: Field[] = []
    const extra = this.#extra(schema, name, place)
    this.#put(name, schema, { kind: 'object', fields, ...(extra === undefined ? {} : { extra }) })
    fields.push(...this.#fields(name, schema, place))
  }

  #fields(name: string, schema: JsonObject, place: string): Field[] {
    const required = schema['required'] === undefined ? [] : wordsAt(schema['required'], step(place, 'required'))
    const properties = objectAt(schema['properties'], step(place, 'properties'))
    const lost = required.filter((field) => properties[field] === undefined)
    if (lost.length > 0) throw new UnknownConstruct(place, `requires ${lost.join(', ')}, which it does not have`)
    return Object.entries(properties).map(([field, value]) => {
      const here = step(place, 'properties', field)
      return this.field(field, value, `${name}${pascal(field)}`, required.includes(field), here)
    })
  }

  /** A field or parameter of this name with this schema. */
  field(field: string, value: unknown, name: string, isRequired: boolean, place: string): Field {
    const schema = objectAt(value, place)
    const { description, default: otherwise, 'x-include': include } = schema
    return {
      name: field,
      type: this.type(schema, name, place),
      isRequired,
      ...(description === undefined ? {} : { description: textAt(description, step(place, 'description')) }),
      ...(include === undefined ? {} : { include: textAt(include, step(place, 'x-include')) }),
      ...(otherwise === undefined ? {} : { default: otherwise }),
    }
  }

  #put(name: string, schema: JsonObject, shape: NamedSchema['shape']): void {
    const { description } = schema
    this.#made.set(name, { name, ...(typeof description === 'string' ? { description } : {}), shape })
  }
}

function constant(schema: JsonObject, place: string): Type {
  onlyKeys(schema, ['type', 'const', ...notes], place)
  const { const: value } = schema
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return { kind: 'const', value }
  throw new UnknownConstruct(place, `is always ${JSON.stringify(value)}`)
}

function choice(schema: JsonObject, place: string): Type {
  onlyKeys(schema, ['type', 'enum', ...notes], place)
  if (schema['type'] !== 'string') throw new UnknownConstruct(place, 'is an enumeration of other values than strings')
  return { kind: 'enum', values: wordsAt(schema['enum'], step(place, 'enum')) }
}

/** The one value that tells an object from the others of its union. */
function constantOf(schema: JsonObject, place: string): string {
  const properties = Object.values(objectAt(schema['properties'], step(place, 'properties'))).filter(
    (property) => typeof Object(property).const === 'string',
  )
  const [only, ...others] = properties.map((property) => String(Object(property).const))
  if (only !== undefined && others.length === 0) return only
  throw new UnknownConstruct(place, 'is one of several objects without a name, and no constant tells it from them')
}
