import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Api, api } from '../../src/api.ts'
import { startOneProcess } from '../../src/one-process.ts'
import { created, list, resource, type Tenant } from '../../src/tenant.ts'
import type { Topology } from '../../src/topology.ts'
import { unlimitedTenant } from '../../src/valid-calls.ts'

const feature = { code: 'credits', name: 'Credits', type: 'limit', reset: 'monthly' }
const pack = { code: 'starter', name: 'Starter', is_base: true, features: [{ code: 'credits', limit: 100 }] }
const good = {
  features: [feature, { code: 'sso', name: 'Single sign-on', type: 'boolean' }],
  packages: [pack, { code: 'one', name: 'One', is_stackable: false, features: [{ code: 'credits', limit: 1 }] }],
}
const withFeature = (...fields: object[]) => ({
  features: fields.map((one, at) => ({ ...feature, code: `f${at}`, ...one })),
  packages: [],
})
const withPackage = (...fields: object[]) => ({
  features: good.features,
  packages: fields.map((one, at) => ({ ...pack, code: `p${at}`, ...one })),
})
const past = '2020-01-01T00:00:00Z'
const beyond = 2 ** 53

/** The mistake, the body, and the fields that the answer names. */
type Case = [what: string, body: object, fields: string[]]

const counts = (extra: object): Case[] => [
  ['negative', { ...extra, feature: 'credits', quantity: -1 }, ['quantity']],
  ['fractional', { ...extra, feature: 'credits', quantity: 1.5 }, ['quantity']],
  ['beyond 2^53', { ...extra, feature: 'credits', quantity: beyond }, ['quantity']],
  ['no number', { ...extra, feature: 'credits', quantity: '5' }, ['quantity']],
  ['none', { ...extra, feature: 'credits', quantity: null }, ['quantity']],
  ['of nothing', { ...extra, quantity: 1 }, ['feature']],
]
const entitlementCases: Record<string, Case[]> = {
  check: counts({}),
  'check/batch': [
    ['negative', { checks: [{ feature: 'credits' }, { feature: 'credits', quantity: -1 }] }, ['checks.1.quantity']],
    ['fractional', { checks: [{ feature: 'credits', quantity: 0.1 }] }, ['checks.0.quantity']],
    ['no checks', {}, ['checks']],
  ],
  consume: [
    ...counts({}),
    ['an event_id too long', { feature: 'credits', event_id: 'x'.repeat(256) }, ['event_id']],
    ['metadata that are no text', { feature: 'credits', metadata: { a: 1 } }, ['metadata.a']],
    ['a field that is none', { feature: 'credits', quantitty: 1 }, ['quantitty']],
  ],
  reserve: [
    ...counts({ ttl_seconds: 60 }),
    ['without an end', { feature: 'credits', quantity: 1 }, ['ttl_seconds']],
    ['that ends at once', { feature: 'credits', quantity: 1, ttl_seconds: 0 }, ['ttl_seconds']],
    ['longer than a day', { feature: 'credits', quantity: 1, ttl_seconds: 86_401 }, ['ttl_seconds']],
    ['of a fraction of a second', { feature: 'credits', quantity: 1, ttl_seconds: 1.5 }, ['ttl_seconds']],
  ],
  usage: [
    ['nothing', { feature: 'credits', quantity: 0 }, ['quantity']],
    ['fractional', { feature: 'credits', quantity: -1.5 }, ['quantity']],
    ['beyond 2^53', { feature: 'credits', quantity: beyond }, ['quantity']],
    ['beyond -2^53', { feature: 'credits', quantity: -beyond }, ['quantity']],
    ['more than can be counted in all', { feature: 'credits', quantity: beyond - 1 }, ['quantity']],
    ['of an unknown feature', { feature: 'nothing', quantity: 1 }, ['feature']],
    ['an event_id with another quantity', { feature: 'credits', quantity: 9, event_id: 'known' }, ['event_id']],
  ],
}
const catalogCases: Case[] = [
  [
    'a cycle',
    withFeature({ code: 'a', parent: 'b' }, { code: 'b', parent: 'a' }),
    ['features.0.parent', 'features.1.parent'],
  ],
  ['its own parent', withFeature({ code: 'a', parent: 'a' }), ['features.0.parent']],
  ['a dangling parent', withFeature({ parent: 'nobody' }), ['features.0.parent']],
  [
    'two levels of pools',
    withFeature({ code: 'a' }, { parent: 'a', code: 'b' }, { parent: 'b' }),
    ['features.2.parent'],
  ],
  ['a duplicate feature', withFeature({ code: 'a' }, { code: 'a' }), ['features.1.code']],
  ['a code that is none', withFeature({ code: 'A b' }), ['features.0.code']],
  ['an unknown type', withFeature({ type: 'maybe' }), ['features.0.type']],
  ['a window that never ends', withFeature({ reset: 'rolling', rolling_days: 366 }), ['features.0.rolling_days']],
  ['a window of nothing', withFeature({ reset: 'rolling', rolling_days: 0 }), ['features.0.rolling_days']],
  ['days of a month', withFeature({ rolling_days: 5 }), ['features.0.rolling_days']],
  ['a duplicate package', withPackage({ code: 'a' }, { code: 'a' }), ['packages.1.code']],
  [
    'a package of nothing known',
    withPackage({ features: [{ code: 'nothing', limit: 1 }] }),
    ['packages.0.features.0.code'],
  ],
  ['a feature twice', withPackage({ features: [...pack.features, ...pack.features] }), ['packages.0.features.1.code']],
  ['a negative limit', withPackage({ features: [{ code: 'credits', limit: -1 }] }), ['packages.0.features.0.limit']],
  ['a fractional limit', withPackage({ features: [{ code: 'credits', limit: 0.5 }] }), ['packages.0.features.0.limit']],
  [
    'a limit beyond 2^53',
    withPackage({ features: [{ code: 'credits', limit: beyond }] }),
    ['packages.0.features.0.limit'],
  ],
  ['a limit without a number', withPackage({ features: [{ code: 'credits' }] }), ['packages.0.features.0.limit']],
  ['a switch with a number', withPackage({ features: [{ code: 'sso', limit: 1 }] }), ['packages.0.features.0.limit']],
]
const packageCases: Case[] = [
  ['an unknown package', { package: 'nothing' }, ['package']],
  ['one that does not stack', { package: 'one' }, ['package']],
  ['an end in the past', { package: 'starter', expires_at: past }, ['expires_at']],
  [
    'an end before its start',
    { package: 'starter', starts_at: '2090-01-02T00:00:00Z', expires_at: '2090-01-01T00:00:00Z' },
    ['expires_at'],
  ],
  ['a time that is none', { package: 'starter', expires_at: 'never' }, ['expires_at']],
  ['a time beyond all calendars', { package: 'starter', expires_at: '+275760-09-13T00:00:00Z' }, ['expires_at']],
]
const boost = { feature: 'credits', type: 'add_limit', limit: 5, duration: 'permanent' }
const boostCases: Case[] = [
  ['an unknown feature', { ...boost, feature: 'nothing' }, ['feature']],
  ['a limit of a switch', { ...boost, feature: 'sso' }, ['type']],
  ['nothing', { ...boost, limit: 0 }, ['limit']],
  ['a negative limit', { ...boost, limit: -5 }, ['limit']],
  ['a fractional limit', { ...boost, limit: 0.5 }, ['limit']],
  ['a limit beyond 2^53', { ...boost, limit: beyond }, ['limit']],
  ['no limit', { feature: 'credits', type: 'add_limit', duration: 'permanent' }, ['limit']],
  ['a window that never ends', { ...boost, duration: 'until' }, ['expires_at']],
  ['an end in the past', { ...boost, duration: 'until', expires_at: past }, ['expires_at']],
  ['an end of what has none', { ...boost, expires_at: '2090-01-01T00:00:00Z' }, ['expires_at']],
  ['a cycle that is over', { ...boost, duration: 'cycle', starts_at: past }, ['starts_at']],
  ['an unknown duration', { ...boost, duration: 'long' }, ['duration']],
]

