import type { z } from 'zod'
import { counted } from '../counted.ts'

/** Returns the sentence for what a schema refuses; it names the field. The schema's own message takes precedence. */
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
      return `must ${bound(issue.origin, 'at most', issue.maximum)}`
    case 'too_small':
      return `must ${bound(issue.origin, 'at least', issue.minimum)}`
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

function bound(origin: string, side: 'at least' | 'at most', limit: number | bigint): string {
  if (origin === 'string') return `have ${side} ${counted(limit, 'character')}`
  return origin === 'array' || origin === 'set'
    ? `have ${side} ${counted(limit, 'entry', 'entries')}`
    : `be ${side} ${limit}`
}
