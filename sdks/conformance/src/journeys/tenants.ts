import { api } from '../../../../e2e/src/api.ts'
import { list, newTenant, type Tenant } from '../../../../e2e/src/tenant.ts'

/** As a program is told of a tenant. */
export interface TenantAccess {
  key: string
  user_id: string
  workspace_id: string
  /** The workspace's first. */
  namespace_id: string
}

export interface MadeTenant extends Tenant {
  namespaceId: string
  told: TenantAccess
}

/** burst: 5 calls at once, one more each 2 s. hour: 10 calls. none: no limit. */
export const tierOf = { burst: 'pro', hour: 'business', none: 'enterprise' } as const
export type Limits = keyof typeof tierOf

/** Told to every Plinth of the journeys, so that nothing waits for an hour. */
export const rateLimits = 'free=100000/1000,pro=100000/5,business=10/10'

export async function makeTenant(
  plinth: { url: string; operatorKey: string },
  { limits = 'none' }: { limits?: Limits } = {},
): Promise<MadeTenant> {
  const tenant = await newTenant(plinth, { tier: tierOf[limits] })
  const [namespace] = list(
    await api(plinth.url, plinth.operatorKey).get(`/namespaces?workspace_id=${tenant.workspace.id}`),
  )
  if (namespace === undefined) throw new Error('a workspace has no namespace')
  return {
    ...tenant,
    namespaceId: namespace.id,
    told: {
      key: tenant.key,
      user_id: tenant.user.id,
      workspace_id: tenant.workspace.id,
      namespace_id: namespace.id,
    },
  }
}
