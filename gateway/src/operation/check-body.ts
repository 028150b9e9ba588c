import type { z } from 'zod'
import { fail } from '../errors.ts'
import { sentenceFor } from './sentences.ts'

// A refusal must not be larger than what it refuses.
const fieldsMax = 100
const fieldCharactersMax = 200

/** The checked value, or VALIDATION_ERROR with the fields that are wrong or unknown, the first 100. */
export function checkBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body, { error: sentenceFor })
  if (result.success) return result.data
  // NOTE: no plain object: a field may be called "toString" or "__proto__".
  const details = new Map<string, string[]>()
  const add = (path: readonly PropertyKey[], sentence: string) => {
    const field = (path.length === 0 ? 'body' : path.map(String).join('.')).slice(0, fieldCharactersMax)
    if (details.size === fieldsMax && !details.has(field)) return
    details.set(field, [...(details.get(field) ?? []), sentence])
  }
  for (const issue of result.error.issues) {
    if (issue.code !== 'unrecognized_keys') add(issue.path, issue.message)
    else
      for (const key of issue.keys)
        add([...issue.path, key], `The ${key.slice(0, fieldCharactersMax)} field is not known.`)
  }
  throw fail.validation(Object.fromEntries(details))
}
