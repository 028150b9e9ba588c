import type { ZodOpenApiOverride } from 'zod-openapi'

// A format says it shorter than the pattern that zod checks it by.
const spokenFormats = new Set(['date-time', 'date', 'email', 'uuid', 'uri'])

/** Takes back what zod's JSON Schema says beyond what the API promises. */
export const override: ZodOpenApiOverride = ({ jsonSchema, io }) => {
  if (jsonSchema.format !== undefined && spokenFormats.has(jsonSchema.format)) delete jsonSchema.pattern
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (JSON.stringify(jsonSchema.propertyNames) === '{"type":"string"}') delete jsonSchema.propertyNames
  // An answer may have more fields tomorrow.
  if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
}
