import assert from 'node:assert/strict'
import { type Api, api } from '../api.ts'
import type { Random } from '../random.ts'
import { created, list, newTenant, resource, type Tenant } from '../tenant.ts'
import type { Topology } from '../topology.ts'

/** A catalogue with every type of feature, a shared pool, and packages of both kinds. */
const catalog = {
  features: [
    { code: 'ai.credits', name: 'AI credits', type: 'limit', reset: 'monthly' },
    { code: 'ai.images', name: 'Images', type: 'limit', parent: 'ai.credits' },
    { code: 'storage', name: 'Storage', type: 'limit', unit: 'bytes' },
    { code: 'mails', name: 'Mails', type: 'limit', reset: 'rolling', rolling_days: 2 },
    { code: 'sso', name: 'Single sign-on', type: 'boolean' },
    { code: 'exports', name: 'Exports', type: 'unlimited' },
  ],
  packages: [
    {
      ...{ code: 'starter', name: 'Starter', is_base: true },
      features: [
        { code: 'ai.credits', limit: 100 },
        { code: 'storage', limit: 1_073_741_824 },
      ],
    },
    {
      ...{ code: 'team', name: 'Team', is_base: true },
      features: [
        { code: 'ai.credits', limit: 1_000 },
        { code: 'storage', limit: 'unlimited' },
        { code: 'mails', limit: 50 },
        { code: 'sso' },
        { code: 'exports' },
      ],
    },
    { code: 'credits-50', name: '50 credits', features: [{ code: 'ai.credits', limit: 50 }], is_stackable: true },
    { code: 'mails-20', name: '20 mails', features: [{ code: 'mails', limit: 20 }] },
  ],
} as const

export const featureCodes = catalog.features.map(({ code }) => code)

export const putCatalog = async ({ url, operatorKey }: Topology): Promise<void> => {
  const answer = await api(url, operatorKey).put('/catalog', catalog)
  assert.equal(answer.status, 200, answer.text)
}

/** Puts it beside what customers of other tests have. */
export const addToCatalog = async ({ url, operatorKey }: Topology): Promise<void> => {
  const operator = api(url, operatorKey)
  const { data } = (await operator.get('/catalog')).json as { data: Record<keyof typeof catalog, { code: string }[]> }
  const withOurs = (kind: keyof typeof catalog) => {
    const codes: readonly string[] = catalog[kind].map(({ code }) => code)
    return [...data[kind].filter(({ code }) => !codes.includes(code)), ...catalog[kind]]
  }
  const answer = await operator.put('/catalog', { features: withOurs('features'), packages: withOurs('packages') })
  assert.equal(answer.status, 200, answer.text)
}

/** A customer whose plan a test changes, as an operator does. */
export interface PlanCustomer extends Tenant {
  operator: Api
  /** The default namespace of the workspace. */
  namespaceId: string
  /** Paths of both plans. */
  plans: Readonly<Record<'workspace' | 'namespace', string>>
}

export async function newCustomer(plinth: Topology): Promise<PlanCustomer> {
  const tenant = await newTenant(plinth)
  const [namespace] = list(await tenant.api.get('/namespaces?owner_type=Workspace'))
  const namespaceId = namespace?.id ?? ''
  const plans = { workspace: `/workspaces/${tenant.workspace.id}`, namespace: `/namespaces/${namespaceId}` }
  return { ...tenant, operator: api(plinth.url, plinth.operatorKey), namespaceId, plans }
}

/** Something that happens to the plan of a customer, or to its use. A refusal leaves all as it was. */
export async function somethingHappens(customer: PlanCustomer, random: Random): Promise<void> {
  const { operator, namespaceId } = customer
  const plan = customer.plans[random.pick(['workspace', 'workspace', 'namespace'] as const)]
  const happens = random.pick(['assign', 'assign', 'boost', 'use', 'use', 'suspend', 'cancel'] as const)
  if (happens === 'assign')
    return void (await operator.post(`${plan}/packages`, { package: random.pick(catalog.packages).code }))
  if (happens === 'boost') return void (await operator.post(`${plan}/boosts`, boostFor(random)))
  if (happens === 'use') {
    const feature = random.pick(['ai.credits', 'ai.images', 'mails', 'storage'])
    const quantity = random.int(1, 60)
    return void (await operator.post(`/namespaces/${namespaceId}/entitlements/usage`, { feature, quantity }))
  }
  const active = list(await operator.get(`${plan}/packages?status=active`))
  if (active.length === 0) return
  const path = `${plan}/packages/${random.pick(active).id}`
  if (happens === 'suspend') await operator.post(`${path}/suspend`, {})
  else await operator.delete(path)
}

function boostFor(random: Random) {
  const feature = random.pick(['ai.credits', 'mails', 'sso', 'exports', 'storage'])
  if (feature === 'sso' || feature === 'exports') return { feature, type: 'enable', duration: 'permanent' }
  return { feature, type: 'add_limit', limit: random.int(1, 90), duration: random.pick(['cycle', 'permanent']) }
}

/** The grants of a plan by feature: its limit, "unlimited", "on" or "none". */
export async function grantsOf({ operator }: PlanCustomer, plan: string): Promise<Map<string, string>> {
  const { json } = await operator.get(`${plan}/entitlements`)
  const { data } = json as {
    data: { feature: string; limit: number | null; unlimited: boolean; reason: string | null }[]
  }
  return new Map(
    data.map(({ feature, limit, unlimited, reason }) => {
      const without = reason !== null ? 'none' : unlimited ? 'unlimited' : 'on'
      return [feature, limit === null ? without : String(limit)]
    }),
  )
}

/** Assigns a package; returns its assignment. */
export const assign = async ({ operator }: PlanCustomer, plan: string, code: string, fields: object = {}) =>
  created(await operator.post(`${plan}/packages`, { package: code, ...fields }))

export const suspend = async ({ operator }: PlanCustomer, plan: string, assignmentId: string) =>
  resource(await operator.post(`${plan}/packages/${assignmentId}/suspend`, {}))

export const record = async ({ operator, namespaceId }: PlanCustomer, feature: string, quantity: number) =>
  created(await operator.post(`/namespaces/${namespaceId}/entitlements/usage`, { feature, quantity }))
