// The one way of an event into the database. A delivery is unique by (event, endpoint): storing an event again changes nothing.

import type { Tx } from '@plinth/kit/db'
import type { ScheduleSeconds } from '../delivery-queue/retry-schedule.ts'
import type { IncomingEvent } from '../events/event.ts'
import { insertEvents, insertionOf } from '../events/store.ts'
import { dayOfId } from '../partitions/days.ts'
import type { Partitions } from '../partitions/partitions.ts'
import { deliveriesFor } from './deliveries.ts'
import type { Roster } from './roster.ts'
import type { Rosters } from './rosters.ts'
import { bringForward, insertDeliveries, recheckHeld } from './store.ts'

export interface FanOutDeps {
  partitions: Partitions
  /** One for the process. */
  rosters: Rosters
  defaultSchedule: ScheduleSeconds
  /** The counter shard of this process. */
  shard: number
}

/** The deliveries that a transaction makes. */
export interface Stored {
  deliveries: number
  /** One of them may start at once: announce due work after the commit. Those with a delay are found in their time. */
  isDue: boolean
}

/**
 * Stores those events that are new, one delivery for each endpoint that takes them, and the counters; run it in
 * `withPartitionsOf`. Their rosters are read.
 */
export async function storeEvents(
  tx: Tx,
  unordered: readonly IncomingEvent[],
  rosters: ReadonlyMap<string, Roster>,
  deps: FanOutDeps,
): Promise<Stored> {
  // Without deliveries it does not matter which events are new: no answer is waited for.
  if ([...rosters.values()].every(({ isEmpty }) => isEmpty)) return storeNewEvents(tx, unordered, rosters, deps)
  const events = inOneOrder(unordered)
  const fresh = await insertEvents(tx, events)
  const stored = events.filter(({ id }) => fresh.has(id))
  return storeDeliveries(tx, stored, rosters, deps)
}

/** Stores events that this transaction made, as storeEvents does, with COMMIT: their ids are new, and their rosters are read. */
export async function storeNewEvents(
  tx: Tx,
  unordered: readonly IncomingEvent[],
  rosters: ReadonlyMap<string, Roster>,
  deps: FanOutDeps,
): Promise<Stored> {
  const events = inOneOrder(unordered)
  tx.atCommit(insertionOf(events))
  return storeDeliveries(tx, events, rosters, deps)
}

/** Two transactions that hold the same events must not wait for each other. */
const inOneOrder = (events: readonly IncomingEvent[]): IncomingEvent[] =>
  events.toSorted((a, b) => (a.id < b.id ? -1 : 1))

async function storeDeliveries(
  tx: Tx,
  events: readonly IncomingEvent[],
  rosters: ReadonlyMap<string, Roster>,
  { defaultSchedule, shard }: FanOutDeps,
): Promise<Stored> {
  const deliveries = await deliveriesFor(events, rosters, { defaultSchedule, random: Math.random })
  if (deliveries.length > 0) {
    insertDeliveries(tx, deliveries)
    recheckHeld(tx, deliveries)
    bringForward(tx, deliveries, shard)
  }
  return {
    deliveries: deliveries.length,
    isDue: deliveries.some(({ isHeld, delayMs }) => !isHeld && delayMs === 0),
  }
}

/** Runs the transaction that stores events with these ids, once their partitions are there. */
export async function withPartitionsOf<T>(
  { partitions }: FanOutDeps,
  eventIds: readonly string[],
  run: () => Promise<T>,
): Promise<T> {
  const days = eventIds.map(dayOfId)
  await partitions.ensure(days)
  try {
    return await run()
  } catch (err) {
    // Another process may have dropped a partition that this process remembers: the next try makes it again.
    partitions.forget(days)
    throw err
  }
}
