import type { z } from 'zod'

/** What a schema refuses, in a sentence that names the field. A schema's own message goes first. */
export function sentenceFor(issue: z.core.$ZodRawIssue): string {
  const name = issue.path?.at(-1)
  const field = name === undefined ? 'The body' : typeof name === 'number' ? 'The entry' : `The ${String(name)} field`
  if (issue.input === undefined && issue.code !== 'unrecognized_keys') return `${field} is required.`
  return `${field} ${predicate(issue)}.`
}

function predicate(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeNames[issue.expected] ?? `a ${issue.expected}`}`
    case 'too_big':
      return `must have at most ${issue.maximum}${unitOf(issue.origin)}`
    case 'too_small':
      return `must have at least ${issue.minimum}${unitOf(issue.origin)}`
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    default:
      return 'is not valid'
  }
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  int: 'a whole number',
  object: 'an object',
  record: 'an object',
  boolean: 'true or false',
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters'
  return origin === 'array' || origin === 'set' ? ' entries' : ' as its value'
}
