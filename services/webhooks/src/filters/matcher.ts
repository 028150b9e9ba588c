import { compile, type Matcher } from './compile.ts'
import { parseFilter } from './parse.ts'
import { type RequiredValue, requiredValue } from './required-value.ts'

export interface StoredFilter {
  matches: Matcher
  /** Data without this value do not match: endpoints are found by it. */
  required: RequiredValue | undefined
}

/**
 * The filter of a stored endpoint; null when it takes any data. A filter that this release cannot read was written by a later one:
 * too many events are better than too few.
 */
export function storedFilter(filter: unknown): StoredFilter | null {
  const read = filter === null ? undefined : parseFilter(filter)
  if (read === undefined || 'faults' in read) return null
  return { matches: compile(read.rule), required: requiredValue(read.rule) }
}
