import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { OverviewServiceService as TenancyOverview } from '@plinth/proto/tenancy/v1/overview.ts'
import { OverviewServiceService as WebhooksOverview } from '@plinth/proto/webhooks/v1/overview.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('GET /overview', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh()
  })
  after(() => mesh?.stop())
  const read = (scopes = ['*']) => mesh.ask('GET', '/api/v1/overview', { key: mesh.operatorKey({ scopes }) })
  const near = { workspace_id: 'wks_home', owner_id: 'ns_1', name: 'Main', feature: 'storage', used: 90, limit: 100 }
  const ofWebhooks = {
    deliveries: { accepted: 6, delivered: 2, pending: 1, held: 1, failed: 1, cancelled: 1 },
    endpoints: { total: 4, failing: 1, open: 1, disabled: 1 },
    oldest_due_seconds: 0.5,
  }
  const ofCalls = { requests_1h: { success: 7, errors: 2, limited: 1 }, denials_24h: 3 }
  const parts = [
    { name: 'gateway', ready: true, version: '0.0.0-test' },
    ...['identity', 'tenancy', 'webhooks'].map((name) => ({ name, ready: true, version: '1.0.0' })),
  ]
  const away = { deliveries: null, endpoints: null, oldest_due_seconds: null }
  const unknown = { requests_1h: null, denials_24h: null }

  it('200 with the counts of every part', async () => {
    const { status, json } = await read()
    assert.equal(status, 200)
    assert.deepEqual(json.data, { ...ofWebhooks, ...ofCalls, near_limit: [near], parts })
  })

  it('is null where the scopes do not reach', async () => {
    const of = async (...scopes: string[]) => (await read(scopes)).json.data
    assert.deepEqual(await of('read:webhooks'), { ...ofWebhooks, ...unknown, near_limit: null, parts })
    assert.deepEqual(await of('read:usage'), { ...away, ...ofCalls, near_limit: null, parts })
    assert.deepEqual(await of('read:entitlements'), { ...away, ...unknown, near_limit: [near], parts })
  })

  it('is null for what a part would say that is away, which it shows', async () => {
    const down = new PlinthError('SERVICE_UNAVAILABLE', 'away')
    mesh.script.refuse(WebhooksOverview.getWebhooksOverview, down)
    const { status, json } = await read()
    assert.equal(status, 200)
    const without = parts.map((part) => (part.name === 'webhooks' ? { ...part, ready: false, version: null } : part))
    assert.deepEqual(json.data, { ...away, ...ofCalls, near_limit: [near], parts: without })
    mesh.script.allow(WebhooksOverview.getWebhooksOverview)
    mesh.script.refuse(TenancyOverview.getTenancyOverview, down)
    const { near_limit, denials_24h, deliveries } = (await read()).json.data
    assert.deepEqual([near_limit, denials_24h, deliveries], [null, null, ofWebhooks.deliveries])
    mesh.script.allow(TenancyOverview.getTenancyOverview)
  })

  it('is null for a part that answers too late, and no answer when a part fails', async () => {
    const refuse = (code: 'GATEWAY_TIMEOUT' | 'INTERNAL_ERROR') =>
      mesh.script.refuse(WebhooksOverview.getWebhooksOverview, new PlinthError(code, 'No.'))
    refuse('GATEWAY_TIMEOUT')
    assert.equal((await read()).json.data['endpoints'], null)
    refuse('INTERNAL_ERROR')
    assert.equal((await read()).status, 500)
    mesh.script.allow(WebhooksOverview.getWebhooksOverview)
  })

  it('is null for a part of the release before, which does not know the call', async () => {
    const old = await startMesh({}, undefined, undefined, [TenancyOverview])
    const { status, json } = await old.ask('GET', '/api/v1/overview', { key: old.operatorKey() })
    await old.stop()
    assert.deepEqual([status, json.data['near_limit'], json.data['endpoints']], [200, null, ofWebhooks.endpoints])
  })

  it('403 for the key of a workspace', async () =>
    assert.equal((await mesh.ask('GET', '/api/v1/overview', { key: mesh.key() })).status, 403))
})
