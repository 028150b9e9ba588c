import { testDatabase } from '@plinth/testkit'
import type { Tenant } from '../../e2e/src/tenant.ts'
import { startFloor } from './floor.ts'
import type { Plinth } from './plinths.ts'
import { type Effort, measure, type Target } from './round.ts'
import type { Ways } from './tables.ts'
import { writes } from './tenants.ts'

const migrations = new URL('../../services/tenancy/prisma/migrations/', import.meta.url)

/** POST /workspaces with an Idempotency-Key on both Plinths, and the same rows by hand. */
export async function measureWrites(
  [mesh, one]: readonly [Plinth, Plinth],
  [meshTenants, oneTenants]: readonly [readonly Tenant[], readonly Tenant[]],
  effort: Effort,
): Promise<Ways> {
  const database = await testDatabase(migrations)
  const byHand = await startFloor('floor-insert.ts', [database.url])
  const requests = writes(meshTenants)
  const floor: Target = { name: 'floor: Express, the rows by hand', url: byHand.url, pids: [byHand.pid], requests }
  const meshTarget: Target = { ...mesh, requests, isIdempotent: true }
  const oneTarget: Target = { ...one, requests: writes(oneTenants), isIdempotent: true }
  const results = await measure([floor, meshTarget, oneTarget], effort)
  return {
    title: 'POST /workspaces with an Idempotency-Key',
    results,
    goals: [
      { of: meshTarget, to: floor, atLeast: 0.7 },
      { of: oneTarget, to: floor, atLeast: 0.7 },
    ],
  }
}
