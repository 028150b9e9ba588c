import type { IncomingEvent } from '../events/event.ts'
import type { StoredFilter } from '../filters/stored-filter.ts'

/** The fields of an endpoint that decide about its deliveries. */
export interface Recipient {
  id: string
  /** Patterns of the event types that it takes. */
  events: readonly string[]
  /** Empty: events of any namespace and of none. */
  namespaceIds: readonly string[]
  /** Empty: events with any channels and with none. */
  channels: readonly string[]
  /** Null: events with any data. */
  filter: StoredFilter | null
  /** Deliveries of other endpoints are held. */
  isActive: boolean
  retryScheduleSeconds: readonly number[]
  /** Deliveries of one ordering key go one after the other. */
  isOrdered: boolean
  /** Its deliveries are read, not sent. */
  isPolled: boolean
}

/** One event for one endpoint. */
export interface NewDelivery {
  id: string
  event: IncomingEvent
  endpointId: string
  isHeld: boolean
  isPolled: boolean
  delayMs: number
  budgetMs: number
  /** Empty: it goes in no order. */
  orderingKey: string
}
