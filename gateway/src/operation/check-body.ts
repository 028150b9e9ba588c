import type { z } from 'zod'
import { fail } from '../errors.ts'
import { sentenceFor } from './sentences.ts'

/** The checked value, or VALIDATION_ERROR with every field that is wrong or unknown. */
export function checkBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body, { error: sentenceFor })
  if (result.success) return result.data
  const details: Record<string, string[]> = {}
  const add = (path: readonly PropertyKey[], sentence: string) => {
    const field = path.length === 0 ? 'body' : path.map(String).join('.')
    details[field] ??= []
    details[field].push(sentence)
  }
  for (const issue of result.error.issues) {
    if (issue.code !== 'unrecognized_keys') add(issue.path, issue.message)
    else for (const key of issue.keys) add([...issue.path, key], `The ${key} field is not known.`)
  }
  throw fail.validation(details)
}
