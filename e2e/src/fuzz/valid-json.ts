import { z } from 'zod'
import type { Random } from '../random.ts'
import type { Operation } from '../valid-calls.ts'

/** The part of JSON Schema that the records' bodies use. */
interface Schema {
  type?: string
  $ref?: string
  $defs?: Record<string, Schema>
  anyOf?: Schema[]
  oneOf?: Schema[]
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
}

/** Fields whose value a schema alone does not tell; undefined leaves them out. */
type Known = (field: string, random: Random) => unknown

const schemas = new Map<string, Schema>()

interface Source {
  random: Random
  known: Known
  defs: Record<string, Schema>
}

/** A random body that the operation's schema takes, as far as a schema can tell. */
export function validBody(operation: Operation, random: Random, known: Known): Record<string, unknown> {
  const schema =
    schemas.get(operation.id) ?? (z.toJSONSchema(operation.body, { io: 'input', unrepresentable: 'any' }) as Schema)
  schemas.set(operation.id, schema)
  const source = { random, known, defs: schema.$defs ?? {} }
  return objectFor(resolved(schema, source), source)
}

const resolved = (schema: Schema, { defs }: Source): Schema =>
  schema.$ref === undefined ? schema : (defs[schema.$ref.replace('#/$defs/', '')] ?? {})

function objectFor({ properties = {}, required = [] }: Schema, source: Source): Record<string, unknown> {
  const fields = Object.entries(properties).filter(([name]) => required.includes(name) || source.random.chance(0.4))
  return Object.fromEntries(
    fields
      .map(([name, schema]) => [name, valueFor(name, schema, source)] as const)
      .filter(([, value]) => value !== undefined),
  )
}

function valueFor(name: string, given: Schema, source: Source): unknown {
  const { random, known } = source
  const schema = resolved(given, source)
  const told = known(name, random)
  if (told !== unknownField) return told
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return random.pick(schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return valueFor(name, random.pick(choices), source)
  switch (schema.type) {
    case 'null':
      return null
    case 'boolean':
      return random.chance(0.5)
    case 'integer':
    case 'number':
      return random.int(Math.max(schema.minimum ?? 0, -1_000), Math.min(schema.maximum ?? 1_000, 100_000))
    case 'array':
      return Array.from({ length: random.int(Math.max(1, schema.minItems ?? 0), 3) }, () =>
        valueFor('', schema.items ?? {}, source),
      )
    case 'object':
      if (schema.properties !== undefined) return objectFor(schema, source)
      return { [word(random)]: typeof schema.additionalProperties === 'object' ? word(random) : random.int(0, 9) }
    default:
      return words(random)
  }
}

/** The answer of a Known for a field that it does not know. */
export const unknownField = Symbol('unknown field')

export const word = (random: Random): string => `w${random.int(0, 2 ** 31).toString(36)}`
const words = (random: Random): string =>
  `${word(random)}${random.pick(['', ' Ünïcödé', ' 漢字', ' 😀', ' e\u0301', ' \u202e'])}`
