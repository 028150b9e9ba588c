import { nextDelayMs, type ScheduleSeconds, scheduleOf, unfinishedMsMax } from '../delivery-queue/retry-schedule.ts'
import type { IncomingEvent } from '../events/event.ts'
import { newDeliveryId } from '../partitions/days.ts'
import type { NewDelivery } from './delivery.ts'
import { Pace } from './pace.ts'
import type { Roster } from './roster.ts'

export interface DeliveryTerms {
  defaultSchedule: ScheduleSeconds
  /** From 0 to below 1. */
  random: () => number
}

/** One delivery for each event that is owed and each endpoint of its workspace that takes it. */
export async function deliveriesFor(
  events: readonly IncomingEvent[],
  rosters: ReadonlyMap<string, Roster>,
  { defaultSchedule, random }: DeliveryTerms,
): Promise<NewDelivery[]> {
  const pace = new Pace()
  const deliveries: NewDelivery[] = []
  for (const event of events) {
    if (event.isOwed === false) continue
    const takers = (await rosters.get(event.workspaceId)?.takersOf(event, pace)) ?? []
    for (const endpoint of takers) {
      const schedule = scheduleOf(endpoint.retryScheduleSeconds, defaultSchedule)
      deliveries.push({
        id: newDeliveryId(event.id),
        event,
        endpointId: endpoint.id,
        isHeld: !endpoint.isActive,
        isPolled: endpoint.isPolled,
        delayMs: endpoint.isPolled ? 0 : (nextDelayMs(schedule, 0, random()) ?? 0),
        budgetMs: unfinishedMsMax(endpoint.isPolled, schedule),
        orderingKey: endpoint.isOrdered ? (event.orderingKey ?? event.objectId) : '',
      })
    }
  }
  return deliveries
}
