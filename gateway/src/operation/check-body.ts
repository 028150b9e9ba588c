import type { z } from 'zod'
import { fail } from '../errors.ts'
import { countCheck } from './entry-counts.ts'
import { sentenceFor } from './sentences.ts'

// A refusal must not be larger than what it refuses.
const fieldsMax = 100
const fieldCharactersMax = 200
// A larger body gets its first mistake alone: a mistake costs more than many values that are right.
const allMistakesMax = 2_000
// A schema with no more entries than this allows few mistakes: its bodies are not counted.
const alwaysReportedMax = 10_000

/** Returns a check that returns the valid value or throws VALIDATION_ERROR with the first 100 wrong or unknown fields. */
export function bodyCheck<T>(schema: z.ZodType<T>): (body: unknown) => T {
  const counts = countCheck(schema)
  const mayBeLong = (counts?.entriesMax ?? 0) > alwaysReportedMax
  return (body) => {
    const details = new Details()
    counts?.run(body, [], (path, sentence) => details.add(path, sentence))
    if (details.isEmpty) {
      const isLong = mayBeLong && holdsMoreThan(allMistakesMax, body)
      const result = schema.safeParse(body, isLong ? untilFirst : all)
      if (result.success) return result.data
      for (const issue of result.error.issues) details.addIssue(issue)
    }
    throw fail.validation(details.asObject())
  }
}

const all = { error: sentenceFor }
// NOTE: zod keeps abortEarly out of its public type; check-body.test.ts holds that it ends at the first refusal.
const untilFirst = { ...all, abortEarly: true }

class Details {
  // NOTE: no plain object: a field may be called "toString" or "__proto__".
  readonly #sentences = new Map<string, string[]>()

  get isEmpty(): boolean {
    return this.#sentences.size === 0
  }

  add(path: readonly PropertyKey[], sentence: string): void {
    const field = (path.length === 0 ? 'body' : path.map(String).join('.')).slice(0, fieldCharactersMax)
    const known = this.#sentences.get(field)
    if (known !== undefined) known.push(sentence)
    else if (this.#sentences.size < fieldsMax) this.#sentences.set(field, [sentence])
  }

  addIssue(issue: z.core.$ZodIssue): void {
    if (issue.code !== 'unrecognized_keys') this.add(issue.path, issue.message)
    else
      for (const key of issue.keys.slice(0, fieldsMax))
        this.add([...issue.path, key], `The ${key.slice(0, fieldCharactersMax)} field is not known.`)
  }

  asObject(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(this.#sentences)
  }
}

/** Returns true if a value contains more than `max` values at any depth. Stops counting as soon as that is known. */
function holdsMoreThan(max: number, root: unknown): boolean {
  const rest: unknown[] = [root]
  for (let count = 1; rest.length > 0; count++) {
    if (count + rest.length - 1 > max) return true
    const next = rest.pop()
    if (typeof next !== 'object' || next === null) continue
    for (const inner of Array.isArray(next) ? next : Object.values(next)) rest.push(inner)
  }
  return false
}
