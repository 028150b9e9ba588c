import type { Database, Tx } from '@plinth/kit/db'
import { hostOf } from '../endpoints/endpoint.ts'
import { type Allotment, allot, freeSlowSlots, type Lane, type Slots } from './allotment.ts'
import { byIndex } from './by-index.ts'
import { type Claim, claim, countTurn, type Destination, endTurn, selectTurn, type TurnRow } from './claim-store.ts'
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
  /** More is due as soon as a slot, or room in a window, is free. */
  isShort: boolean
  /** An endpoint was passed over because somebody held its row at this moment. */
  isPassedOver: boolean
}

const endpointsMax = 64

export const noTurn: Turn = { assignments: [], isMore: false, isShort: false, isPassedOver: false }

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
      // Not awaited: it travels with COMMIT, which fails when it does.
      const claiming = allotments.length === 0 ? Promise.resolve([]) : claim(tx, allotments, leaseMs)
      claiming.catch(() => undefined)
      // Those that got nothing for want of slots keep their place in the queue; those of a full host make way for others.
      const isHostFull = ({ host }: TurnRow) => slots.hosts.free(host) === 0
      const passedBy = [...full(sendable), ...sendable.filter(isHostFull)].map(({ endpointId }) => endpointId)
      const served = new Set([...allotments.map(({ endpointId }) => endpointId), ...passedBy])
      if (served.size > 0) endTurn(tx, [...served])
      return { claiming, allotments, sendable, isPassedOver, isWhole: endpoints.length >= endpointsMax }
    },
    [byIndex, countTurn(endpointsMax, fullLanes), selectTurn(endpointsMax, fullLanes)],
  )
  return turnOf(await claiming, taken, tuning)
}

function turnOf(
  claims: readonly Claim[],
  taken: { allotments: readonly Allotment[]; sendable: readonly TurnRow[]; isPassedOver: boolean; isWhole: boolean },
  { quantum }: Tuning,
): Turn {
  const { allotments, sendable, isPassedOver, isWhole } = taken
  const allotted = new Map(allotments.map(({ endpointId, count }) => [endpointId, count]))
  const got = Map.groupBy(claims, ({ endpointId }) => endpointId)
  const usedUp = sendable.filter(
    ({ endpointId }) => (got.get(endpointId)?.length ?? 0) >= (allotted.get(endpointId) ?? 0),
  )
  const byQuantum = usedUp.filter(({ endpointId }) => allotted.get(endpointId) === quantum)
  return {
    assignments: assigned(claims, allotments, sendable),
    isMore: claims.length > 0 && (isWhole || byQuantum.length > 0),
    isShort: usedUp.length > byQuantum.length,
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

function full(endpoints: readonly TurnRow[]): TurnRow[] {
  return endpoints.filter((row) => row.live >= (row.isProbing ? 1 : row.windowSize))
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
