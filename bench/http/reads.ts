import { testDatabase } from '@plinth/testkit'
import type { Tenant } from '../../e2e/src/tenant.ts'
import { startFloor } from './floor.ts'
import type { Plinth } from './plinths.ts'
import { type Effort, measure, type Target } from './round.ts'
import type { Ways } from './tables.ts'
import { reads } from './tenants.ts'

/** GET /workspaces/{id} on both Plinths, the floors and the peer, with so many connections each time. */
export async function measureReads(
  [mesh, one]: readonly [Plinth, Plinth],
  [meshTenants, oneTenants]: readonly [readonly Tenant[], readonly Tenant[]],
  effort: Effort,
  connectionCounts: readonly number[],
): Promise<Ways[]> {
  const rows = mesh.tenancyDatabase
  const service = await startFloor('floor-grpc-service.ts', [rows])
  const hop = await startFloor('floor-grpc-gateway.ts', [new URL(service.url).port])
  const single = await startFloor('floor-read.ts', [rows])
  const peerDatabase = await testDatabase()
  const peer = await startFloor('peer.ts', [peerDatabase.url, rows, String(meshTenants.length)])

  const requests = reads(meshTenants)
  const floorA: Target = { name: 'floor A: Express, gRPC, read', url: hop.url, pids: [hop.pid, service.pid], requests }
  const floorB: Target = { name: 'floor B: Express, read', url: single.url, pids: [single.pid], requests }
  const better: Target = {
    name: 'peer: Express, better-auth, read',
    url: peer.url,
    pids: [peer.pid],
    requests: reads(meshTenants, peer.keys),
  }
  const meshTarget: Target = { ...mesh, requests }
  const oneTarget: Target = { ...one, requests: reads(oneTenants) }
  const goals = [
    { of: meshTarget, to: floorA, atLeast: 1.5 },
    { of: meshTarget, to: better, atLeast: 5 },
    { of: oneTarget, to: floorB, atLeast: 0.4 },
  ]
  const ways: Ways[] = []
  for (const connections of connectionCounts) {
    const results = await measure([floorA, floorB, better, meshTarget, oneTarget], { ...effort, connections })
    ways.push({ title: `GET /workspaces/{id}, ${connections} connections`, results, goals })
  }
  return ways
}
