import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SessionsServiceService as Sessions } from '@plinth/proto/identity/v1/sessions.ts'
import { EndpointsServiceService as Endpoints } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { validCode } from './mesh/sessions.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const foreign = 'https://evil.example'
const json = { 'content-type': 'application/json' }
const body = JSON.stringify({ url: 'https://example.test/hook', events: ['*'] })

type Sent = Readonly<Record<string, string>>
const sent = (name: string, values: readonly (string | undefined)[]): Sent[] =>
  values.map((value) => (value === undefined ? {} : { [name]: value }))

for (const corsOrigins of ['*', foreign])
  describe(`a cookie, with GATEWAY_CORS_ORIGINS=${corsOrigins}`, () => {
    let mesh: Mesh
    let cookie: string
    before(async () => {
      mesh = await startMesh({ GATEWAY_CORS_ORIGINS: corsOrigins })
      const signedIn = await post('/sessions', { 'x-plinth-page': 'console', authorization: `Bearer ${mesh.key()}` })
      cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
      assert.equal(signedIn.status, 201)
    })
    after(() => mesh.stop())

    // Each from an address of its own: what counts as no call of the session is limited by address.
    let addresses = 0
    const send = async (method: string, path: string, headers: Sent, sentBody?: string) => {
      const from = { 'x-forwarded-for': `10.1.${addresses >> 8}.${addresses++ & 255}` }
      const answer = await fetch(`${mesh.url}/api/v1${path}`, {
        ...{ method, headers: { ...from, ...headers } },
        ...(sentBody === undefined ? {} : { body: sentBody }),
      })
      return { status: answer.status, headers: answer.headers, text: await answer.text() }
    }
    const post = (path: string, headers: Sent, sentBody?: string) => send('POST', path, headers, sentBody)
    const effects = () => mesh.script.count(Endpoints.createEndpoint) + mesh.script.count(Sessions.createSession)

    it('counts only from a page of this gateway: 60 ways to send it, 4 of which are such a page', async () => {
      const own = mesh.url
      const sibling = own.replace('127.0.0.1', 'app.localhost')
      const pages = sent('x-plinth-page', [undefined, 'console', 'shop'])
      const sites = sent('sec-fetch-site', [undefined, 'same-origin', 'same-site', 'cross-site'])
      const origins = sent('origin', [undefined, own, sibling, foreign, 'null'])
      const allowed: Sent[] = []
      let ways = 0
      for (const page of pages)
        for (const site of sites)
          for (const origin of origins) {
            ways++
            const headers = { ...page, ...site, ...origin, cookie }
            const before = effects()
            const read = await send('GET', '/webhooks', headers)
            const wrote = await post('/webhooks', { ...headers, ...json }, body)
            const signedIn = await post('/sessions', { ...headers, ...json }, JSON.stringify({ code: 'pcl_unknown' }))
            const isOwn = read.status === 200
            if (isOwn) allowed.push({ ...page, ...site, ...origin })
            assert.deepEqual([read.status, wrote.status], isOwn ? [200, 201] : [401, 401], JSON.stringify(headers))
            // The code is not known: what reaches identity is refused there.
            assert.equal(signedIn.status, 401)
            assert.equal(effects() - before, isOwn ? 2 : 0)
            for (const answer of [read, wrote, signedIn])
              assert.equal(answer.headers.get('access-control-allow-credentials'), null)
          }
      assert.equal(ways, 60)
      const page = { 'x-plinth-page': 'console' }
      assert.deepEqual(allowed, [
        page,
        { ...page, origin: own },
        { ...page, 'sec-fetch-site': 'same-origin' },
        { ...page, 'sec-fetch-site': 'same-origin', origin: own },
      ])
    })

    it('has no effect from a form, and spends no code', async () => {
      const form = { 'content-type': 'application/x-www-form-urlencoded', origin: foreign, cookie }
      const text = { 'content-type': 'text/plain', cookie }
      const before = effects()
      for (const headers of [form, text])
        for (const path of ['/webhooks', '/sessions'])
          assert.equal((await post(path, headers, `code=${validCode}`)).status, 401)
      const inJson = JSON.stringify({ code: validCode })
      assert.equal((await post('/sessions', { ...json, origin: foreign }, inJson)).status, 401)
      assert.equal(effects(), before)
      const own = await post('/sessions', { ...json, 'x-plinth-page': 'console' }, inJson)
      assert.equal(own.status, 201, own.text)
    })

    it('signs nobody in from elsewhere, with a key neither', async () => {
      const authorization = `Bearer ${mesh.key()}`
      for (const headers of [{}, { 'x-plinth-page': 'console', origin: foreign }]) {
        const answer = await post('/sessions', { authorization, ...headers })
        assert.deepEqual([answer.status, answer.headers.get('set-cookie')], [401, null])
      }
    })

    it('is allowed by no preflight', async () => {
      for (const origin of [foreign, mesh.url, 'null'])
        for (const path of ['/webhooks', '/sessions', '/session']) {
          const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-plinth-page' }
          const answer = await send('OPTIONS', path, { ...asked, origin, cookie })
          assert.equal(answer.status, 204)
          assert.equal(answer.headers.get('access-control-allow-credentials'), null)
        }
    })
  })

