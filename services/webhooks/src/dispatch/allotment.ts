import { failingRate, slowAverageMs } from '../endpoint-health/health-state.ts'
import type { HostSlots } from './host-slots.ts'
import { tokensIn } from './token-bucket.ts'
import type { Tuning } from './tuning.ts'

/** An endpoint with due deliveries whose circuit breaker is not open. */
export interface Candidate {
  endpointId: string
  host: string
  windowSize: number
  /** Its deliveries that are leased now, by any dispatcher. */
  live: number
  isProbing: boolean
  averageMs: number
  failureRate: number
  /** Deliveries that may start in a second; null without a limit. */
  perSecond: number | null
  /** Microseconds until its bucket of tokens is full. */
  fullInUs: number
}

export interface Slots {
  /** All slots of this dispatcher, and those in use by lane. */
  total: number
  busyHealthy: number
  busySlow: number
  hosts: Pick<HostSlots, 'free' | 'full'>
}

export type Lane = 'healthy' | 'slow'

export interface Allotment {
  endpointId: string
  host: string
  lane: Lane
  /** 0 when the endpoint may start nothing in this cycle. */
  count: number
  /** Why the endpoint does not get more. */
  limit: 'quantum' | 'window' | 'rate' | 'slots' | 'host'
}

/** SQL for endpoint_state `s`: true when laneOf says `slow`. */
export const isInSlowLane = `(s.average_ms > ${slowAverageMs} OR s.failure_rate > ${failingRate} OR s.open_count > 0)`

export const freeSlots = ({ total, busyHealthy, busySlow }: Slots): number => total - busyHealthy - busySlow

export function freeSlowSlots(slots: Slots, { slowLaneShare }: Tuning): number {
  return Math.max(1, Math.floor(slots.total * slowLaneShare)) - slots.busySlow
}

/**
 * Decides how many deliveries each endpoint, the longest-waiting first, may start in this cycle. Slow, failing and probing
 * endpoints share a fifth of the slots; healthy ones may borrow from it, never the other way. Endpoints of one host share
 * the free slots of the host. An endpoint with a rate limit gets no more than it has tokens.
 */
export function allot(candidates: readonly Candidate[], slots: Slots, tuning: Tuning): Allotment[] {
  const { quantum } = tuning
  let free = freeSlots(slots)
  let freeSlow = freeSlowSlots(slots, tuning)
  const allotments: Allotment[] = []
  const allottedToHost = new Map<string, number>()
  for (const candidate of candidates) {
    const lane = laneOf(candidate)
    const ofHost = allottedToHost.get(candidate.host) ?? 0
    const available = {
      window: Math.max(0, capacityOf(candidate) - candidate.live),
      rate: startable(candidate),
      slots: Math.max(0, lane === 'slow' ? Math.min(free, freeSlow) : free),
      host: Math.max(0, slots.hosts.free(candidate.host) - ofHost),
      quantum,
    }
    const count = Math.min(...Object.values(available))
    // NOTE: a quantum that fills the window counts as the window's limit: another cycle would find nothing to start.
    const limit = (['window', 'rate', 'slots', 'host'] as const).find((each) => available[each] === count) ?? 'quantum'
    allottedToHost.set(candidate.host, ofHost + count)
    free -= count
    if (lane === 'slow') freeSlow -= count
    allotments.push({ endpointId: candidate.endpointId, host: candidate.host, lane, count, limit })
  }
  return allotments
}

function laneOf(candidate: Candidate): Lane {
  const isSlow = candidate.averageMs > slowAverageMs || candidate.failureRate > failingRate || candidate.isProbing
  return isSlow ? 'slow' : 'healthy'
}

function startable({ perSecond, fullInUs }: Candidate): number {
  return perSecond === null ? Number.POSITIVE_INFINITY : tokensIn({ perSecond, fullInUs })
}

function capacityOf(candidate: Candidate): number {
  return candidate.isProbing ? 1 : candidate.windowSize
}
