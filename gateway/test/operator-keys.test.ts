import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { AuthenticationServiceService as Authentication } from '@plinth/proto/identity/v1/authentication.ts'
import { OperatorKeysServiceService as OperatorKeys } from '@plinth/proto/identity/v1/operator_keys.ts'
import { StoppedClock } from '@plinth/testkit'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('operator keys', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh({ GATEWAY_CACHE_TTL_MS: '3000' }, new StoppedClock())
  })
  after(() => mesh.stop())

  it('let a read-only operator read every workspace, and write nothing anywhere', async () => {
    const key = mesh.operatorKey({ scopes: ['read:all'] })
    const headers = { 'x-workspace-id': 'wks_home' }
    for (const path of ['/workspaces', '/namespaces', '/api-keys', '/webhooks', '/operator-keys'])
      assert.equal((await mesh.ask('GET', `/api/v1${path}`, { key, headers })).status, 200, path)
    const writes: [method: string, path: string, body: object][] = [
      ['POST', '/users', { name: 'Jo', email: 'jo@example.test' }],
      ['POST', '/operator-keys', { name: 'wide' }],
      ['DELETE', '/operator-keys/key_op', {}],
      ['POST', '/workspaces/wks_home/suspend', {}],
      ['PUT', '/catalog', { features: [], packages: [] }],
    ]
    for (const [method, path, body] of writes) {
      const answer = await mesh.ask(method, `/api/v1${path}`, { key, headers, body })
      assert.equal(answer.json.error.code, 'INSUFFICIENT_PERMISSIONS', path)
      assert.deepEqual(answer.json.error.details?.['provided_scopes'], ['read:all'])
    }
    const batch = { operations: [{ action: 'delete', id: 'wks_home' }] }
    const { json } = await mesh.ask('POST', '/api/v1/workspaces/batch', { key, headers, body: batch })
    const [item] = json.data as unknown as { error: { code: string } }[]
    assert.equal(item?.error.code, 'INSUFFICIENT_PERMISSIONS')
  })

  it('403 IP_NOT_ALLOWED from elsewhere', async () => {
    const key = mesh.operatorKey({ allowedIps: ['203.0.113.0/24'] })
    const from = (address: string) =>
      mesh.ask('GET', '/api/v1/operator-keys', { key, headers: { 'x-forwarded-for': address } })
    assert.equal((await from('203.0.113.9')).status, 200)
    const answer = await from('198.51.100.1')
    assert.deepEqual([answer.status, answer.json.error.code], [403, 'IP_NOT_ALLOWED'])
  })

  it('401 TOKEN_EXPIRED from the instant of their expiry, though they are remembered', async () => {
    const expiresAt = new Date(mesh.part.clock.now().getTime() + 3_600_000)
    const key = mesh.operatorKey({ expiresAt, expiresInMs: 3_600_000 })
    const ask = () => mesh.ask('GET', '/api/v1/operator-keys', { key })
    assert.equal((await ask()).status, 200)
    mesh.script.refuse(
      Authentication.authenticate,
      new PlinthError('TOKEN_EXPIRED', 'The API key has expired. Make another one.'),
    )
    mesh.part.clock.setOffset(3_600_000)
    const answer = await ask()
    mesh.part.clock.setOffset(0)
    mesh.script.allow(Authentication.authenticate)
    assert.deepEqual([answer.status, answer.json.error.code], [401, 'TOKEN_EXPIRED'])
  })

  it('send what is asked for, and nothing of what is left out', async () => {
    const key = mesh.operatorKey()
    const body = { name: 'Night', scopes: ['read:all'], expires_at: '2030-01-01T00:00:00Z', allowed_ips: ['::1'] }
    const made = await mesh.ask('POST', '/api/v1/operator-keys', { key, body })
    assert.equal(made.headers.get('cache-control'), 'no-store')
    assert.equal(made.json.data['key'], 'sk_live_shown_once')
    assert.deepEqual(mesh.script.last(OperatorKeys.createOperatorKey).request, {
      name: 'Night',
      scopes: ['read:all'],
      expiresAt: new Date('2030-01-01T00:00:00Z'),
      allowedIps: ['::1'],
      ...{ allowsAnyIp: false, neverExpires: false },
    })
    await mesh.ask('POST', '/api/v1/operator-keys', { key, body: { name: 'All' } })
    assert.deepEqual(mesh.script.last(OperatorKeys.createOperatorKey).request, {
      name: 'All',
      scopes: [],
      expiresAt: undefined,
      allowedIps: [],
      ...{ allowsAnyIp: false, neverExpires: false },
    })
    await mesh.ask('POST', '/api/v1/operator-keys/key_op/rotate', { key })
    assert.deepEqual(mesh.script.last(OperatorKeys.rotateOperatorKey).request, { id: 'key_op', gracePeriodHours: 24 })
  })
})
