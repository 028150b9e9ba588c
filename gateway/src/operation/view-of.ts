import { z } from 'zod'
import type { JsonObject } from './view.ts'

type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name

/** True if a field can show a value as it is, or by the rules of viewOf. */
type Fits<Field, Value> = Field extends z.ZodUnknown
  ? false
  : Field extends z.ZodOptional<infer Inner>
    ? Fits<Inner, Value>
    : Field extends z.ZodNullable<infer Inner>
      ? Fits<Inner, Exclude<Value, undefined>>
      : Field extends z.ZodObject<infer Shape>
        ? [Lacking<Shape, Value>] extends [never]
          ? true
          : false
        : Field extends z.ZodArray<infer Item>
          ? Value extends readonly (infer Entry)[]
            ? Fits<Item, Entry>
            : false
          : [Value] extends [
                Field extends z.ZodISODateTime ? Date | undefined : Field extends z.ZodEnum ? string : z.output<Field>,
              ]
            ? true
            : false

/** Names of the fields for which a row has no fitting property. */
type Lacking<Shape, Row> = {
  [Name in keyof Shape & string]: Camel<Name> extends keyof Row
    ? Fits<Shape[Name], Row[Camel<Name>]> extends true
      ? never
      : Name
    : Name
}[keyof Shape & string]

type OwnField<Row, Result> = (row: Row, included: ReadonlySet<string>, result: Result) => unknown
type OwnFields<Shape, Row, Result> = { readonly [Name in Lacking<Shape, Row>]: OwnField<Row, Result> } & {
  readonly [Name in keyof Shape]?: OwnField<Row, Result>
}

/**
 * Returns the view that shows the fields of a schema, in its order. A field shows the property of the message with its name in
 * camelCase: a time in ISO 8601 or null, in a nullable field null also for undefined and an empty text. `own` has the fields for which
 * the message has no such property. A field of `includedWith` is shown only if it is asked for.
 */
export function viewOf<Row extends object, Shape extends z.core.$ZodShape, Result = object>(
  _message: { decode(bytes: Uint8Array): Row },
  schema: z.ZodObject<Shape>,
  ...[own]: object extends OwnFields<Shape, Row, Result>
    ? [own?: OwnFields<Shape, Row, Result>]
    : [own: OwnFields<Shape, Row, Result>]
): (row: Row, included?: ReadonlySet<string>, result?: Result) => JsonObject {
  // Each function is of this row and result; a record of all fields loses that.
  const fields = fieldsOf(schema, (own ?? {}) as Readonly<Record<string, Field['show']>>)
  return (row, included = noWords, result) => shown(fields, row, included, result)
}

interface Field {
  name: string
  show: OwnField<object, unknown>
  /** Word of `include` that asks for the field. */
  word: unknown
}

const noWords: ReadonlySet<string> = new Set()

function fieldsOf({ shape }: z.ZodObject, own: Readonly<Record<string, Field['show']>>): Field[] {
  return Object.entries(shape).map(([name, schema]) => {
    const property = name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())
    const show = showOf(schema)
    const byName = (row: object) => show((row as Readonly<Record<string, unknown>>)[property])
    return { name, show: own[name] ?? byName, word: z.globalRegistry.get(schema)?.['x-include'] }
  })
}

function shown(fields: readonly Field[], row: object, included: ReadonlySet<string>, result: unknown): JsonObject {
  const values: Record<string, unknown> = {}
  for (const { name, show, word } of fields)
    if (typeof word !== 'string' || included.has(word)) values[name] = show(row, included, result)
  return values
}

const asItIs = (value: unknown): unknown => value

/** Returns the function that shows a value of a schema. */
function showOf(schema: z.core.$ZodType): (value: unknown) => unknown {
  if (schema instanceof z.ZodOptional) return showOf(schema.unwrap())
  if (schema instanceof z.ZodISODateTime) return (value) => (value instanceof Date ? value.toISOString() : null)
  if (schema instanceof z.ZodNullable) {
    const show = showOf(schema.unwrap())
    return (value) => (value === undefined || value === '' ? null : show(value))
  }
  if (schema instanceof z.ZodArray) {
    const show = showOf(schema.element)
    return show === asItIs ? asItIs : (entries) => (entries as unknown[]).map((entry) => show(entry))
  }
  if (!(schema instanceof z.ZodObject)) return asItIs
  const fields = fieldsOf(schema, {})
  return (value) => shown(fields, value as object, noWords, undefined)
}
