import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { eventually, freePort } from '@plinth/testkit'
import { type Api, api } from '../src/api.ts'
import { type Mesh, startMesh } from '../src/mesh.ts'
import { created, list, newTenant } from '../src/tenant.ts'

describe('what takes an operator key away, on two gateways', () => {
  let plinth: Mesh
  let operator: Api
  before(async () => {
    plinth = await startMesh({
      env: { GATEWAY_TRUSTED_PROXIES: '127.0.0.1', LOG_LEVEL: 'info' },
      gateways: [{ LOG_FORMAT: 'json' }, {}],
    })
    operator = api(plinth.url, plinth.operatorKey)
  })
  after(() => plinth?.stop())

  // Calls without a valid key share a limit by address.
  let addresses = 0
  const newAddress = () => `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses++ & 255}`
  const urls = () => plinth.gateways.map(({ url }) => url)
  const statuses = (key: string, headers: Record<string, string> = {}) =>
    Promise.all(
      urls().map(async (url) => {
        const from = { 'x-forwarded-for': newAddress() }
        const answer = await fetch(`${url}/api/v1/catalog`, {
          headers: { authorization: `Bearer ${key}`, ...from, ...headers },
        })
        await answer.arrayBuffer()
        return answer.status
      }),
    )
  const newKey = async (fields: object = {}) => {
    const made = created(await operator.post('/operator-keys', { name: 'One of many', ...fields }))
    const key = String(made['key'])
    assert.deepEqual(await statuses(key), [200, 200])
    return { id: made.id, key }
  }

  it('DELETE: neither gateway takes it after the 204', async () => {
    for (let round = 0; round < 10; round++) {
      const { id, key } = await newKey()
      const answer = await api(urls()[round % 2] ?? '', plinth.operatorKey).delete(`/operator-keys/${id}`)
      assert.equal(answer.status, 204)
      assert.deepEqual(await statuses(key), [401, 401])
    }
  })

  it('PATCH: fewer addresses and scopes hold at both after the 200', async () => {
    const { id, key } = await newKey()
    const narrowed = await operator.patch(`/operator-keys/${id}`, { allowed_ips: ['203.0.113.0/24'] })
    assert.equal(narrowed.status, 200)
    assert.deepEqual(await statuses(key, { 'x-forwarded-for': '198.51.100.1' }), [403, 403])
    assert.deepEqual(await statuses(key, { 'x-forwarded-for': '203.0.113.1' }), [200, 200])
    const other = await newKey()
    await operator.patch(`/operator-keys/${other.id}`, { scopes: ['read:all'] })
    for (const url of urls()) {
      const refused = await api(url, other.key).post('/users', { name: 'Jo', email: 'jo@example.test' })
      assert.equal(refused.status, 403)
    }
  })

  it('POST …/rotate without a grace: the old one ends, the new one works', async () => {
    const { id, key } = await newKey({ scopes: ['read:all'] })
    const rotated = created(await operator.post(`/operator-keys/${id}/rotate`, { grace_period_hours: 0 }))
    assert.deepEqual(await statuses(key), [401, 401])
    assert.deepEqual(await statuses(String(rotated['key'])), [200, 200])
  })

  it('POST /keys/report: an operator key and an API key end, and the workspace hears why', async () => {
    const report = (key: string) =>
      fetch(`${urls()[1]}/api/v1/keys/report`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ key }),
      })
    const { key } = await newKey()
    const tenant = await newTenant(plinth)
    for (const leaked of [key, tenant.key]) {
      assert.deepEqual(await statuses(leaked), [200, 200])
      const answer = await report(leaked)
      assert.deepEqual([answer.status, await answer.text()], [202, ''])
      assert.deepEqual(await statuses(leaked), [401, 401])
    }
    const body = { name: 'Next', user_id: tenant.user.id, scopes: ['read:all'] }
    const next = created(await operator.post('/api-keys', body, { workspace: tenant.workspace.id }))
    await eventually(async () => {
      const events = list(await api(plinth.url, String(next['key'])).get('/events'))
      const revoked = events.find((event) => event['type'] === 'api_key.revoked')
      const data = revoked?.['data'] as { object?: { attributes?: { reason?: string } } } | undefined
      assert.equal(data?.object?.attributes?.reason, 'leaked')
    })
  })

  it('leaves a line of each write in the log, with the id of the key and without the key', async () => {
    const { id, key } = await newKey()
    const read = await api(plinth.url, key).get('/operator-keys')
    const write = await api(plinth.url, key).post('/users', { name: 'Secret Name', email: 'logged@example.test' })
    const lines = await eventually(() => {
      const found = plinth
        .output('gateway')
        .split('\n')
        .filter((line) => line.includes(id) && line.startsWith('{'))
        .map((line): Record<string, unknown> => JSON.parse(line))
      assert.ok(found.length > 0)
      return found
    })
    assert.deepEqual(
      lines.map(({ key_id: by, operation, status, request_id }) => ({ by, operation, status, request_id })),
      [{ by: id, operation: 'users.create', status: 201, request_id: write.headers.get('x-request-id') }],
    )
    assert.equal(read.status, 200)
    for (const secret of [key, 'Secret Name', 'logged@example.test'])
      assert.equal(plinth.output('gateway').includes(secret), false)
  })

  it('a new PLINTH_OPERATOR_KEY: once the process that brings it is ready, neither takes the one it replaced', async () => {
    const next = makeApiKey('sk_live').key
    let isOver = false
    // Both gateways know the old key all the time.
    const using = (async () => {
      while (!isOver) await statuses(plinth.operatorKey)
    })()
    const own = { PLINTH_OPERATOR_KEY: next, RPC_PORT: String(await freePort()), LOG_LEVEL: 'info' }
    const other = plinth.another('identity', own)
    try {
      await other.line(/ready in process/)
      assert.deepEqual(await statuses(plinth.operatorKey), [401, 401])
    } finally {
      isOver = true
      await using
    }
    assert.deepEqual(await statuses(next), [200, 200])
    assert.equal(other.output().includes(next), false)
    // The process with the old value starts again: the old key stays away, and the new one stays.
    await plinth.kill('identity')
    await plinth.start('identity')
    assert.deepEqual(await statuses(plinth.operatorKey), [401, 401])
    assert.deepEqual(await statuses(next), [200, 200])
  })
})
