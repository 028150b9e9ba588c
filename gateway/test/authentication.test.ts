import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { PlinthError } from '@plinth/kit/errors'
import { AuthenticationServiceService as Authentication } from '@plinth/proto/identity/v1/authentication.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { StoppedClock } from '@plinth/testkit'
import { decodeMessage, encodeMessage, type Message, revocationSubject } from '../src/revocation/messages.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('authentication', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh({ GATEWAY_CACHE_TTL_MS: '3000' }, new StoppedClock())
  })
  after(() => mesh.stop())
  const path = '/api/v1/user'
  const withHeader = (authorization: string) => mesh.ask('GET', path, { headers: { authorization } })
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

  it('takes the key as a bearer token, or as the user name of Basic', async () => {
    const key = mesh.key()
    for (const header of [`Bearer ${key}`, `bearer ${key}`, basic(`${key}:`), basic(`${key}:whatever`)]) {
      assert.equal((await withHeader(header)).status, 200, header)
    }
  })

  it('401 INVALID_API_KEY for a checksum that is wrong, without asking anybody', async () => {
    const asked = mesh.script.count(Authentication.authenticate)
    const key = mesh.key()
    for (const bad of [`${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`, 'sk_live_x', 'é']) {
      const answer = await withHeader(basic(`${bad}:`))
      assert.equal(answer.status, 401)
      assert.equal(answer.json.error.code, 'INVALID_API_KEY')
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/)
    }
    assert.equal(mesh.script.count(Authentication.authenticate), asked)
  })

  it('400 for a key anywhere in the query, which no answer repeats', async () => {
    const key = mesh.key()
    for (const query of [
      `search=${key}`,
      `search=%20${key}`,
      `search=x${key}x`,
      `search=a&search=${key}`,
      key,
      `x${key}`,
      `${key}=1`,
      `${key.replaceAll('_', '%5F')}=1`,
      `fields=id,${key}`,
      `sort=-${key}`,
      `workspace_id=wks_home&namespace_id=${key}`,
    ])
      for (const path of ['/workspaces', '/nowhere']) {
        const answer = await mesh.ask('GET', `/api/v1${path}?${query}`, { key })
        assert.deepEqual(
          [answer.status, answer.json.error?.code, answer.json.error?.details],
          [
            400,
            'INVALID_PARAMETER',
            { query: ['An API key must not be sent in a URL. Send it in the Authorization header.'] },
          ],
          query,
        )
        assert.ok(!`${answer.text}${[...answer.headers]}`.includes(key.slice(-43)), query)
      }
    assert.equal((await mesh.ask('GET', `/api/v1/workspaces?search=${key.slice(0, -7)}`, { key })).status, 200)
  })

  it('keeps no request id that contains a key', async () => {
    const key = mesh.key()
    for (const own of [key, `x-${key}`, `${key}-1`]) {
      const answer = await mesh.ask('GET', path, { key, headers: { 'x-request-id': own } })
      assert.match(answer.headers.get('x-request-id') ?? '', /^req_[0-9a-z]{26}$/, own)
    }
  })

  it('401 UNAUTHENTICATED for other schemes', async () => {
    for (const header of ['Digest x', 'Bearer', basic(':')]) {
      assert.equal((await withHeader(header)).json.error.code, 'UNAUTHENTICATED', header)
    }
  })

  it('sends the hash of the key, never the key, and asks once for many calls', async () => {
    const key = mesh.key()
    const before = mesh.script.count(Authentication.authenticate)
    const answers = await Promise.all(Array.from({ length: 5 }, () => mesh.ask('GET', path, { key })))
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
    assert.equal(mesh.script.count(Authentication.authenticate), before + 1)
    assert.ok(!JSON.stringify(mesh.script.last(Authentication.authenticate)).includes(key))
  })

  it('asks once for an unknown key, however often it is sent within a second', async () => {
    const { key } = makeApiKey('sk_live')
    const before = mesh.script.count(Authentication.authenticate)
    for (let calls = 0; calls < 3; calls++)
      assert.equal((await mesh.ask('GET', path, { key })).json.error.code, 'INVALID_API_KEY')
    assert.equal(mesh.script.count(Authentication.authenticate), before + 1)
  })

  it('remembers no key whose workspace does not know its user', async () => {
    const key = mesh.key({ workspaceId: 'wks_foreign' })
    const before = mesh.script.count(Authentication.authenticate)
    for (const asked of [1, 2]) {
      assert.equal((await mesh.ask('GET', path, { key })).json.error.code, 'INVALID_API_KEY')
      assert.equal(mesh.script.count(Authentication.authenticate), before + asked)
    }
  })

  it('asks who keeps a remembered key from the instant at which it ends, and says so: 401 TOKEN_EXPIRED', async () => {
    const expiresAt = new Date(mesh.part.clock.now().getTime() + 3_600_000)
    const key = mesh.key({ expiresAt, expiresInMs: 3_600_000 })
    assert.equal((await mesh.ask('GET', path, { key })).status, 200)
    mesh.script.refuse(
      Authentication.authenticate,
      new PlinthError('TOKEN_EXPIRED', 'The API key has expired. Make another one.'),
    )
    assert.equal((await mesh.ask('GET', path, { key })).status, 200)
    mesh.part.clock.setOffset(3_600_000)
    const answer = await mesh.ask('GET', path, { key })
    mesh.part.clock.setOffset(0)
    mesh.script.allow(Authentication.authenticate)
    assert.equal(answer.status, 401)
    assert.equal(answer.json.error.code, 'TOKEN_EXPIRED')
  })

  it('remembers a key no longer than it has left by the clock of the service, whatever its own clock says', async () => {
    const expiresAt = new Date(mesh.part.clock.now().getTime() + 3_600_000)
    const key = mesh.key({ expiresAt, expiresInMs: 0 })
    const asked = mesh.script.count(Authentication.authenticate)
    for (let calls = 0; calls < 3; calls++) assert.equal((await mesh.ask('GET', path, { key })).status, 200)
    assert.equal(mesh.script.count(Authentication.authenticate), asked + 3)
  })

  it('403 IP_NOT_ALLOWED outside the key’s addresses', async () => {
    const key = mesh.key({ allowedIps: ['10.1.0.0/16', '2001:db8::/32'] })
    const from = (ip: string) => mesh.ask('GET', path, { key, headers: { 'x-forwarded-for': ip } })
    assert.equal((await from('10.1.2.3')).status, 200)
    assert.equal((await from('10.2.2.3, 10.1.2.3')).status, 200)
    assert.equal((await from('2001:db8::7')).status, 200)
    for (const ip of ['10.1.2.3:4431', '[2001:db8::7]:443', '[2001:db8::7]', '::ffff:10.1.2.3'])
      assert.equal((await from(ip)).status, 200, ip)
    for (const ip of ['10.2.0.1', '10.1.2.3, 10.2.0.1', '10.2.0.1:80', 'nonsense']) {
      const answer = await from(ip)
      assert.equal(answer.json.error?.code, 'IP_NOT_ALLOWED', ip)
    }
  })

  it('403 IP_NOT_ALLOWED when a proxy does not tell the caller’s address, though the proxy’s own is allowed', async () => {
    const key = mesh.key({ allowedIps: ['127.0.0.0/8'] })
    const from = (ip: string) => mesh.ask('GET', path, { key, headers: { 'x-forwarded-for': ip } })
    for (const ip of ['unknown', '', '_hidden', '10.1.2.3:', '10.1.2.3:99999999', '[10.1.2.3', 'unknown, 127.0.0.1'])
      assert.equal((await from(ip)).json.error?.code, 'IP_NOT_ALLOWED', ip)
    assert.equal((await mesh.ask('GET', path, { key })).status, 200)
    assert.equal((await from('127.0.0.9:80, 127.0.0.1')).status, 200)
    assert.equal(
      (await mesh.ask('GET', path, { key: mesh.key(), headers: { 'x-forwarded-for': 'unknown' } })).status,
      200,
    )
  })

  it('401 for a key whose user has left its workspace', async () => {
    const answer = await mesh.ask('GET', path, { key: mesh.key({ workspaceId: 'wks_foreign' }) })
    assert.equal(answer.json.error.code, 'INVALID_API_KEY')
  })

  it('forgets what it knows of a key with the write that ends it', async () => {
    const key = mesh.key()
    const gone = mesh.key({ family: { keyId: 'key_gone' } })
    assert.equal((await mesh.ask('GET', path, { key: gone })).status, 200)
    mesh.revoke(gone)
    assert.equal((await mesh.ask('GET', path, { key: gone })).status, 200)
    assert.equal((await mesh.ask('DELETE', '/api/v1/api-keys/key_gone', { key })).status, 204)
    assert.equal((await mesh.ask('GET', path, { key: gone })).status, 401)
  })

  it('forgets when another gateway tells it to, and then says so', async () => {
    const key = mesh.key()
    assert.equal((await mesh.ask('GET', path, { key })).status, 200)
    mesh.revoke(key)
    const answered = Promise.withResolvers<Message>()
    const listening = await mesh.part.bus.listen(revocationSubject, (data) => {
      const said = decodeMessage(data)
      if (said.kind === 'dropped') answered.resolve(said)
    })
    mesh.part.bus.announce(revocationSubject, encodeMessage({ kind: 'drop', from: 'another', round: 7 }))
    const { from, ...said } = await answered.promise
    assert.deepEqual(said, { kind: 'dropped', writer: 'another', round: 7 })
    assert.notEqual(from, 'another')
    assert.equal((await mesh.ask('GET', path, { key })).status, 401)
    await listening.stop()
  })

  it('503 when identity cannot answer, which counts against no address', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.77' }
    mesh.script.refuse(Authentication.authenticate, new PlinthError('SERVICE_UNAVAILABLE', 'identity 10.0.0.1 is away'))
    const answer = await mesh.ask('GET', path, { key: makeApiKey('sk_live').key, headers })
    assert.equal(answer.status, 503)
    assert.equal(answer.headers.get('retry-after'), '1')
    assert.ok(!answer.text.includes('10.0.0.1'))
    assert.ok(answer.headers.has('x-ratelimit-limit'))
    const next = await mesh.ask('GET', path, { headers })
    assert.equal(next.headers.get('x-ratelimit-remaining'), '59')
  })

  it('an operator has no user, no home and no limit', async () => {
    mesh.script.allow(Authentication.authenticate)
    const asked = mesh.script.count(Workspaces.resolveAccess)
    const answer = await mesh.ask('GET', path, { key: mesh.operatorKey() })
    assert.equal(answer.json.error.code, 'RESOURCE_NOT_FOUND')
    assert.equal(answer.headers.get('x-ratelimit-remaining'), '2147483647')
    assert.equal(mesh.script.count(Workspaces.resolveAccess), asked)
  })
})
