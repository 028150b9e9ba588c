import type { Tier } from '@plinth/kit/access/tiers'
import { api } from '../../e2e/src/api.ts'
import { created, list, newTenant, type Tenant } from '../../e2e/src/tenant.ts'
import type { Plinth } from './plinths.ts'

export interface Customer extends Tenant {
  /** Of the workspace, with the package 'business'. */
  namespaceId: string
}

const atOnce = 8

/** Customers with a key and a plan each. The limiter decides each of their calls unless they are enterprise. */
export async function newCustomers(
  plinth: Pick<Plinth, 'url' | 'operatorKey'>,
  count: number,
  options: { tier: Tier; allWorkspaces?: boolean },
): Promise<Customer[]> {
  const customers: Customer[] = []
  while (customers.length < count) {
    const next = Array.from({ length: Math.min(atOnce, count - customers.length) }, () => newCustomer(plinth, options))
    customers.push(...(await Promise.all(next)))
  }
  return customers
}

async function newCustomer(
  plinth: Pick<Plinth, 'url' | 'operatorKey'>,
  options: { tier: Tier; allWorkspaces?: boolean },
): Promise<Customer> {
  const tenant = await newTenant(plinth, options)
  const operator = api(plinth.url, plinth.operatorKey)
  created(await operator.post(`/workspaces/${tenant.workspace.id}/packages`, { package: 'business' }))
  const [namespace] = list(await tenant.api.get(`/namespaces?workspace_id=${tenant.workspace.id}`))
  if (namespace === undefined) throw new Error('a workspace has no namespace')
  return { ...tenant, namespaceId: namespace.id }
}
