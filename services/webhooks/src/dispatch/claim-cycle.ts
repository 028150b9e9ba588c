import type { Database, QueueStart, Tx } from '@plinth/kit/db'
import { cancelDeliveries, holdDeliveries } from '../bulk-transitions/store.ts'
import { plannerSettings } from '../delivery-queue/planner-settings.ts'
import { hostOf } from '../endpoints/endpoint.ts'
import { lockInOrder } from '../partitions/store.ts'
import { type Allotment, allot, freeSlots, freeSlowSlots, type Lane, type Slots } from './allotment.ts'
import {
  type CandidateRow,
  type Claim,
  candidatesIn,
  type Destination,
  dueStart,
  type FullLanes,
  leaseDeliveries,
  requeueEndpoints,
  selectCandidates,
} from './lease-store.ts'
import { takeTokens } from './token-bucket.ts'
import { storeTokens, type TakenTokens } from './token-store.ts'
import type { Tuning } from './tuning.ts'

export interface Assignment {
  claim: Claim
  destination: Destination
  lane: Lane
  host: string
}

/** Limits of a claim cycle. */
export interface FreeSlots extends Slots {
  /** Bytes of payloads; the first payload is taken whatever its size. */
  bytesFree: number
}

export interface ClaimCycleDeps {
  database: Database
  leaseMs: number
  shard: number
  tuning: Tuning
  /** Of the search for endpoints; the cycles of a process share it. */
  start?: QueueStart
}

export interface ClaimCycle {
  assignments: Assignment[]
  /** More deliveries may be due that could start now. */
  isMore: boolean
  /** The slots that further due deliveries wait for: those of the slow lane, or any; also where their payloads wait for memory. */
  shortOf: 'nothing' | 'slow slots' | 'slots'
  /** Endpoints whose windows this cycle filled: their further deliveries wait for a free place in the window. */
  fullWindows: readonly string[]
  /** Destination hosts without a free slot: further deliveries to them wait. */
  fullHosts: readonly string[]
  /** An endpoint was skipped because another transaction held its row. */
  hasSkipped: boolean
  /** Endpoints that get no turn before this pause has passed: they have too few tokens. */
  pauses: readonly { endpointId: string; pauseMs: number }[]
}

const endpointsMax = 64
// Some of them may start nothing: those that were turned off, or whose window is full.
const endpointsMin = 8
// More than any payload has: an event's data and its envelope.
const payloadBytesMost = 524_288

export const emptyCycle: ClaimCycle = {
  assignments: [],
  isMore: false,
  shortOf: 'nothing',
  fullWindows: [],
  fullHosts: [],
  hasSkipped: false,
  pauses: [],
}

/** Leases due deliveries of the endpoints that wait longest. Any number of dispatchers may run cycles at once. */
export async function runClaimCycle(
  { database, leaseMs, shard, tuning, start = dueStart() }: ClaimCycleDeps,
  slots: FreeSlots,
): Promise<ClaimCycle> {
  const fullLanes = { isSlowLaneFull: freeSlowSlots(slots, tuning) <= 0, hosts: slots.hosts.full() }
  // Each locked endpoint keeps results and new deliveries waiting: no more than can get a slot.
  const lockedMax = Math.min(endpointsMax, Math.max(endpointsMin, freeSlots(slots)))
  const { claiming, ...taken } = await database.transaction(
    async (tx, [rows = []]) => {
      const { candidates: endpoints, dueCount } = candidatesIn(rows)
      const hasSkipped = endpoints.length < dueCount
      const sendable = endpoints.filter(({ isActive, isDeleted }) => isActive && !isDeleted).map(withHost)
      if (endpoints.length > sendable.length) await holdOrCancel(tx, endpoints, shard)
      const allotments = allot(sendable, slots, tuning)
      const given = allotments.filter(({ count }) => count > 0)
      // Not awaited: the statement travels with COMMIT, which fails when the statement fails.
      const claiming =
        given.length === 0
          ? Promise.resolve([])
          : leaseDeliveries(tx, withWaitingFrom(given, sendable), { leaseMs, bytesMax: slots.bytesFree })
      claiming.catch(() => undefined)
      const mayBeCut = given.reduce((sum, { count }) => sum + count, 0) * payloadBytesMost >= slots.bytesFree
      const cut = mayBeCut ? cutOf(given, await claiming, slots.bytesFree) : new Set()
      // Endpoints that got nothing for want of slots or of memory keep their place in the queue; those of a full host lose it.
      const served = allotments.filter(({ endpointId, count, limit, host }) =>
        count > 0 ? !cut.has(endpointId) : limit === 'window' || limit === 'rate' || slots.hosts.free(host) === 0,
      )
      const servedIds = served.map(({ endpointId }) => endpointId)
      if (servedIds.length > 0) requeueEndpoints(tx, servedIds)
      const isServed = new Set(servedIds)
      const limited = sendable.filter(({ endpointId, perSecond }) => perSecond !== null && isServed.has(endpointId))
      const tokens = limited.length === 0 ? [] : tokensFor(limited, await claiming)
      if (tokens.length > 0) storeTokens(tx, tokens)
      const isWhole = endpoints.length >= lockedMax
      // These are no candidates any more, so the next cycle meets others.
      const hasPassedOver =
        endpoints.length > sendable.length || allotments.some(({ count, limit }) => count === 0 && limit === 'window')
      return { claiming, allotments, sendable, hasSkipped, isWhole, hasPassedOver, pauses: pausesOf(tokens) }
    },
    { settings: plannerSettings, statements: [selectCandidates(lockedMax, fullLanes, start)] },
  )
  const claims = await claiming
  const isOutOfSlots = claims.length >= freeSlots(slots)
  const isOutOfBytes = bytesOf(claims) >= slots.bytesFree
  return cycleOf(claims, taken, { ...fullLanes, isOutOfSlots, isOutOfBytes })
}

