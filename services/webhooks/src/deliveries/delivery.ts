export interface Delivery {
  id: string
  workspaceId: string
  endpointId: string
  eventId: string
  eventType: string
  status: DeliveryStatus
  /** Of the last answer; 0 when none came. */
  statusCode: number
  attempts: number
  nextAttemptAt: Date | undefined
  deliveredAt: Date | undefined
  createdAt: Date
  isTest: boolean
}

export type DeliveryStatus = 'pending' | 'success' | 'failed' | 'retrying' | 'held' | 'cancelled'

export interface Attempt {
  number: number
  trigger: string
  outcome: string
  statusCode: number
  responseHeaders: Readonly<Record<string, string>>
  responseBody: Buffer
  /** A public sentence; empty for ok. */
  error: string
  /** Empty, with the headers, where it is not known. */
  url: string
  /** With the values of custom headers hidden. */
  requestHeaders: Readonly<Record<string, string>>
  isBodyCut: boolean
  startedAt: Date
  timingsMs: Readonly<Record<'wait' | 'dns' | 'connect' | 'tls' | 'first_byte' | 'total', number>>
}

/** The effect of a manual retry: make the next attempt due now, queue the delivery again, or refuse. */
export function retryOf(delivery: Delivery): 'hurry' | 'queue' | 'refuse' {
  if (delivery.isTest || delivery.status === 'success') return 'refuse'
  return delivery.status === 'failed' || delivery.status === 'cancelled' ? 'queue' : 'hurry'
}
