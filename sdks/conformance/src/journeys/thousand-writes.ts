import { api } from '../../../../e2e/src/api.ts'
import { created } from '../../../../e2e/src/tenant.ts'
import { type CuttingProxy, cuttingProxy } from './cutting-proxy.ts'
import { cutAThird } from './fates.ts'
import { makeTenant, type TenantAccess } from './tenants.ts'

export interface ThousandWrites extends TenantAccess {
  url: string
  feature: string
}

/** A ledger to write to through a proxy that cuts a third of all answers, and what came of it. */
export interface CountedWrites {
  told: ThousandWrites
  /** Rows of the ledger, and the sum that the plan has counted. */
  count(): Promise<{ rows: number; sum: number }>
  proxy: CuttingProxy
}

const feature = 'api_calls'

export async function thousandWrites(plinth: { url: string; operatorKey: string }): Promise<CountedWrites> {
  const tenant = await makeTenant(plinth)
  const operator = api(plinth.url, plinth.operatorKey)
  const place = `/namespaces/${tenant.namespaceId}`
  created(await operator.post(`${place}/packages`, { package: 'enterprise' }))
  const proxy = await cuttingProxy(plinth.url, cutAThird())
  return {
    told: { ...tenant.told, url: proxy.url, feature },
    proxy,
    async count() {
      const { json: listed } = await operator.get(`${place}/entitlements/usage?feature=${feature}&per_page=1`)
      const { json: decided } = await operator.post(`${place}/entitlements/check`, { feature })
      return {
        rows: (listed as { meta: { total: number } }).meta.total,
        sum: (decided as { current_usage: number }).current_usage,
      }
    },
  }
}
