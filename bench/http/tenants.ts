import type { Tier } from '@plinth/kit/tiers'
import { newTenant, type Tenant } from '../../e2e/src/tenant.ts'
import type { Plinth } from './plinths.ts'
import type { LoadRequest } from './round.ts'

const atOnce = 8

/** Tenants with a key each. The limiter decides each of their calls unless they are enterprise. */
export async function newTenants(
  plinth: Pick<Plinth, 'url' | 'operatorKey'>,
  count: number,
  tier: Tier,
): Promise<Tenant[]> {
  const tenants: Tenant[] = []
  while (tenants.length < count) {
    const wanted = Array.from({ length: Math.min(atOnce, count - tenants.length) }, () => newTenant(plinth, { tier }))
    tenants.push(...(await Promise.all(wanted)))
  }
  return tenants
}

/** Every tenant reads its own workspace. */
export const reads = (
  tenants: readonly Tenant[],
  keys: readonly string[] = tenants.map(({ key }) => key),
): LoadRequest[] =>
  tenants.map(({ workspace }, at) => ({
    method: 'GET',
    path: `/api/v1/workspaces/${workspace.id}`,
    headers: { authorization: `Bearer ${keys[at]}` },
  }))

/** Every tenant creates one more workspace. */
export const writes = (tenants: readonly Tenant[]): LoadRequest[] =>
  tenants.map(({ key }) => ({
    method: 'POST',
    path: '/api/v1/workspaces',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Acme' }),
  }))
