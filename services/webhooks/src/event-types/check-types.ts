import { hasCharactersAtMost, isStorable } from '@plinth/kit/characters'
import { schemaLimits, storedSchemaLimits } from '../json-schemas/check-schema.ts'
import { type CompiledSchema, compileSchema } from '../json-schemas/compile-schema.ts'
import { sentenceOf } from '../json-schemas/sentences.ts'
import { type EventType, resourceOf } from './event-type.ts'
import { isReserved } from './own-types.ts'

export type Mistakes = Record<string, string[]>

export const typesMax = 1_000
const nameMax = 100
const namePattern = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){1,3}$/

/** Returns the mistakes that lie between types, by field ("event_types.3.name"); empty if there are none. */
export function mistakesOfList(types: readonly EventType[]): Mistakes {
  if (types.length > typesMax) return { event_types: [`The product can have at most ${typesMax} event types.`] }
  const seen = new Set<string>()
  const mistakes: Mistakes = {}
  types.forEach(({ name }, at) => {
    if (seen.has(name)) mistakes[`event_types.${at}.name`] = ['Another event type already has this name.']
    seen.add(name)
  })
  return mistakes
}

/**
 * Returns the mistakes of one type by field ("name"), those of a schema with JSON Pointers; empty if it is valid.
 * @param stored The type of this name that there is: its schema and example are not checked again.
 */
export function mistakesOfType(type: EventType, stored?: EventType): Mistakes {
  const isChecked = stored?.schemaJson === type.schemaJson && stored.exampleJson === type.exampleJson
  const mistakes: Mistakes = {
    name: nameMistakes(type.name),
    description: textMistakes('description', type.description, 1, 1_000),
    group: textMistakes('group', type.group, 0, 100),
    feature: textMistakes('feature', type.feature, 0, 100),
    ...(isChecked ? {} : contentMistakes(type)),
  }
  return Object.fromEntries(Object.entries(mistakes).filter(([, sentences]) => sentences.length > 0))
}

/** Returns a mistake for each type whose feature is one of these, by field. */
export function mistakesOfFeatures(types: readonly EventType[], unknown: readonly string[]): Mistakes {
  const missing = new Set(unknown)
  const sentence = (feature: string) => `The feature ${feature} does not exist. Add it to the catalogue first.`
  return Object.fromEntries(
    types.flatMap(({ feature }, at) =>
      missing.has(feature) ? [[`event_types.${at}.feature`, [sentence(feature)]]] : [],
    ),
  )
}

/** Returns the schema of a stored type, ready to check data; undefined without one. */
export function compiledSchemaOf({ name, schemaJson }: EventType): CompiledSchema | undefined {
  if (schemaJson === '') return undefined
  const made = compileSchema(JSON.parse(schemaJson), storedSchemaLimits)
  if ('faults' in made) throw new Error(`the stored schema of ${name} does not compile: ${made.faults[0]?.sentence}`)
  return made.compiled
}

function nameMistakes(name: string): string[] {
  if (name.length > nameMax || !namePattern.test(name))
    return [
      `The name must have 2 to 4 words of lower-case letters, digits and underscores, with dots between them, such as invoice.paid, and at most ${nameMax} characters.`,
    ]
  const resource = resourceOf(name)
  return isReserved(resource)
    ? [`Event types that begin with ${resource} are Plinth's own. Choose another first word.`]
    : []
}

function textMistakes(field: string, text: string, least: number, most: number): string[] {
  const isFine = text.trim().length >= least && hasCharactersAtMost(text, most) && isStorable(text)
  return isFine ? [] : [`The ${field} must have ${least} to ${most} characters.`]
}

function contentMistakes({ schemaJson, exampleJson }: EventType): Mistakes {
  const [schema, example] = [parsed('schema', schemaJson), parsed('example', exampleJson)]
  const mistakes: Mistakes = { schema: schema.mistakes, example: example.mistakes }
  if (schema.value === undefined || schema.mistakes.length > 0) return mistakes
  const made = compileSchema(schema.value)
  if ('faults' in made) return { ...mistakes, schema: made.faults.map(sentenceOf) }
  if (example.value === undefined) return mistakes
  return { ...mistakes, example: made.compiled.faultsIn(example.value).map(sentenceOf) }
}

/** The value is undefined without a text, and for a text that is refused. */
function parsed(field: string, text: string): { value?: unknown; mistakes: string[] } {
  if (text === '') return { mistakes: [] }
  if (Buffer.byteLength(text) > schemaLimits.bytesMax)
    return { mistakes: [`The ${field} must have at most ${schemaLimits.bytesMax} bytes as JSON.`] }
  try {
    return { value: JSON.parse(text), mistakes: [] }
  } catch {
    return { mistakes: [`The ${field} is not JSON.`] }
  }
}
