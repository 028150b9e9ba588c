import { isId } from '../partitions/days.ts'

/** A delivery that a poll handed out under a lease. */
export interface HandOut {
  deliveryId: string
  /** Number of the attempt; with the delivery it names the hand-out. */
  attempt: number
  eventId: string
  eventType: string
  leaseUntil: Date
  payload: Buffer
}

export interface PollRequest {
  limit: number
  waitSeconds: number
  leaseSeconds: number
}

type Mistakes = Record<string, string[]>

const limitMax = 100
const waitSecondsMax = 20
const leaseSecondsMax = 600
const idsMax = 1_000
const delaySecondsMax = 86_400

/** "del_….2": the second hand-out of a delivery. */
export const handOutId = (deliveryId: string, attempt: number): string => `${deliveryId}.${attempt}`

/** Returns the delivery and the attempt that an id names, or undefined for other texts. */
export function parseHandOutId(id: string): { deliveryId: string; attempt: number } | undefined {
  const [deliveryId = '', attempt = '', ...rest] = id.split('.')
  const isNamed = isId('del', deliveryId) && /^[1-9]\d{0,8}$/.test(attempt) && rest.length === 0
  return isNamed ? { deliveryId, attempt: Number(attempt) } : undefined
}

/** Field → sentences for every mistake; empty without. */
export function pollMistakes({ limit, waitSeconds, leaseSeconds }: PollRequest): Mistakes {
  return {
    ...outside('limit', limit, 1, limitMax),
    ...outside('wait_seconds', waitSeconds, 0, waitSecondsMax),
    ...outside('lease_seconds', leaseSeconds, 1, leaseSecondsMax),
  }
}

/** Field → sentences for every mistake; empty without. */
export function nackMistakes(ids: readonly string[], delaySeconds: number): Mistakes {
  return { ...idMistakes(ids), ...outside('delay_seconds', delaySeconds, 0, delaySecondsMax) }
}

/** Field → sentences for every mistake; empty without. */
export const idMistakes = (ids: readonly string[]): Mistakes =>
  ids.length >= 1 && ids.length <= idsMax ? {} : { ids: [`The ids field must have 1 to ${idsMax} entries.`] }

const outside = (field: string, value: number, least: number, most: number): Mistakes =>
  value >= least && value <= most ? {} : { [field]: [`The ${field} field must be ${least} to ${most}.`] }
