import { z } from 'zod'

/** Schemas of fields in responses. IDs are opaque; times are UTC. */
export const shownId = z.string()
export const shownTime = z.iso.datetime()

/** Returns the example in the meta of a schema. */
export function exampleOf(schema: z.ZodType): unknown {
  const examples: unknown = schema.meta()?.['examples']
  return Array.isArray(examples) ? examples[0] : undefined
}

/** A field that is present only if `include` names this word; `note` ends the sentence that says so. */
export const includedWith = <Shown extends z.ZodType>(word: string, schema: Shown, note = '.') =>
  schema.optional().meta({ description: `Present with include=${word}${note}`, 'x-include': word })
