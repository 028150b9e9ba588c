import type { DedicatedServer } from '@plinth/testkit'
import { api } from '../../e2e/src/api.ts'
import { startMesh } from '../../e2e/src/mesh.ts'
import { created, list, newTenant, type Resource, type Tenant } from '../../e2e/src/tenant.ts'
import { withPids } from '../http/process-cpu.ts'
import type { LoadRequest } from '../http/round.ts'
import { newTenants } from '../http/tenants.ts'
import { joinSeeded, seededWorkspaceId, seedLedger } from './seed.ts'

export interface Rig {
  url: string
  pids: readonly number[]
  tenancyDatabase: string
  /** The limiter decides each of their calls. */
  tenants: readonly Tenant[]
  checks(consistency: 'strong' | 'fast'): LoadRequest[]
  /** On one balance. */
  hotConsumes: LoadRequest[]
  /** On a thousand of them. */
  spreadConsumes: LoadRequest[]
  /** The same without a gateway, for a caller of tenancy. */
  ledger: {
    address: string
    token: string
    userId: string
    hotNamespaceIds: readonly string[]
    spreadNamespaceIds: readonly string[]
  }
  stop(): Promise<void>
}

export interface Size {
  tenants: number
  namespaces: number
  records: number
}

const balances = 1_000

/** Four processes, tenants with a plan, and a ledger of some size. */
export async function startRig(size: Size, postgres?: Pick<DedicatedServer, 'url'>): Promise<Rig> {
  const { started: mesh, pids } = await withPids(() => startMesh(postgres === undefined ? {} : { postgres }))
  const tenants = await newTenants(mesh, size.tenants, 'business')
  const owner = await newTenant(mesh, { tier: 'enterprise', allWorkspaces: true })
  const namespaces = new Map<Tenant, Resource>()
  const operator = api(mesh.url, mesh.operatorKey)
  for (const tenant of [...tenants, owner]) {
    created(await operator.post(`/workspaces/${tenant.workspace.id}/packages`, { package: 'business' }))
    const [namespace] = list(await tenant.api.get(`/namespaces?workspace_id=${tenant.workspace.id}`))
    if (namespace === undefined) throw new Error('a workspace has no namespace')
    namespaces.set(tenant, namespace)
  }
  const { namespaces: count } = size
  await seedLedger(mesh.databases.tenancy, size)
  await joinSeeded(mesh.databases.tenancy, owner.user.id)
  const hot = [namespaces.get(owner)?.id ?? '']
  // Steps over the whole, so that a large ledger's are read from all over.
  const spread = Array.from({ length: balances }, (_, at) => `ns_seeded${1 + Math.floor((at * count) / balances)}`)
  const consume = (namespaceId: string) => post(owner, namespaceId, 'consume', { feature: 'api_calls' })
  const consumeSeeded = (namespaceId: string): LoadRequest => {
    const request = consume(namespaceId)
    return { ...request, headers: { ...request.headers, 'x-workspace-id': seededWorkspaceId } }
  }
  return {
    url: mesh.url,
    pids,
    tenancyDatabase: mesh.databases.tenancy,
    tenants,
    checks: (consistency) =>
      tenants.map((tenant) =>
        post(tenant, namespaces.get(tenant)?.id ?? '', 'check', { feature: 'api_calls', quantity: 1, consistency }),
      ),
    hotConsumes: hot.map(consume),
    spreadConsumes: spread.map(consumeSeeded),
    ledger: {
      address: mesh.rpc.addresses.tenancy,
      token: mesh.rpc.tokens.tenancy,
      userId: owner.user.id,
      hotNamespaceIds: hot,
      spreadNamespaceIds: spread,
    },
    stop: mesh.stop,
  }
}

const post = (tenant: Tenant, namespaceId: string, verb: string, body: object): LoadRequest => ({
  method: 'POST',
  path: `/api/v1/namespaces/${namespaceId}/entitlements/${verb}`,
  headers: { authorization: `Bearer ${tenant.key}`, 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
