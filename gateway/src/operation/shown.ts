import { z } from 'zod'

/** Schemas of fields in responses. IDs are opaque; times are UTC. */
export const shownId = z.string()
export const shownTime = z.iso.datetime()

/** Returns the example in the meta of a schema. */
export function exampleOf(schema: z.ZodType): unknown {
  const examples: unknown = schema.meta()?.['examples']
  return Array.isArray(examples) ? examples[0] : undefined
}
