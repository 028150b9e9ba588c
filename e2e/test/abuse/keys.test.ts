import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
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

describe('a key in another workspace of its user', () => {
  const path = (tenant: Tenant) => `/workspaces/${tenant.workspace.id}`
  /** Dave, admin of alice's workspace, with keys of his own. */
  const scene = async () => {
    const [alice, dave] = [await newTenant(plinth), await newTenant(plinth)]
    created(await operator.post(`${path(alice)}/members`, { user_id: dave.user.id, role: 'admin' }))
    const [namespace] = list(await alice.api.get('/namespaces?owner_type=Workspace'))
    const wide = await keyOf(dave, { scopes: ['*'], all_workspaces: true })
    const missing = path(alice).replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    return { alice, dave, wide, namespace: namespace?.id ?? '', missing }
  }
  type Scene = Awaited<ReturnType<typeof scene>>
  /** Answers to acting in alice's workspace, in every way to name it. */
  const tries = async (by: Api, { alice, dave, namespace }: Scene) => {
    const inAlices = `workspace_id=${alice.workspace.id}`
    const wanted = { name: 'Purse', owner_type: 'User', workspace_id: alice.workspace.id }
    const answers = [
      await by.get(path(alice)),
      await by.patch(path(alice), { name: 'Taken over' }),
      await by.get(`${path(alice)}/members`),
      await by.get(`/webhooks?${inAlices}`),
      await by.get(`/users?${inAlices}`),
      await by.get(`/api-keys?${inAlices}`),
      await by.post(`/namespaces/${namespace}/entitlements/check?${inAlices}`, { feature: 'storage' }),
      await by.post('/api-keys', { name: 'Mine' }, { workspace: alice.workspace.id }),
    ]
    const unnamed = [
      await by.get(`/namespaces/${namespace}`),
      await by.get(`/namespaces/${namespace}/entitlements/usage`),
      await by.get(`/namespaces/${namespace}/packages`),
      await by.post(`/namespaces/${namespace}/entitlements/check`, { feature: 'storage', consistency: 'fast' }),
      await by.delete(`/namespaces/${namespace}`),
      await by.get(`/users/${alice.user.id}`),
      await by.get(`/webhooks?namespace_id=${namespace}`),
    ]
    assert.equal((await by.post('/namespaces', wanted)).status, 422)
    const owners = list(await by.get('/namespaces?per_page=100')).map(({ owner_id }) => owner_id)
    assert.deepEqual([...new Set(owners)].sort(), [dave.user.id, dave.workspace.id].sort())
    return { named: answers.map(({ status }) => status), unnamed: unnamed.map(({ status }) => status) }
  }
  const none = Array.from({ length: 8 }, () => 404)

  it('acts nowhere but at home, and learns nothing: a workspace of its user is one that is not there', async () => {
    const told = await scene()
    const { alice, dave, missing } = told
    for (const foreignKeys of ['refuse', 'allow']) {
      assert.equal((await alice.api.patch(path(alice), { foreign_keys: foreignKeys })).status, 200)
      const { named, unnamed } = await tries(dave.api, told)
      assert.deepEqual([named, unnamed], [none, none.slice(0, 7)])
    }
    const headers = (answer: { text: string }) => answer.text.replace(/req_\w+/, '')
    assert.equal(headers(await dave.api.get(path(alice))), headers(await dave.api.get(missing)))
    const ids = list(await dave.api.get('/workspaces')).map(({ id }) => id)
    assert.deepEqual(ids.sort(), [alice.workspace.id, dave.workspace.id].sort())
    const wider = await dave.api.post('/api-keys', { name: 'Wider', all_workspaces: true })
    assert.deepEqual(refused(wider), [422, 'VALIDATION_ERROR'])
  })

  it('made for all workspaces, it acts where an owner allows it, is seen there, and stops at the answer to refuse', async () => {
    const told = await scene()
    const { alice, dave, wide } = told
    const closed = await tries(wide.api, told)
    assert.deepEqual([closed.named, closed.unnamed], [none, none.slice(0, 7)])

    const admin = await keyOf({ ...alice, user: dave.user }, { scopes: ['manage:all'] })
    const allow = { foreign_keys: 'allow' }
    assert.deepEqual(refused(await admin.api.patch(path(alice), allow)), [403, 'INSUFFICIENT_PERMISSIONS'])
    assert.equal((await alice.api.patch(path(alice), allow)).status, 200)
    const open = await tries(wide.api, told)
    assert.deepEqual(open.named, [200, 200, 200, 200, 200, 200, 200, 201])
    assert.deepEqual(open.unnamed, [...none.slice(0, 6), 403])

    const seen = await eventually(async () => {
      const [row] = list(await alice.api.get(`${path(alice)}/foreign-keys`))
      assert.ok(row)
      return row
    })
    assert.deepEqual(
      [seen.id, seen['user_id'], wide.key.startsWith(String(seen['prefix']))],
      [wide.id, dave.user.id, true],
    )
    const rows = list(await alice.api.get(`${path(alice)}/foreign-keys?user_id=${alice.user.id}`))
    assert.deepEqual(rows, [])

    for (let round = 0; round < 5; round++) {
      assert.equal((await wide.api.get(path(alice))).status, 200)
      assert.equal((await alice.api.patch(path(alice), { foreign_keys: 'refuse' })).status, 200)
      assert.equal((await wide.api.get(path(alice))).status, 404)
      assert.equal((await alice.api.patch(path(alice), allow)).status, 200)
    }
  })
})