describe('422 naming the field, and nothing changed', () => {
  let plinth: Topology
  let operator: Api
  let tenant: Tenant
  let namespace: string
  let workspace: string
  let assigned: string
  let reserved: string
  let unchanged: object
  before(async () => {
    plinth = await startOneProcess()
    operator = api(plinth.url, plinth.operatorKey)
    assert.equal((await operator.put('/catalog', good)).status, 200)
    tenant = await unlimitedTenant(plinth)
    workspace = `/workspaces/${tenant.workspace.id}`
    namespace = `/namespaces/${list(await tenant.api.get('/namespaces?owner_type=Workspace'))[0]?.id}`
    assigned = created(await operator.post(`${workspace}/packages`, { package: 'starter' })).id
    created(await operator.post(`${workspace}/packages`, { package: 'one' }))
    const use = { feature: 'credits', quantity: 40, event_id: 'known' }
    assert.equal((await tenant.api.post(`${namespace}/entitlements/usage`, use)).status, 201)
    const wanted = { feature: 'credits', quantity: 10, ttl_seconds: 3_600 }
    const made = await tenant.api.post(`${namespace}/entitlements/reserve`, wanted)
    reserved = (made.json as { reservation: { id: string } }).reservation.id
    unchanged = await everything()
  })
  after(() => plinth?.stop())

  /** Everything that could have changed. */
  async function everything() {
    const check = await operator.post(`${namespace}/entitlements/check`, { feature: 'credits' })
    const { as_of: _, ...standing } = check.json as { as_of: string }
    const paths = [
      `${workspace}/packages`,
      `${workspace}/boosts`,
      ...['usage', 'log'].map((it) => `${namespace}/entitlements/${it}`),
    ]
    const lists = await Promise.all(paths.map(async (path) => list(await operator.get(path))))
    return { standing, lists, catalog: resource(await operator.get('/catalog')) }
  }

  function each(title: string, cases: readonly Case[], send: (body: object) => ReturnType<Api['post']>): void {
    for (const [what, body, fields] of cases) {
      it(`${title}: ${what}`, async () => {
        const answer = await send(body)
        const { error } = answer.json as { error: { code: string; details: Record<string, string[]> } }
        assert.deepEqual([answer.status, error?.code], [422, 'VALIDATION_ERROR'], answer.text)
        assert.deepEqual(Object.keys(error.details).sort(), fields)
        for (const sentences of Object.values(error.details)) for (const one of sentences) assert.match(one, /\.$/)
        assert.deepEqual(await everything(), unchanged)
      })
    }
  }

  for (const [verb, cases] of Object.entries(entitlementCases)) {
    each(verb, cases, (body) => tenant.api.post(`${namespace}/entitlements/${verb}`, body))
  }
  const commits: Case[] = [-1, 1.5, beyond, 11].map((quantity) => [`of ${quantity}`, { quantity }, ['quantity']])
  each('commit', commits, (body) => tenant.api.post(`${namespace}/entitlements/reservations/${reserved}/commit`, body))
  each('the catalogue', catalogCases, (body) => operator.put('/catalog', body))
  each('the catalogue, as a dry run', catalogCases, (body) => operator.put('/catalog?dry_run=true', body))
  each('a package', packageCases, (body) => operator.post(`${workspace}/packages`, body))
  each('renewing', [['to the past', { expires_at: past }, ['expires_at']]], (body) =>
    operator.post(`${workspace}/packages/${assigned}/renew`, body),
  )
  each('a boost', boostCases, (body) => operator.post(`${workspace}/boosts`, body))

  it('an unknown feature is an answer where it is asked for: not allowed, and why', async () => {
    for (const [verb, more] of [
      ['check', {}],
      ['consume', {}],
      ['reserve', { ttl_seconds: 5 }],
    ] as const) {
      const answer = await tenant.api.post(`${namespace}/entitlements/${verb}`, {
        feature: 'nothing',
        quantity: 1,
        ...more,
      })
      const { allowed, reason, message } = answer.json as Record<string, unknown>
      assert.deepEqual([answer.status, allowed, reason], [200, false, 'FEATURE_NOT_FOUND'])
      assert.equal(message, 'The feature nothing does not exist.')
    }
    assert.deepEqual(await everything(), unchanged)
  })
})
