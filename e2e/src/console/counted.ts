import assert from 'node:assert/strict'
import { api } from '../api.ts'
import { created, list, newTenant, type Tenant } from '../tenant.ts'
import type { Topology } from '../topology.ts'

export interface CountedTenant extends Tenant {
  /** Counts usage of ai.credits, without a check. */
  use(quantity: number): Promise<void>
}

/** Adds ai.credits, counted by the month, and the package team with 1,000 of them to the catalogue. */
export async function addCredits({ url, operatorKey }: Topology): Promise<void> {
  const operator = api(url, operatorKey)
  const { data } = (await operator.get('/catalog')).json as { data: { features: object[]; packages: object[] } }
  const credits = { code: 'ai.credits', name: 'AI credits', type: 'limit', unit: 'credits', reset: 'monthly' }
  const team = { code: 'team', name: 'Team', is_base: true, features: [{ code: 'ai.credits', limit: 1_000 }] }
  const answer = await operator.put('/catalog', {
    features: [...data.features, credits],
    packages: [...data.packages, team],
  })
  assert.equal(answer.status, 200, answer.text)
}

/** A customer with the package team for ten days. */
export async function newCountedTenant(plinth: Topology): Promise<CountedTenant> {
  const tenant = await newTenant(plinth)
  const operator = api(plinth.url, plinth.operatorKey)
  const begun = new Date(Date.now() - 10 * 86_400_000).toISOString()
  const team = { package: 'team', starts_at: begun, billing_anchor: begun }
  created(await operator.post(`/workspaces/${tenant.workspace.id}/packages`, team))
  const [namespace] = list(await tenant.api.get('/namespaces?owner_type=Workspace'))
  return {
    ...tenant,
    use: async (quantity) => {
      const path = `/namespaces/${namespace?.id}/entitlements/usage`
      created(await tenant.api.post(path, { feature: 'ai.credits', quantity }))
    },
  }
}
