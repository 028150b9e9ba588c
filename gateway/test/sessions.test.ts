import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { hashOfToken } from '@plinth/kit/secrets/one-time-token'
import { OperatorKeysServiceService as OperatorKeys } from '@plinth/proto/identity/v1/operator_keys.ts'
import { SessionsServiceService as Sessions } from '@plinth/proto/identity/v1/sessions.ts'
import { EndpointsServiceService as Endpoints } from '@plinth/proto/webhooks/v1/endpoints.ts'
import type { AskOptions } from './mesh/ask.ts'
import { sessionsOfKeyMax, validCode } from './mesh/sessions.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const page = { 'x-plinth-page': 'console' }

describe('a session of the console', () => {
  let mesh: Mesh
  let cookieName: string
  before(async () => {
    mesh = await startMesh({ GATEWAY_RATE_LIMITS: 'enterprise=1000/100' })
    cookieName = `plinth_session_${new URL(mesh.url).port}`
  })
  after(() => mesh.stop())

  const ask = (method: string, path: string, options: AskOptions = {}) =>
    mesh.ask(method, `/api/v1${path}`, { ...options, headers: { ...page, ...options.headers } })
  const signIn = async (options: AskOptions) => {
    const answer = await ask('POST', '/sessions', options)
    const [cookie = '', ...attributes] = (answer.headers.get('set-cookie') ?? '').split('; ')
    return { answer, cookie, attributes }
  }
  const withCookie = (method: string, path: string, cookie: string, options: AskOptions = {}) =>
    ask(method, path, { ...options, headers: { cookie, ...options.headers } })

  it('201 with a cookie that scripts and other sites cannot use, and what the key may do', async () => {
    const key = mesh.key({ scopes: ['read:all'] })
    const { answer, cookie, attributes } = await signIn({ key })
    assert.equal(answer.status, 201, answer.text)
    assert.match(cookie, new RegExp(`^${cookieName}=pcs_[\\w-]{43}$`))
    assert.deepEqual(attributes, ['Path=/', 'Max-Age=43200', 'HttpOnly', 'SameSite=Strict'])
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    const { expires_at, idle_expires_at, id, ...shown } = answer.json.data
    const { keyId } = mesh.script.last(Sessions.createSession).context.principal ?? {}
    assert.deepEqual(shown, {
      kind: 'console',
      actor: { type: 'user', id: 'usr_jane', name: '' },
      key: { id: keyId, name: 'Test key', prefix: shownPrefixOf(key) },
      workspace_id: 'wks_home',
      role: 'owner',
      scopes: ['read:all'],
    })
    assert.ok(!answer.text.includes(cookie.split('=')[1] ?? ''))
    const again = await withCookie('GET', '/session', cookie)
    assert.deepEqual(again.json.data, { ...shown, id, expires_at, idle_expires_at })
  })

  it('carries the principal of its key with its own id, and no other', async () => {
    const { cookie, answer } = await signIn({ key: mesh.key() })
    const { principal: ofKey } = mesh.script.last(Sessions.createSession).context
    assert.equal((await withCookie('GET', '/webhooks', cookie)).status, 200)
    const { principal, workspaceId } = mesh.script.last(Endpoints.listEndpoints).context
    assert.deepEqual(principal, { ...ofKey, sessionId: answer.json.data['id'] })
    assert.equal(workspaceId, 'wks_home')
  })

  it('has the scopes of its key: 403 beyond them', async () => {
    const { cookie } = await signIn({ key: mesh.key({ scopes: ['read:all'] }) })
    const answer = await withCookie('DELETE', '/webhooks/wh_1', cookie)
    assert.deepEqual([answer.status, answer.json.error.code], [403, 'INSUFFICIENT_PERMISSIONS'])
  })

  it('has the addresses of its key: 403 from elsewhere', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address })
    const key = mesh.key({ allowedIps: ['203.0.113.0/24'] })
    assert.equal((await signIn({ key, headers: from('198.51.100.1') })).answer.status, 403)
    const { cookie } = await signIn({ key, headers: from('203.0.113.1') })
    assert.equal((await withCookie('GET', '/session', cookie, { headers: from('203.0.113.2') })).status, 200)
    assert.equal((await withCookie('GET', '/session', cookie, { headers: from('198.51.100.1') })).status, 403)
  })

  it('spends the rate limit of its key; an operator’s spends none', async () => {
    const key = mesh.key()
    const { cookie } = await signIn({ key })
    const left = async (asked: Promise<{ headers: Headers }>) =>
      Number((await asked).headers.get('x-ratelimit-remaining'))
    const before = await left(ask('GET', '/session', { key }))
    assert.equal(await left(withCookie('GET', '/session', cookie)), before - 1)
    assert.equal(await left(ask('GET', '/session', { key })), before - 2)
    const { cookie: operators } = await signIn({ key: mesh.operatorKey() })
    assert.equal(await left(withCookie('GET', '/session', operators)), 2_147_483_647)
  })

  it('shares Idempotency-Keys with its key', async () => {
    const key = mesh.operatorKey()
    const { cookie } = await signIn({ key })
    const rooms: string[] = []
    const options = { body: { name: 'One' }, headers: { 'idempotency-key': 'same' } }
    for (const asked of [
      () => withCookie('POST', '/operator-keys', cookie, options),
      () => ask('POST', '/operator-keys', { key, ...options }),
    ]) {
      assert.equal((await asked()).status, 201)
      rooms.push(mesh.script.last(OperatorKeys.createOperatorKey).context.idempotency?.scope ?? '')
    }
    assert.equal(rooms[0], rooms[1])
  })

  it('401 with a session that nobody made, and with a key in the header that is none, whatever the cookie', async () => {
    const { cookie } = await signIn({ key: mesh.key() })
    const unknown = await withCookie('GET', '/session', `${cookieName}=pcs_${'0'.repeat(43)}`)
    assert.deepEqual([unknown.status, unknown.json.error.code], [401, 'UNAUTHENTICATED'])
    const headers = { authorization: 'Bearer sk_live_nobody' }
    const answer = await withCookie('GET', '/session', cookie, { headers })
    assert.deepEqual([answer.status, answer.json.error.code], [401, 'INVALID_API_KEY'])
    assert.equal((await withCookie('GET', '/session', cookie, { headers: { authorization: '' } })).status, 401)
    assert.equal((await withCookie('GET', '/session', `other=1; ${cookie}; more=2`)).status, 200)
  })

  it('is in its cookie alone: 401 for its token in the header, also right after a call with the cookie', async () => {
    const { cookie } = await signIn({ key: mesh.key() })
    const [, token = ''] = cookie.split('=')
    assert.equal((await withCookie('GET', '/session', cookie)).status, 200)
    for (const authorization of [`Bearer ${token}`, `Basic ${Buffer.from(`${token}:`).toString('base64')}`]) {
      const answer = await ask('GET', '/session', { headers: { authorization } })
      assert.deepEqual([answer.status, answer.json.error?.code], [401, 'INVALID_API_KEY'])
    }
    assert.equal((await withCookie('GET', '/session', cookie)).status, 200)
  })

  it('starts with a code once: 401 for the second, with a sentence; nothing of it is told', async () => {
    const { answer, cookie } = await signIn({ body: { code: validCode } })
    assert.equal(answer.status, 201, answer.text)
    assert.deepEqual(mesh.script.last(Sessions.createSession).request, { codeHash: hashOfToken(validCode) })
    assert.deepEqual(answer.json.data['actor'], { type: 'operator', id: 'key_op', name: 'Night shift' })
    assert.equal(answer.json.data['role'], null)
    assert.equal((await withCookie('GET', '/operator-keys', cookie)).status, 200)
    const second = await signIn({ body: { code: validCode } })
    assert.deepEqual([second.answer.status, second.cookie], [401, ''])
  })

  it('a retry with the same code has the Idempotency-Key of the first; the code itself is in no scope', async () => {
    const scopeOf = async (code: string) => {
      await ask('POST', '/sessions', { body: { code }, headers: { 'idempotency-key': 'same' } })
      const { idempotency } = mesh.script.last(Sessions.createSession).context
      assert.deepEqual([idempotency?.key, idempotency?.hasSecret], ['same', true])
      return idempotency?.scope ?? ''
    }
    const [first, again, other] = [await scopeOf('pcl_one'), await scopeOf('pcl_one'), await scopeOf('pcl_two')]
    assert.equal(first, again)
    assert.notEqual(first, other)
    assert.ok(!first.includes('pcl_one'))
  })

  it('starts with nothing else: neither a session, nor a key beside a code', async () => {
    const { cookie } = await signIn({ key: mesh.key() })
    const calls = mesh.script.count(Sessions.createSession)
    const bySession = await withCookie('POST', '/sessions', cookie)
    assert.deepEqual([bySession.status, bySession.json.error.code], [401, 'UNAUTHENTICATED'])
    const both = await signIn({ key: mesh.key(), body: { code: validCode } })
    assert.deepEqual([both.answer.status, both.answer.json.error.code], [422, 'VALIDATION_ERROR'])
    assert.equal(mesh.script.count(Sessions.createSession), calls)
  })

  it('ends by DELETE, which clears the cookie', async () => {
    const { cookie } = await signIn({ key: mesh.key() })
    const answer = await withCookie('DELETE', '/session', cookie)
    assert.equal(answer.status, 204)
    assert.equal(answer.headers.get('set-cookie'), `${cookieName}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`)
    assert.equal((await withCookie('GET', '/session', cookie)).status, 401)
  })

  it('ends by an operator’s DELETE and with its key, though it is cached', async () => {
    const operator = mesh.operatorKey()
    const { cookie, answer } = await signIn({ key: mesh.key() })
    assert.equal((await withCookie('GET', '/session', cookie)).status, 200)
    assert.equal((await ask('DELETE', `/sessions/${answer.json.data['id']}`, { key: operator })).status, 204)
    assert.equal((await withCookie('GET', '/session', cookie)).status, 401)

    const key = mesh.operatorKey()
    const other = await signIn({ key })
    assert.equal((await withCookie('GET', '/session', other.cookie)).status, 200)
    mesh.revoke(key)
    const { keyId } = mesh.script.last(Sessions.createSession).context.principal ?? {}
    assert.equal((await ask('DELETE', `/operator-keys/${keyId}`, { key: operator })).status, 204)
    assert.equal((await withCookie('GET', '/session', other.cookie)).status, 401)
  })

  it('ends when its key has too many, though it is cached', async () => {
    const key = mesh.operatorKey()
    const { cookie } = await signIn({ key })
    assert.equal((await withCookie('GET', '/session', cookie)).status, 200)
    for (let made = 1; made < sessionsOfKeyMax; made++) await signIn({ key })
    assert.equal((await withCookie('GET', '/session', cookie)).status, 200)
    await signIn({ key })
    assert.equal((await withCookie('GET', '/session', cookie)).status, 401)
  })

  it('ends with its key when that is reported as leaked', async () => {
    const key = mesh.key()
    const { cookie } = await signIn({ key })
    assert.equal((await withCookie('GET', '/session', cookie)).status, 200)
    assert.equal((await ask('POST', '/keys/report', { body: { key } })).status, 202)
    assert.equal((await withCookie('GET', '/session', cookie)).status, 401)
  })

  it('GET /session describes a key in the header', async () => {
    const expiresAt = new Date('2030-01-01T00:00:00.000Z')
    const key = mesh.operatorKey({ scopes: ['read:all'], expiresAt })
    const { json } = await mesh.ask('GET', '/api/v1/session', { key })
    const id = json.data['id']
    assert.deepEqual(json.data, {
      ...{ id, kind: 'key', actor: { type: 'operator', id, name: '' } },
      key: { id, name: 'Test key', prefix: shownPrefixOf(key) },
      ...{ workspace_id: null, role: null, scopes: ['read:all'] },
      ...{ expires_at: expiresAt.toISOString(), idle_expires_at: null },
    })
  })

  it('a sign-in link has its code in the fragment alone', async () => {
    const { json } = await mesh.ask('POST', '/api/v1/sign-in-links', { key: mesh.operatorKey() })
    assert.equal(json.data['url'], `${mesh.url}/console#c=${validCode}`)
    assert.deepEqual(mesh.script.last(Sessions.createSignInLink).request, { expiresInSeconds: 900, keyId: '' })
  })
})

const shownPrefixOf = (key: string): string => key.slice(0, 'sk_live_'.length + 4)
