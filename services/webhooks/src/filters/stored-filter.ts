import { parseFilter } from './parse.ts'
import { type RequiredValue, requiredValue } from './required-value.ts'
import type { Rule } from './rule.ts'

export interface StoredFilter {
  /** The JSON that it was read from. */
  json: string
  /** Null: any data meet it. */
  rule: Rule | null
  /** Data without this value do not meet it: endpoints are found by it. */
  required: RequiredValue | undefined
}

/** A filter that this release cannot read was written by a later one: too many events are better than too few. */
export function storedFilter(json: string): StoredFilter {
  const read = parseFilter(JSON.parse(json))
  if ('faults' in read) return { json, rule: null, required: undefined }
  return { json, rule: read.rule, required: requiredValue(read.rule) }
}
