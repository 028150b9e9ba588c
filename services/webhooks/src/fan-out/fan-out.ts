// The one way of an event into the database. A delivery is unique by (event, endpoint): storing an event again changes nothing.

import type { Tx } from '@plinth/kit/db'
import type { ScheduleSeconds } from '../delivery-queue/retry-schedule.ts'
import type { IncomingEvent } from '../events/event.ts'
import { insertEvents } from '../events/store.ts'
import { dayOfId } from '../partitions/days.ts'
import type { Partitions } from '../partitions/partitions.ts'
import { deliveriesFor } from './deliveries.ts'
import type { Rosters } from './rosters.ts'
import { bringForward, countAccepted, insertDeliveries, recheckHeld } from './store.ts'

export interface FanOutDeps {
  partitions: Partitions
  /** One for the process. */
  rosters: Rosters
  defaultSchedule: ScheduleSeconds
  /** The counter shard of this process. */
  shard: number
}

/**
 * Stores events, one delivery for each endpoint that takes them, and the counters; run it in `withPartitionsOf`. Returns the
 * number of deliveries that are new: announce due work after the commit when there are any.
 */
export async function storeEvents(
  tx: Tx,
  unordered: readonly IncomingEvent[],
  { rosters: all, defaultSchedule, shard }: FanOutDeps,
): Promise<number> {
  // One order in every process: two transactions that hold the same events must not wait for each other.
  const events = unordered.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const workspaceIds = [...new Set(events.map(({ workspaceId }) => workspaceId))]
  const [fresh, rosters] = await Promise.all([insertEvents(tx, events), all.read(tx, workspaceIds)])
  const stored = events.filter(({ id }) => fresh.has(id))
  const deliveries = await deliveriesFor(stored, rosters, { defaultSchedule, random: Math.random })
  if (deliveries.length === 0) return 0
  insertDeliveries(tx, deliveries)
  recheckHeld(tx, deliveries)
  bringForward(tx, deliveries)
  countAccepted(tx, deliveries, shard)
  return deliveries.length
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
