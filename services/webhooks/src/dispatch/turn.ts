import type { Database, Tx } from '@plinth/kit/db'
import { type Allotment, allot, type Lane, type Slots } from './allotment.ts'
import { byIndex } from './by-index.ts'
import { type Claim, claim, type Destination, endTurn, selectTurn, type TurnRow } from './claim-store.ts'
import { cancelDeliveries, holdDeliveries } from './hold-store.ts'
import type { Tuning } from './tuning.ts'

export interface Assignment {
  claim: Claim
  destination: Destination
  lane: Lane
}

export interface TurnDeps {
  database: Database
  leaseMs: number
  shard: number
  tuning: Tuning
}

const endpointsMax = 64

/** One turn: leases due deliveries of the endpoints that wait longest. Any number of dispatchers may take turns at once. */
export function takeTurn({ database, leaseMs, shard, tuning }: TurnDeps, slots: Slots): Promise<Assignment[]> {
  return database.transaction(
    async (tx, [, rows]) => {
      // The columns are those that selectTurn names.
      const endpoints = (rows ?? []) as TurnRow[]
      if (endpoints.length === 0) return []
      const sendable = endpoints.filter(({ isActive, isDeleted }) => isActive && !isDeleted)
      await settle(tx, endpoints, shard)
      const allotments = allot(sendable, slots, tuning)
      const claims = allotments.length === 0 ? [] : await claim(tx, allotments, leaseMs)
      // Those that got nothing for want of slots keep their place in the queue.
      const served = new Set([...allotments.map(({ endpointId }) => endpointId), ...full(sendable)])
      if (served.size > 0) endTurn(tx, [...served])
      return assigned(claims, allotments, sendable)
    },
    [byIndex, selectTurn(endpointsMax)],
  )
}

/** Endpoints may have been turned off or deleted while an event was on its way to them. */
async function settle(tx: Tx, endpoints: readonly TurnRow[], shard: number): Promise<void> {
  const ids = (rows: readonly TurnRow[]) => rows.map(({ endpointId }) => endpointId)
  const deleted = ids(endpoints.filter(({ isDeleted }) => isDeleted))
  const disabled = ids(endpoints.filter(({ isActive, isDeleted }) => !isActive && !isDeleted))
  if (deleted.length > 0) await cancelDeliveries(tx, deleted, shard)
  if (disabled.length > 0) await holdDeliveries(tx, disabled)
}

function full(endpoints: readonly TurnRow[]): string[] {
  return endpoints.filter((row) => row.live >= (row.isProbing ? 1 : row.windowSize)).map(({ endpointId }) => endpointId)
}

function assigned(
  claims: readonly Claim[],
  allotments: readonly Allotment[],
  destinations: readonly Destination[],
): Assignment[] {
  const lanes = new Map(allotments.map(({ endpointId, lane }) => [endpointId, lane]))
  const byId = new Map(destinations.map((destination) => [destination.endpointId, destination]))
  return claims.flatMap((claim) => {
    const destination = byId.get(claim.endpointId)
    return destination === undefined ? [] : [{ claim, destination, lane: lanes.get(claim.endpointId) ?? 'healthy' }]
  })
}
