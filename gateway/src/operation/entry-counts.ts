import { z } from 'zod'
import { counted } from '../counted.ts'

/** Bounds that a schema cannot state: the size of a map, or a refusal of its own. */
interface EntryBound {
  entriesMax: number
  /** Default: the field is refused. */
  tooMany?: () => Error
}

export const entryBounds = z.registry<EntryBound>()

/** Refused by its path in the body. */
export type CountRefusal = (path: readonly string[], sentence: string) => void
export interface CountCheck {
  /** Highest number of entries of an accepted value, including those of its entries. */
  entriesMax: number
  run(value: unknown, path: readonly string[], refuse: CountRefusal): void
}

/**
 * Counts the entries of every list and map of a body. A schema alone checks all entries of a map before it checks their
 * number. Returns undefined for a schema without lists and maps. Throws for a list or map without a bound.
 */
export function countCheck(schema: z.core.$ZodType): CountCheck | undefined {
  if (schema instanceof z.ZodArray) return ofList(schema)
  if (schema instanceof z.ZodRecord) return ofMap(schema)
  if (schema instanceof z.ZodObject) return ofFields(schema)
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return countCheck(schema.unwrap())
  if (schema instanceof z.ZodDefault) return countCheck(schema.unwrap())
  if (schema instanceof z.ZodPipe) return countCheck(schema.in)
  if (schema instanceof z.ZodLazy) throw new Error('the schema of a body must not refer to itself')
  if (schema instanceof z.ZodUnion && schema.options.some((option) => countCheck(option) !== undefined))
    throw new Error('a list or map of a body must not be one of several choices')
  return undefined
}

function ofList(schema: z.ZodArray): CountCheck {
  const { entriesMax, isWithin } = bounded(schema, maximumOf(schema))
  const entry = countCheck(schema.element)
  return {
    entriesMax: entriesMax * (1 + (entry?.entriesMax ?? 0)),
    run(value, path, refuse) {
      if (!Array.isArray(value) || !isWithin(value.length, path, refuse) || entry === undefined) return
      for (const [at, inner] of value.entries()) entry.run(inner, [...path, String(at)], refuse)
    },
  }
}

function ofMap(schema: z.ZodRecord): CountCheck {
  const { entriesMax, isWithin } = bounded(schema, undefined)
  if (countCheck(schema.valueType) !== undefined) throw new Error('a map of a body must not hold lists or maps')
  return {
    entriesMax,
    run(value, path, refuse) {
      if (isObject(value)) isWithin(Object.keys(value).length, path, refuse)
    },
  }
}

function ofFields(schema: z.ZodObject): CountCheck | undefined {
  const checks = Object.entries(schema.shape).flatMap(([name, field]) => {
    const check = countCheck(field)
    return check === undefined ? [] : [{ name, check }]
  })
  if (checks.length === 0) return undefined
  return {
    entriesMax: checks.reduce((sum, { check }) => sum + check.entriesMax, 0),
    run(value, path, refuse) {
      if (!isObject(value)) return
      for (const { name, check } of checks) check.run(value[name], [...path, name], refuse)
    },
  }
}

function bounded(schema: z.core.$ZodType, maximum: number | undefined) {
  const { entriesMax = maximum, tooMany } = entryBounds.get(schema) ?? {}
  if (entriesMax === undefined) throw new Error('a list or map of a body needs a bound')
  const isWithin = (count: number, path: readonly string[], refuse: CountRefusal): boolean => {
    if (count <= entriesMax) return true
    if (tooMany !== undefined) throw tooMany()
    refuse(path, `The ${path.at(-1) ?? 'body'} field must have at most ${counted(entriesMax, 'entry', 'entries')}.`)
    return false
  }
  return { entriesMax, isWithin }
}

function maximumOf({ def }: z.ZodArray): number | undefined {
  const checks = def.checks?.map((check) => check._zod.def) ?? []
  return checks.find((check): check is z.core.$ZodCheckMaxLengthDef => check.check === 'max_length')?.maximum
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
