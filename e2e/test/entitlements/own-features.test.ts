import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Api, api } from '../../src/api.ts'
import { startOneProcess } from '../../src/one-process.ts'
import { created, list, newTenant, resource } from '../../src/tenant.ts'
import type { Topology } from '../../src/topology.ts'

const codes = ['plinth.webhooks', 'plinth.api_keys', 'plinth.members', 'plinth.events']
const bundle = (code: string, limit: number) => ({
  ...{ code, name: code, is_base: true },
  features: codes.map((feature) => ({ code: feature, limit })),
})
const catalog = {
  features: codes.map((code) => ({ code, name: code, type: 'limit' })),
  packages: [bundle('roomy', 50), bundle('tight', 1)],
}

interface Shown {
  features: { code: string; used: number; would_refuse: boolean }[]
}

describe('a dry run of a smaller plan', () => {
  let plinth: Topology
  let operator: Api
  before(async () => {
    plinth = await startOneProcess()
    operator = api(plinth.url, plinth.operatorKey)
    const answer = await operator.put('/catalog', catalog)
    assert.equal(answer.status, 200, answer.text)
  })
  after(() => plinth?.stop())

  it('shows of every resource of Plinth itself what the checks then say', async () => {
    const tenant = await newTenant(plinth, { tier: 'enterprise' })
    const plan = `/workspaces/${tenant.workspace.id}/packages`
    created(await operator.post(plan, { package: 'roomy' }))
    for (const path of ['one', 'two', 'three'])
      created(await tenant.api.post('/webhooks', { url: `http://127.0.0.1:8080/${path}`, events: ['webhook.updated'] }))
    created(await tenant.api.post('/api-keys', { name: 'Spare', scopes: ['read:all'] }))

    const [{ id = '' } = {}] = list(await tenant.api.get('/namespaces?owner_type=Workspace'))
    const previewed = await operator.post(`${plan}?dry_run=true`, { package: 'tight' })
    assert.equal(previewed.status, 200, previewed.text)
    const { features } = resource(previewed) as unknown as Shown
    const shown = features.map(({ code, used, would_refuse }) => [code, used, would_refuse])
    assert.deepEqual(shown.sort(), [
      ['plinth.api_keys', 2, true],
      ['plinth.events', 0, false],
      ['plinth.members', 1, true],
      ['plinth.webhooks', 3, true],
    ])

    created(await operator.post(plan, { package: 'tight' }))
    const checks = codes.map((feature) => ({ feature }))
    const checked = await tenant.api.post(`/namespaces/${id}/entitlements/check/batch`, { checks })
    const { data } = checked.json as { data: { allowed: boolean; current_usage: number }[] }
    const measured = data.map(({ allowed, current_usage }, at) => [codes[at], current_usage, !allowed])
    assert.deepEqual(shown, measured.sort())

    // A plan of the namespace that does not speak of them leaves the workspace's.
    const boost = { feature: 'plinth.members', type: 'add_limit', limit: 1, duration: 'permanent' }
    const below = await operator.post(`/namespaces/${id}/boosts?dry_run=true`, boost)
    const webhooks = (resource(below) as unknown as Shown).features.find(({ code }) => code === 'plinth.webhooks')
    assert.deepEqual([webhooks?.used, webhooks?.would_refuse], [3, true])
  })
})
