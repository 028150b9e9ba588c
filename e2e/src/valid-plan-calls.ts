import type { ValidCall } from '@plinth/gateway/every-operation'
import type { Api } from './api.ts'
import { created, resource, type Tenant } from './tenant.ts'

interface PlanCaller {
  operator: Api
  operatorKey: string
  tenant: Tenant
  namespaceId: () => Promise<string>
}

/** Calls about the catalogue, packages, boosts and use that succeed, and what their ids are. */
export function validPlanCalls({ operator, operatorKey, tenant, namespaceId }: PlanCaller) {
  const placeOf = {
    namespace: async () => ({ path: `/namespaces/${await namespaceId()}`, ids: { namespace_id: await namespaceId() } }),
    workspace: async () => ({ path: `/workspaces/${tenant.workspace.id}`, ids: { workspace_id: tenant.workspace.id } }),
  }
  const assigned = async (kind: keyof typeof placeOf, isSuspended = false) => {
    const { path, ids } = await placeOf[kind]()
    const { id } = created(await operator.post(`${path}/packages`, { package: 'enterprise' }))
    if (isSuspended) await operator.post(`${path}/packages/${id}/suspend`, {})
    return { key: operatorKey, params: { ...ids, assignment_id: id } }
  }
  const boosted = async (kind: keyof typeof placeOf) => {
    const { path, ids } = await placeOf[kind]()
    const body = { feature: 'storage', type: 'add_limit', limit: 5, duration: 'permanent' }
    return { key: operatorKey, params: { ...ids, boost_id: created(await operator.post(`${path}/boosts`, body)).id } }
  }
  /** The namespace, where nothing limits. */
  const usable = async () => {
    await assigned('namespace')
    return { namespace_id: await namespaceId() }
  }
  const reserved = async () => {
    const { namespace_id } = await usable()
    const body = { feature: 'api_calls', quantity: 2, ttl_seconds: 600 }
    const answer = await tenant.api.post(`/namespaces/${namespace_id}/entitlements/reserve`, body)
    return { namespace_id, reservation_id: (answer.json as { reservation: { id: string } }).reservation.id }
  }

  const special: Record<string, () => Promise<Partial<ValidCall>>> = {
    'catalog.apply': async () => ({ key: operatorKey, body: resource(await operator.get('/catalog')) }),
    'event-types.apply': async () => ({ key: operatorKey }),
    'entitlements.check': async () => ({ params: await usable() }),
    'entitlements.series': async () => ({ query: '?feature=api_calls' }),
    'workspace-entitlements.series': async () => ({ query: '?feature=api_calls' }),
    'entitlements.consume': async () => ({ params: await usable() }),
    'entitlements.reserve': async () => ({ params: await usable() }),
    'entitlements.commit-reservation': async () => ({ params: await reserved() }),
    'entitlements.release-reservation': async () => ({ params: await reserved() }),
  }
  for (const kind of ['namespace', 'workspace'] as const) {
    const here = async () => ({ key: operatorKey, params: (await placeOf[kind]()).ids })
    special[`${kind}-packages.assign`] = here
    special[`${kind}-packages.cancel`] = () => assigned(kind)
    special[`${kind}-packages.suspend`] = () => assigned(kind)
    special[`${kind}-packages.reactivate`] = () => assigned(kind, true)
    special[`${kind}-packages.renew`] = () => assigned(kind)
    special[`${kind}-boosts.create`] = here
    special[`${kind}-boosts.delete`] = () => boosted(kind)
  }
  return {
    params: {
      assignment_id: async () => (await assigned('namespace')).params.assignment_id,
      boost_id: async () => (await boosted('namespace')).params.boost_id,
      reservation_id: async () => (await reserved()).reservation_id,
    },
    special,
  }
}
