import { type Api, api } from '../api.ts'
import type { Mesh } from '../mesh.ts'
import { type Random, seeded } from '../random.ts'
import { created, list, resource, type Tenant } from '../tenant.ts'
import { unlimitedTenant } from '../valid-calls.ts'
import { Spender, spent } from './spender.ts'

export const tokensLimit = 100

/** A workspace that pays for two namespaces, each with a spender. */
export interface Household {
  tenant: Tenant
  spenders: readonly Spender[]
}

/** Puts what is spent into the catalogue. */
export async function offerSpending(operator: Api): Promise<void> {
  const catalog = resource(await operator.get('/catalog')) as unknown as Record<'features' | 'packages', object[]>
  const features = [
    { code: spent.tokens, name: 'Tokens', type: 'limit', reset: 'monthly' },
    { code: spent.calls, name: 'Calls', type: 'limit', reset: 'rolling', rolling_days: 2 },
    { code: spent.seats, name: 'Seats', type: 'limit' },
  ]
  const limits = [
    { code: spent.tokens, limit: tokensLimit },
    { code: spent.calls, limit: 5_000 },
    { code: spent.seats, limit: 'unlimited' },
  ]
  const body = {
    features: [...catalog.features, ...features],
    packages: [...catalog.packages, { code: 'kills', name: 'Kills', is_base: true, features: limits }],
  }
  const answer = await operator.put('/catalog', body)
  if (answer.status !== 200) throw new Error(answer.text)
}

export async function newHousehold(mesh: Mesh, random: Random): Promise<Household> {
  const operator = api(mesh.url, mesh.operatorKey)
  const tenant = await unlimitedTenant(mesh)
  const { workspace, key } = tenant
  created(await operator.post(`/workspaces/${workspace.id}/packages`, { package: 'kills' }))
  const [first] = list(await tenant.api.get(`/namespaces?workspace_id=${workspace.id}`))
  const second = created(await tenant.api.post('/namespaces', { name: 'Second' }))
  const spenders = [first?.id ?? '', second.id].map(
    (id, at) => new Spender(mesh.url, key, id, seeded(random.seed * 2 + at + 1)),
  )
  return { tenant, spenders }
}
