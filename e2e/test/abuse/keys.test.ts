import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type Api, api } from '../../src/api.ts'
import { type OneProcess, startOneProcess } from '../../src/one-process.ts'
import { created, list, newTenant, type Tenant } from '../../src/tenant.ts'

interface Refusal {
  error: { code: string; message: string; details?: Record<string, string[]> }
}

let plinth: OneProcess
let operator: Api
before(async () => {
  plinth = await startOneProcess()
  operator = api(plinth.url, plinth.operatorKey)
})
after(() => plinth?.stop())

const keyOf = async (tenant: Tenant, fields: object) => {
  const body = { name: 'Key', user_id: tenant.user.id, ...fields }
  const made = created(await operator.post('/api-keys', body, { workspace: tenant.workspace.id }))
  return { id: made.id, key: String(made['key']), api: api(plinth.url, String(made['key'])) }
}
const refused = (answer: { status: number; json: unknown }) => {
  const { error } = answer.json as Refusal
  return [answer.status, error.code]
}

describe('an Idempotency-Key', () => {
  it('shows a narrow key nothing of what a wide one of the same user made', async () => {
    const tenant = await newTenant(plinth)
    const wide = await keyOf(tenant, { scopes: ['*'] })
    const soon = new Date(Date.now() + 3_600_000).toISOString()
    const narrow = await keyOf(tenant, { scopes: ['write:api-keys'], expires_at: soon })
    const idempotencyKey = randomUUID()
    const body = { name: 'CI', scopes: ['*'] }
    const first = await wide.api.post('/api-keys', body, { idempotencyKey })
    created(first)
    const stolen = await narrow.api.post('/api-keys', body, { idempotencyKey })
    assert.deepEqual(refused(stolen), [422, 'VALIDATION_ERROR'])
    assert.equal((await wide.api.post('/api-keys', body, { idempotencyKey })).text, first.text)

    const rotation = `/api-keys/${wide.id}/rotate`
    created(await wide.api.post(rotation, { grace_period_hours: 1 }, { idempotencyKey }))
    const again = await narrow.api.post(rotation, { grace_period_hours: 1 }, { idempotencyKey })
    assert.deepEqual(refused(again), [409, 'STATE_CONFLICT'])
  })

  it('is the same for the key that a rotation made, and shows the old one nothing of the new one', async () => {
    const tenant = await newTenant(plinth)
    const old = await keyOf(tenant, { scopes: ['*'] })
    const [before, since, batched] = [randomUUID(), randomUUID(), randomUUID()]
    const made = await old.api.post('/namespaces', { name: 'One' }, { idempotencyKey: before })
    created(made)
    const operations = { operations: [{ action: 'create', data: { name: 'Batched' } }] }
    const batch = await old.api.post('/namespaces/batch', operations, { idempotencyKey: batched })
    const rotated = created(await old.api.post(`/api-keys/${old.id}/rotate`, { grace_period_hours: 1 }))
    const successor = api(plinth.url, String(rotated['key']))

    const again = await successor.post('/namespaces', { name: 'One' }, { idempotencyKey: before })
    assert.deepEqual([again.text, again.headers.get('idempotent-replayed')], [made.text, 'true'])
    const batchAgain = await successor.post('/namespaces/batch', operations, { idempotencyKey: batched })
    assert.deepEqual([batchAgain.text, batchAgain.headers.get('idempotent-replayed')], [batch.text, 'true'])

    created(await successor.post('/api-keys', { name: 'For good', scopes: ['*'] }, { idempotencyKey: since }))
    const seen = await old.api.post('/api-keys', { name: 'For good', scopes: ['*'] }, { idempotencyKey: since })
    assert.deepEqual(refused(seen), [422, 'IDEMPOTENCY_KEY_REUSED'])
    const names = list(await tenant.api.get('/namespaces?fields=name&per_page=100')).map(({ name }) => name)
    assert.deepEqual(names.filter((name) => name === 'One' || name === 'Batched').sort(), ['Batched', 'One'])
  })
})

describe('a key of a customer', () => {
  it('turns no meter back: recording use is the metering backend’s', async () => {
    const tenant = await newTenant(plinth, { tier: 'business' })
    const customer = await keyOf(tenant, { scopes: ['manage:all'] })
    const [namespace] = list(await tenant.api.get('/namespaces?owner_type=Workspace'))
    const usage = `/namespaces/${namespace?.id}/entitlements/usage`
    await operator.post(`/workspaces/${tenant.workspace.id}/packages`, { package: 'business' })
    const meter = await keyOf(tenant, { scopes: ['metering'] })
    assert.equal((await meter.api.post(usage, { feature: 'api_calls', quantity: 400 })).status, 201)
    for (const quantity of [-Number.MAX_SAFE_INTEGER, -1, 1]) {
      const answer = await customer.api.post(usage, { feature: 'api_calls', quantity })
      assert.deepEqual(refused(answer), [403, 'INSUFFICIENT_PERMISSIONS'])
      assert.deepEqual((answer.json as Refusal).error.details?.['required_scope'], ['metering'])
    }
    const check = await customer.api.post(usage.replace('/usage', '/check'), { feature: 'api_calls' })
    assert.equal((check.json as { current_usage: number }).current_usage, 400)
  })

  it('made without scopes makes no keys, members or users', async () => {
    const tenant = await newTenant(plinth)
    const plain = await keyOf(tenant, {})
    const workspace = `/workspaces/${tenant.workspace.id}`
    assert.deepEqual(refused(await plain.api.post('/api-keys', { name: 'More' })), [403, 'INSUFFICIENT_PERMISSIONS'])
    for (const answer of [
      await plain.api.post(`${workspace}/invitations`, { email: 'eve@example.com', role: 'owner' }),
      await plain.api.patch(`/users/${tenant.user.id}`, { email: 'eve@example.com' }),
      await plain.api.patch(workspace, { name: 'Mine' }),
    ])
      assert.deepEqual(refused(answer), [403, 'INSUFFICIENT_PERMISSIONS'])
    created(await plain.api.post('/namespaces', { name: 'Daily work' }))
  })
})

describe('a key of a suspended workspace', () => {
  it('sees that it is suspended, and nothing else, until it is active again', async () => {
    const tenant = await newTenant(plinth)
    const workspace = `/workspaces/${tenant.workspace.id}`
    await operator.post(`${workspace}/suspend`, { reason: 'Unpaid' })
    for (const path of ['/namespaces', '/webhooks', '/usage', '/features', '/event-types', `${workspace}/members`])
      assert.deepEqual(refused(await tenant.api.get(path)), [403, 'WORKSPACE_SUSPENDED'], path)
    const made = await tenant.api.post('/workspaces', { name: 'Another' })
    assert.deepEqual(refused(made), [403, 'WORKSPACE_SUSPENDED'])
    const operations = [{ action: 'create', data: { name: 'Another' } }]
    assert.deepEqual(refused(await tenant.api.post('/workspaces/batch', { operations })), [403, 'WORKSPACE_SUSPENDED'])
    assert.equal((await tenant.api.get('/user')).status, 200)
    assert.deepEqual(
      list(await tenant.api.get('/workspaces')).map(({ status }) => status),
      ['suspended'],
    )
    const state = (await tenant.api.get(workspace)).json as { data: { status: string } }
    assert.equal(state.data.status, 'suspended')
    await operator.post(`${workspace}/reactivate`, {})
    assert.equal((await tenant.api.get('/namespaces')).status, 200)
  })
})
