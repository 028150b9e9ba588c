import { fail } from '../errors.ts'
import { countEntries } from './json-source.ts'

/**
 * Returns what a call with a list of entries in this field costs: their number, but at least 1. Found before the body is parsed:
 * a call that the rate limit refuses is not worth that. Throws BATCH_TOO_LARGE.
 */
export function entriesCost(field: string, entriesMax: number): (body: Buffer) => number {
  return (body) => {
    const count = countEntries(body, field, entriesMax)
    if (count > entriesMax) throw fail.batchTooLarge(field, entriesMax)
    return Math.max(1, count)
  }
}
