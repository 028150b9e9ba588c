import { isDeepStrictEqual } from 'node:util'
import { eventSchema, events } from '../resources/event-types/events.ts'

/** Where what an endpoint received is not what the API's document says of it; undefined when it is. For tests. */
export function eventDrift(text: string): string | undefined {
  const body: unknown = JSON.parse(text)
  const { type } = Object(body)
  const event = typeof type === 'string' ? events[type] : undefined
  if (event === undefined) return `${type} is not documented`
  const parsed = eventSchema(type, event).safeParse(body)
  if (!parsed.success) return `${type}: ${parsed.error.message}`
  return isDeepStrictEqual(parsed.data, body) ? undefined : `${type}: fields that are not documented in ${text}`
}
