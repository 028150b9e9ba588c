import { fail } from '../errors.ts'
import { parseFilter } from './parse.ts'

/** Conditions on the data of an event, as the API takes them. */
export type Filter = Readonly<Record<string, unknown>>

/** Throws for text that is no JSON object; the gateway sends none. */
export function readFilter(json: string): Filter {
  const filter: unknown = JSON.parse(json)
  if (typeof filter !== 'object' || filter === null) throw fail.invalidFields(filterMistakes(filter))
  return { ...filter }
}

/** A sentence for each fault of a filter, by its JSON pointer in the body of the request. */
export function filterMistakes(filter: unknown): Record<string, string[]> {
  const read = parseFilter(filter)
  const faults = 'faults' in read ? read.faults : []
  const byPointer = Map.groupBy(faults, ({ pointer }) => `/filter${pointer}`)
  return Object.fromEntries([...byPointer].map(([pointer, own]) => [pointer, own.map(({ sentence }) => sentence)]))
}