describe('signing in', () => {
  const signIn = async (mesh: Mesh, headers: Sent) => {
    const asked = { 'x-plinth-page': 'console', ...headers }
    const answer = await mesh.ask('POST', '/api/v1/sessions', { key: mesh.operatorKey(), headers: asked })
    return { answer, cookie: answer.headers.get('set-cookie')?.replace(/=pcs_[\w-]{43}/, '=…') }
  }
  const attributes = 'Path=/; Max-Age=43200; HttpOnly; SameSite=Strict'
  const overHttps = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'api.example.com' }
  const overHttp = { 'x-forwarded-host': 'api.example.com' }

  it('over HTTPS sets a cookie bound to this host, behind a trusted proxy or by the public URL', async (t) => {
    const secure = `__Host-plinth_session=…; ${attributes}; Secure`
    const mesh = await startMesh()
    t.after(() => mesh.stop())
    assert.equal((await signIn(mesh, overHttps)).cookie, secure)
    const { cookie: again } = await signIn(mesh, { ...overHttps, origin: 'https://api.example.com' })
    assert.equal(again, secure)
    assert.equal((await signIn(mesh, { ...overHttps, origin: 'http://api.example.com' })).answer.status, 401)
    const named = await startMesh({ GATEWAY_PUBLIC_URL: 'https://api.example.com/plinth', GATEWAY_TRUSTED_PROXIES: '' })
    t.after(() => named.stop())
    assert.equal((await signIn(named, { origin: 'https://api.example.com' })).cookie, secure)
    assert.equal((await signIn(named, { origin: named.url })).answer.status, 401)
  })

  it('over HTTP from another machine: 403 with what to set, unless it is allowed', async (t) => {
    const mesh = await startMesh()
    t.after(() => mesh.stop())
    const { answer, cookie } = await signIn(mesh, overHttp)
    assert.deepEqual([answer.status, cookie], [403, undefined])
    assert.match(
      answer.json.error.message,
      /GATEWAY_PUBLIC_URL.*GATEWAY_TRUSTED_PROXIES.*GATEWAY_CONSOLE_ALLOW_HTTP=true/,
    )
    assert.equal(mesh.script.count(Sessions.createSession), 0)
    for (const host of ['localhost:8080', '127.0.0.2:8080', '[::1]:8080', 'plinth.localhost:8080'])
      assert.equal((await signIn(mesh, { 'x-forwarded-host': host })).cookie, `plinth_session_8080=…; ${attributes}`)
    for (const host of ['localhost.example.com', '127.0.0.1.example.com', '10.0.0.1'])
      assert.equal((await signIn(mesh, { 'x-forwarded-host': host })).answer.status, 403, host)
    const open = await startMesh({ GATEWAY_CONSOLE_ALLOW_HTTP: 'true' })
    t.after(() => open.stop())
    assert.equal((await signIn(open, overHttp)).cookie, `plinth_session_80=…; ${attributes}`)
  })
})
