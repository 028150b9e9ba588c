import { newId, timeOfId } from '@plinth/kit/ids'
import { budgetMs, nextDelayMs, type ScheduleSeconds, scheduleOf } from '../delivery-queue/retry-schedule.ts'
import { takesEvent } from '../event-types/own-types.ts'
import { type IncomingEvent, parsedData } from '../events/event.ts'
import type { NewDelivery, Recipient } from './delivery.ts'

export interface DeliveryTerms {
  defaultSchedule: ScheduleSeconds
  /** From 0 to below 1. */
  random: () => number
}

/** One delivery for each event and each endpoint that takes it. */
export function deliveriesFor(
  events: readonly IncomingEvent[],
  recipients: readonly Recipient[],
  { defaultSchedule, random }: DeliveryTerms,
): NewDelivery[] {
  return events.flatMap((event) => {
    const data = once(() => parsedData(event))
    return recipients
      .filter((endpoint) => isOwed(endpoint, event) && (endpoint.filter === null || endpoint.filter(data())))
      .map((endpoint) => {
        const schedule = scheduleOf(endpoint.retryScheduleSeconds, defaultSchedule)
        return {
          id: deliveryId(event),
          event,
          endpointId: endpoint.id,
          isHeld: !endpoint.isActive,
          delayMs: nextDelayMs(schedule, 0, random()) ?? 0,
          budgetMs: budgetMs(schedule),
          orderingKey: endpoint.isOrdered ? (event.orderingKey ?? event.objectId) : '',
        }
      })
  })
}

/** Most events meet no filter: the value is made when it is first asked for. */
function once(make: () => unknown): () => unknown {
  let made: { value: unknown } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** True when the endpoint takes the event, but for its filter. */
function isOwed(endpoint: Recipient, event: IncomingEvent): boolean {
  const { namespaceIds, channels } = endpoint
  return (
    endpoint.workspaceId === event.workspaceId &&
    takesEvent(endpoint.events, event.type) &&
    (namespaceIds.length === 0 || namespaceIds.includes(event.namespaceId)) &&
    (channels.length === 0 || (event.channels ?? []).some((channel) => channels.includes(channel)))
  )
}

// The id carries the time of the event: so the id alone gives the partition of the delivery and of its attempts.
function deliveryId(event: IncomingEvent): string {
  return newId('del', { now: () => timeOfId(event.id), monotonicMs: () => 0 })
}
