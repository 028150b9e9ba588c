import { z } from 'zod'

/** Schemas of fields that answers show. Ids are opaque; times are UTC. */
export const shownId = z.string()
export const shownTime = z.iso.datetime()

/** The example that a schema carries in its meta. */
export function exampleOf(schema: z.ZodType): unknown {
  const examples: unknown = schema.meta()?.['examples']
  return Array.isArray(examples) ? examples[0] : undefined
}
