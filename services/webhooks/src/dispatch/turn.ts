import type { Database, Tx } from '@plinth/kit/db'
import { hostOf } from '../endpoints/endpoint.ts'
import { type Allotment, allot, freeSlowSlots, type Lane, type Slots } from './allotment.ts'
import { byIndex } from './by-index.ts'
import {
  type Claim,
  claim,
  countTurn,
  type Destination,
  endTurn,
  type FullLanes,
  selectTurn,
  type TurnRow,
} from './claim-store.ts'
import { cancelDeliveries, holdDeliveries } from './hold-store.ts'
import type { Tuning } from './tuning.ts'

export interface Assignment {
  claim: Claim
  destination: Destination
  lane: Lane
  host: string
}

export interface TurnDeps {
  database: Database
  leaseMs: number
  shard: number
  tuning: Tuning
}

export interface Turn {
  assignments: Assignment[]
  /** More that could start now may be due. */
  isMore: boolean
  /** Slots that more waits for: of the slow lane alone, or any. */
  shortOf: 'nothing' | 'slow slots' | 'slots'
  /** Endpoints whose windows this turn filled: more of theirs waits for room in them. */
  filled: readonly string[]
  /** Destination hosts that more waits for. */
  fullHosts: readonly string[]
  /** An endpoint was passed over because somebody held its row at this moment. */
  isPassedOver: boolean
}

const endpointsMax = 64

export const noTurn: Turn = {
  assignments: [],
  isMore: false,
  shortOf: 'nothing',
  filled: [],
  fullHosts: [],
  isPassedOver: false,
}

/** One turn: leases due deliveries of the endpoints that wait longest. Any number of dispatchers may take turns at once. */
export async function takeTurn({ database, leaseMs, shard, tuning }: TurnDeps, slots: Slots): Promise<Turn> {
  const fullLanes = { isSlowLaneFull: freeSlowSlots(slots, tuning) <= 0, hosts: slots.hosts.full() }
  const { claiming, ...taken } = await database.transaction(
    async (tx, [, counted, rows]) => {
      // The columns are those that selectTurn and countTurn name.
      const endpoints = (rows ?? []) as TurnRow[]
      const [due] = (counted ?? []) as { count: number }[]
      const isPassedOver = endpoints.length < (due?.count ?? 0)
      const sendable = endpoints.filter(({ isActive, isDeleted }) => isActive && !isDeleted).map(withHost)
      if (endpoints.length > sendable.length) await settle(tx, endpoints, shard)
      const allotments = allot(sendable, slots, tuning)
      const given = allotments.filter(({ count }) => count > 0)
      // Not awaited: it travels with COMMIT, which fails when it does.
      const claiming = given.length === 0 ? Promise.resolve([]) : claim(tx, given, leaseMs)
      claiming.catch(() => undefined)
      // Those that got nothing for want of slots keep their place in the queue; those of a full host make way for others.
      const served = allotments.filter(
        ({ count, limit, host }) => count > 0 || limit === 'window' || slots.hosts.free(host) === 0,
      )
      const servedIds = served.map(({ endpointId }) => endpointId)
      if (servedIds.length > 0) endTurn(tx, servedIds)
      return { claiming, allotments, sendable, isPassedOver, isWhole: endpoints.length >= endpointsMax }
    },
    [byIndex, countTurn(endpointsMax, fullLanes), selectTurn(endpointsMax, fullLanes)],
  )
  const claims = await claiming
  const isOutOfSlots = claims.length >= slots.total - slots.busyHealthy - slots.busySlow
  return turnOf(claims, taken, { ...fullLanes, isOutOfSlots })
}

function turnOf(
  claims: readonly Claim[],
  taken: { allotments: readonly Allotment[]; sendable: readonly TurnRow[]; isPassedOver: boolean; isWhole: boolean },
  { isOutOfSlots, isSlowLaneFull, hosts }: FullLanes & { isOutOfSlots: boolean },
): Turn {
  const { allotments, sendable, isPassedOver, isWhole } = taken
  const got = Map.groupBy(claims, ({ endpointId }) => endpointId)
  const usedUp = allotments.filter(({ endpointId, count }) => (got.get(endpointId)?.length ?? 0) >= count)
  const limitedBy = (limit: Allotment['limit']) => usedUp.filter((allotment) => allotment.limit === limit)
  const isShort = limitedBy('slots').length > 0
  return {
    assignments: assigned(claims, allotments, sendable),
    isMore: claims.length > 0 && (isWhole || limitedBy('quantum').length > 0),
    shortOf: isShort && isOutOfSlots ? 'slots' : isShort || isSlowLaneFull ? 'slow slots' : 'nothing',
    filled: limitedBy('window').flatMap(({ endpointId, count }) => (count > 0 ? [endpointId] : [])),
    fullHosts: [...hosts, ...limitedBy('host').map(({ host }) => host)],
    isPassedOver,
  }
}

/** Endpoints may have been turned off or deleted while an event was on its way to them. */
async function settle(tx: Tx, endpoints: readonly TurnRow[], shard: number): Promise<void> {
  const ids = (rows: readonly TurnRow[]) => rows.map(({ endpointId }) => endpointId)
  const deleted = ids(endpoints.filter(({ isDeleted }) => isDeleted))
  const disabled = ids(endpoints.filter(({ isActive, isDeleted }) => !isActive && !isDeleted))
  if (deleted.length > 0) await cancelDeliveries(tx, deleted, shard)
  if (disabled.length > 0) await holdDeliveries(tx, disabled)
}

/** The release before writes none. */
function withHost(row: TurnRow): TurnRow {
  return row.host === '' ? { ...row, host: hostOf(row.url) } : row
}

function assigned(
  claims: readonly Claim[],
  allotments: readonly Allotment[],
  destinations: readonly TurnRow[],
): Assignment[] {
  const lanes = new Map(allotments.map(({ endpointId, lane }) => [endpointId, lane]))
  const byId = new Map(destinations.map((destination) => [destination.endpointId, destination]))
  return claims.flatMap((claim) => {
    const destination = byId.get(claim.endpointId)
    if (destination === undefined) return []
    return [{ claim, destination, lane: lanes.get(claim.endpointId) ?? 'healthy', host: destination.host }]
  })
}