function cycleOf(
  claims: readonly Claim[],
  taken: Pick<ClaimCycle, 'hasSkipped' | 'pauses'> & {
    allotments: readonly Allotment[]
    sendable: readonly CandidateRow[]
    isWhole: boolean
    hasPassedOver: boolean
  },
  { isOutOfSlots, isOutOfBytes, isSlowLaneFull, hosts }: FullLanes & { isOutOfSlots: boolean; isOutOfBytes: boolean },
): ClaimCycle {
  const { allotments, sendable, hasSkipped, isWhole, hasPassedOver, pauses } = taken
  const got = Map.groupBy(claims, ({ endpointId }) => endpointId)
  const usedUp = allotments.filter(({ endpointId, count }) => (got.get(endpointId)?.length ?? 0) >= count)
  const limitedBy = (limit: Allotment['limit']) => usedUp.filter((allotment) => allotment.limit === limit)
  const isShort = limitedBy('slots').length > 0
  return {
    assignments: assigned(claims, allotments, sendable),
    isMore:
      (claims.length > 0 && (isWhole || isOutOfBytes || limitedBy('quantum').length > 0)) || (isWhole && hasPassedOver),
    shortOf: isOutOfBytes || (isShort && isOutOfSlots) ? 'slots' : isShort || isSlowLaneFull ? 'slow slots' : 'nothing',
    fullWindows: limitedBy('window').flatMap(({ endpointId, count }) => (count > 0 ? [endpointId] : [])),
    fullHosts: [...hosts, ...limitedBy('host').map(({ host }) => host)],
    hasSkipped,
    pauses,
  }
}

/** Endpoints that got nothing because the payloads of those before them took all bytes: what is leased goes in the order of `given`. */
function cutOf(given: readonly Allotment[], claims: readonly Claim[], bytesFree: number): ReadonlySet<string> {
  if (bytesOf(claims) < bytesFree) return new Set()
  const got = new Set(claims.map(({ endpointId }) => endpointId))
  const last = given.findLastIndex(({ endpointId }) => got.has(endpointId))
  return new Set(given.slice(last + 1).map(({ endpointId }) => endpointId))
}

const bytesOf = (claims: readonly Claim[]): number => claims.reduce((sum, { payload }) => sum + payload.length, 0)

function withWaitingFrom(given: readonly Allotment[], sendable: readonly CandidateRow[]) {
  const times = new Map(sendable.map(({ endpointId, waitingFrom }) => [endpointId, waitingFrom]))
  return given.map((one) => ({ ...one, waitingFrom: times.get(one.endpointId) ?? '-infinity' }))
}

/** A token for each delivery that was leased, which may be fewer than were allotted. */
function tokensFor(limited: readonly CandidateRow[], claims: readonly Claim[]): TakenTokens[] {
  const got = Map.groupBy(claims, ({ endpointId }) => endpointId)
  return limited.flatMap(({ endpointId, perSecond, fullInUs }) =>
    perSecond === null
      ? []
      : [{ endpointId, ...takeTokens({ perSecond, fullInUs }, got.get(endpointId)?.length ?? 0) }],
  )
}

const pausesOf = (tokens: readonly TakenTokens[]): ClaimCycle['pauses'] =>
  tokens
    .filter(({ pauseUs }) => pauseUs > 0)
    .map(({ endpointId, pauseUs }) => ({ endpointId, pauseMs: pauseUs / 1_000 }))

/** Endpoints may have been turned off or deleted while an event was on its way to them. */
async function holdOrCancel(tx: Tx, endpoints: readonly CandidateRow[], shard: number): Promise<void> {
  const ids = (rows: readonly CandidateRow[]) => rows.map(({ endpointId }) => endpointId)
  const deleted = ids(endpoints.filter(({ isDeleted }) => isDeleted))
  const disabled = ids(endpoints.filter(({ isActive, isDeleted }) => !isActive && !isDeleted))
  // The events of those that are sendable are read after this.
  await tx.query({ text: lockInOrder })
  if (deleted.length > 0) await cancelDeliveries(tx, deleted, shard)
  if (disabled.length > 0) await holdDeliveries(tx, disabled)
}

/** The release before this one does not write the host. */
function withHost(row: CandidateRow): CandidateRow {
  return row.host === '' ? { ...row, host: hostOf(row.url) } : row
}

function assigned(
  claims: readonly Claim[],
  allotments: readonly Allotment[],
  destinations: readonly CandidateRow[],
): Assignment[] {
  const lanes = new Map(allotments.map(({ endpointId, lane }) => [endpointId, lane]))
  const byId = new Map(destinations.map((destination) => [destination.endpointId, destination]))
  return claims.flatMap((claim) => {
    const destination = byId.get(claim.endpointId)
    if (destination === undefined) return []
    return [{ claim, destination, lane: lanes.get(claim.endpointId) ?? 'healthy', host: destination.host }]
  })
}
