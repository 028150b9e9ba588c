import { setImmediate } from 'node:timers/promises'
import { isStorable } from '@plinth/kit/characters'
import type { Tx } from '@plinth/kit/db'
import { matchVersion } from '@plinth/kit/if-match'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { requireOperator } from '../access.ts'
import { fail } from '../errors.ts'
import { type Mistakes, mistakesOfFeatures, mistakesOfList, mistakesOfType } from './check-types.ts'
import { type Difference, difference, type EventType, isEmpty, resourceOf } from './event-type.ts'
import { eventTypesUpdated } from './events.ts'
import { isOwnPattern, isReserved, ownEventTypes } from './own-types.ts'
import type { EventTypeReader } from './reader.ts'
import * as store from './store.ts'

/** A type as a list shows it. */
export interface ListedType extends EventType {
  /** False for types that an endpoint may ask for but Plinth does not emit. */
  isEmitted: boolean
  isOfProduct: boolean
}

/**
 * Plinth's own types, then the product's, which come instead of names that Plinth only accepts; and the version of the product's,
 * which each change raises.
 */
export async function listEventTypes(reader: EventTypeReader): Promise<{ eventTypes: ListedType[]; version: number }> {
  const { types, version } = await reader.latest()
  const nothing = { group: '', schemaJson: '', exampleJson: '', isDeprecated: false, feature: '' }
  const own = ownEventTypes.filter(({ name }) => !types.has(name))
  const eventTypes = [
    ...own.map((type) => ({ ...nothing, ...type, isOfProduct: false })),
    ...[...types.values()].map((type) => ({ ...type, isEmitted: true, isOfProduct: true })),
  ]
  return { eventTypes, version }
}

/**
 * Throws VALIDATION_ERROR with every mistake. Call it before the transaction: compiling many schemas takes seconds. Stops when
 * the signal is aborted, so that types whose caller has stopped waiting are not applied.
 */
export async function checkEventTypes(
  ctx: CallContext,
  types: readonly EventType[],
  reader: Pick<EventTypeReader, 'latest'>,
  signal: AbortSignal,
): Promise<void> {
  requireOperator(ctx)
  const stored = (await reader.latest()).types
  const mistakes: Mistakes = mistakesOfList(types)
  if (types.length > 0 && mistakes['event_types'] === undefined) {
    for (const [at, type] of types.entries()) {
      for (const [field, sentences] of Object.entries(mistakesOfType(type, stored.get(type.name)))) {
        mistakes[`event_types.${at}.${field}`] ??= sentences
      }
      // Other work of the process goes on between two schemas.
      await setImmediate()
      if (signal.aborted) throw fail.typesCheckedTooLong()
    }
  }
  if (Object.keys(mistakes).length > 0) throw fail.invalidFields(mistakes)
}

/**
 * Replaces the product's types, which were checked, and returns the changes. A dry run returns them without making them. Throws
 * PRECONDITION_FAILED if the caller asks for another version.
 * @param unknownFeatures Those that the catalogue does not have: types that name one are refused. That it had the others a
 * moment ago is enough: no plan includes a feature that is gone.
 */
export async function applyEventTypes(
  tx: Tx,
  ctx: CallContext,
  types: readonly EventType[],
  { isDryRun, unknownFeatures }: { isDryRun: boolean; unknownFeatures: readonly string[] },
): Promise<Difference> {
  requireOperator(ctx)
  const mistakes = mistakesOfFeatures(types, unknownFeatures)
  if (Object.keys(mistakes).length > 0) throw fail.invalidFields(mistakes)
  await store.lockTypes(tx)
  const before = await store.loadTypes(tx)
  matchVersion(ctx, before.version)
  const changes = difference(before.types, types)
  await store.lockNames(tx, [...changes.changed, ...changes.removed])
  await refuseSubscribed(tx, changes.removed)
  if (isDryRun || isEmpty(changes)) return changes
  const touched = new Set([...changes.added, ...changes.changed])
  await store.saveTypes(
    tx,
    types.filter(({ name }) => touched.has(name)),
  )
  await store.removeTypes(tx, changes.removed)
  await store.raiseVersion(tx)
  tx.emit(eventTypesUpdated(before.types, types, changes))
  return changes
}

/**
 * Returns a sentence for each of these patterns that an endpoint cannot newly subscribe to, by pattern. The types of the
 * others stay until the transaction ends. Call it before the transaction locks an endpoint: it waits for a change of the
 * types, which waits for publishers, which wait for endpoints.
 */
export async function refusedPatterns(tx: Tx, patterns: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const isOfProduct = (pattern: string) => pattern !== '*' && !isReserved(resourceOf(pattern))
  const ofProduct = patterns.filter((pattern) => isOfProduct(pattern) && isStorable(pattern))
  const resources = ofProduct.filter((pattern) => pattern.endsWith('.*')).map(resourceOf)
  const [held, open] = await Promise.all([
    ofProduct.length === 0 ? [] : store.holdTypes(tx, ofProduct),
    resources.length === 0 ? [] : store.openResources(tx, resources),
  ])
  const deprecated = new Set(held.filter(({ isDeprecated }) => isDeprecated).map(({ name }) => name))
  const taken = new Set([...held.map(({ name }) => name), ...open.map((resource) => `${resource}.*`)])
  const refusals = new Map<string, string>()
  for (const pattern of patterns) {
    if (deprecated.has(pattern))
      refusals.set(pattern, `The event ${pattern} is deprecated: it takes no new subscriptions.`)
    else if (!isOwnPattern(pattern) && !taken.has(pattern))
      refusals.set(pattern, `The event ${pattern.slice(0, 100)} does not exist.`)
  }
  return refusals
}

async function refuseSubscribed(tx: Tx, removed: readonly string[]): Promise<void> {
  if (removed.length === 0) return
  const subscribed = await store.subscribedAmong(tx, removed)
  if (subscribed.length > 0) throw fail.typesSubscribed(subscribed)
}
