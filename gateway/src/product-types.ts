import { createHash } from 'node:crypto'
import type { Clock } from '@plinth/kit/clock'
import type { Logger } from '@plinth/kit/log'
import type { OwnerChanges } from '@plinth/kit/owner-changes'
import type { EventType } from '@plinth/proto/webhooks/v1/events.ts'
import { contextOf } from './access/caller.ts'
import type { Services } from './services.ts'
import { TtlCache } from './ttl-cache.ts'

/** Name under which gateways drop the cached types. It is no id, and no name of a path that exists. */
export const productTypesName = 'event types'

/** The product's event types that need no feature: everyone may read them. */
export interface ProductTypes {
  /** Returns the same list until a type changes. Never rejects: without an answer the types are those of the last one, at first none. */
  latest(): Promise<readonly EventType[]>
  clear(): void
}

const cachedMs = 3_000
const askTimeoutMs = 1_000

/** Asks webhooks at most every 3 s, however many strangers ask the gateway. */
export function cachedProductTypes(
  client: Pick<Services['events'], 'listEventTypes'>,
  { clock, log, changes }: { clock: Clock; log: Logger; changes: Pick<OwnerChanges, 'haveBeen' | 'note'> },
): ProductTypes {
  let known: { types: readonly EventType[]; print: string } = { types: [], print: '' }
  const cache = new TtlCache<readonly EventType[]>({
    ...{ entriesMax: 1, ttlMs: cachedMs, monotonicMs: () => clock.monotonicMs(), changes },
    namesOf: () => [productTypesName],
  })
  const ask = async () => {
    try {
      const options = { context: contextOf({ requestId: '' }), timeoutMs: askTimeoutMs }
      const { eventTypes } = await client.listEventTypes({}, options)
      const types = eventTypes.filter(({ isOfProduct, feature }) => isOfProduct && feature === '')
      const print = printOf(types)
      if (print !== known.print) known = { types, print }
    } catch (err) {
      log.warn({ err }, 'reading the event types for the OpenAPI document failed; it keeps those of the last time')
    }
    return known.types
  }
  return { latest: () => cache.load('', ask), clear: () => cache.clear() }
}

// Not the version: a restored database counts the same versions again.
function printOf(types: readonly EventType[]): string {
  const hash = createHash('sha256')
  for (const { name, description, schemaJson, exampleJson, isDeprecated } of types)
    for (const part of [name, description, schemaJson, exampleJson, String(isDeprecated)]) hash.update(`${part}\0`)
  return hash.digest('hex')
}
