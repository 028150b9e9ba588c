import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { api } from '../src/api.ts'
import { type Mesh, startMesh } from '../src/mesh.ts'
import { pageOf, type SignedIn } from '../src/page-of.ts'
import { created, list, newTenant } from '../src/tenant.ts'

const isOfSession = /^console_session\./

describe('sessions of the console, on two gateways', () => {
  let plinth: Mesh
  before(async () => {
    plinth = await startMesh({
      env: { GATEWAY_TRUSTED_PROXIES: '127.0.0.1', LOG_LEVEL: 'debug' },
      gateways: [{}, {}],
    })
  })
  after(() => plinth?.stop())

  const urls = () => plinth.gateways.map(({ url }) => url)
  const page = (gateway: number) => pageOf(urls()[gateway] ?? '')
  const statuses = (session: SignedIn) => Promise.all(urls().map((url) => pageOf(url).status(session)))
  const operator = () => api(plinth.url, plinth.operatorKey)
  const newOperatorKey = async (fields: object = {}) => {
    const made = created(await operator().post('/operator-keys', { name: 'One of many', ...fields }))
    return { id: made.id, key: String(made['key']) }
  }
  const linkOf = async (key: string) => {
    const { url } = created(await api(plinth.url, key).post('/sign-in-links', {}))
    return String(url).split('#c=')[1] ?? ''
  }
  /** Both gateways have the session in their caches. */
  const cached = async (session: SignedIn) => {
    assert.deepEqual(await statuses(session), [200, 200])
    return session
  }

  it('end with their key: the next request with it and with every session and link that it made is refused on both', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, key } = await newOperatorKey()
      const byKey = await cached(await page(0).signIn(key))
      const byCode = await cached(await page(1).redeem(await linkOf(key)))
      const code = await linkOf(key)
      assert.equal((await api(urls()[round % 2] ?? '', plinth.operatorKey).delete(`/operator-keys/${id}`)).status, 204)
      assert.deepEqual([...(await statuses(byKey)), ...(await statuses(byCode))], [401, 401, 401, 401])
      for (const gateway of [0, 1]) {
        assert.equal((await page(gateway).ask('GET', '/session', { authorization: `Bearer ${key}` })).status, 401)
        await assert.rejects(page(gateway).redeem(code), /401/)
      }
    }
  })

  it('have no more than their key has left after a PATCH, and end when it is rotated or reported', async () => {
    const { id, key } = await newOperatorKey()
    const session = await cached(await page(0).signIn(key))
    assert.equal((await operator().patch(`/operator-keys/${id}`, { scopes: ['read:all'] })).status, 200)
    for (const gateway of [0, 1]) {
      const refused = await page(gateway).ask(
        'POST',
        '/operator-keys',
        { cookie: page(gateway).cookieOf(session) },
        { name: 'More' },
      )
      assert.equal(refused.status, 403)
    }
    assert.equal((await operator().post(`/operator-keys/${id}/rotate`, { grace_period_hours: 0 })).status, 201)
    assert.deepEqual(await statuses(session), [401, 401])

    const { key: leaked } = await newOperatorKey()
    const other = await cached(await page(1).signIn(leaked))
    assert.equal((await page(0).ask('POST', '/keys/report', {}, { key: leaked })).status, 202)
    assert.deepEqual(await statuses(other), [401, 401])
  })

  it('end on both when a person signs out, and when an operator ends them', async () => {
    const tenant = await newTenant(plinth)
    const [mine, other] = [
      await cached(await page(0).signIn(tenant.key)),
      await cached(await page(1).signIn(tenant.key)),
    ]
    const signedOut = await page(1).ask('DELETE', '/session', { cookie: page(1).cookieOf(mine) })
    assert.equal(signedOut.status, 204)
    assert.deepEqual(await statuses(mine), [401, 401])
    const [shown] = list(await operator().get('/sessions'))
    assert.equal(shown?.id, other.id)
    assert.equal((await operator().delete(`/sessions/${other.id}`)).status, 204)
    assert.deepEqual(await statuses(other), [401, 401])
  })

  it('are refused by a gateway that was frozen while their key was revoked', async () => {
    const { id, key } = await newOperatorKey()
    const session = await cached(await page(0).signIn(key))
    plinth.gateways[1]?.pause()
    try {
      assert.equal((await operator().delete(`/operator-keys/${id}`)).status, 204)
    } finally {
      plinth.gateways[1]?.resume()
    }
    assert.deepEqual(await statuses(session), [401, 401])
  })

  it('outlive a frozen identity; meanwhile an answer is 200 from a cache or a 5xx, and a retry signs in with the code', async () => {
    const { id, key } = await newOperatorKey()
    const session = await page(0).signIn(key)
    const code = await linkOf(key)
    const once = { 'idempotency-key': 'signing in' }
    plinth.pause('identity')
    const during: number[] = []
    try {
      for (let asked = 0; asked < 3; asked++) during.push(await page(0).status(session))
      const redeeming = await page(1)
        .redeem(code, once)
        .catch((err: Error) => err.message)
      assert.match(String(redeeming), /^50[34]$/)
    } finally {
      plinth.resume('identity')
    }
    assert.deepEqual(
      during.filter((status) => ![200, 503, 504].includes(status)),
      [],
    )
    assert.ok(
      during.some((status) => status >= 500),
      String(during),
    )
    await eventually(async () => assert.deepEqual(await statuses(session), [200, 200]))
    // Whether the lost call has spent the code or not.
    const signedIn = await eventually(() => page(0).redeem(code, once))
    assert.deepEqual(await statuses(signedIn), [200, 200])
    await assert.rejects(page(0).redeem(code), /401/)
    const ofKey = list(await operator().get(`/sessions?key_id=${id}`))
    assert.equal(ofKey.length, 2)
  })

  it('leave entries in the audit log: who signed in and who signed out', async () => {
    const tenant = await newTenant(plinth)
    const session = await page(0).signIn(tenant.key)
    await page(0).ask('DELETE', '/session', { cookie: page(0).cookieOf(session) })
    const entries = await eventually(async () => {
      const found = list(await tenant.api.get('/audit-log')).filter(({ action }) => isOfSession.test(String(action)))
      assert.equal(found.length, 2)
      return found
    })
    assert.deepEqual(
      entries.map(({ action, actor, target }) => [action, Object(actor).id, Object(target).id]),
      ['ended', 'created'].map((verb) => [`console_session.${verb}`, tenant.user.id, session.id]),
    )
  })

  it('leave neither token nor code in a log', async () => {
    const { key } = await newOperatorKey()
    const code = await linkOf(key)
    const session = await page(0).redeem(code)
    await assert.rejects(page(0).redeem(code), /401/)
    await statuses(session)
    const output = (['gateway', 'identity'] as const).map((part) => plinth.output(part)).join('')
    assert.ok(output.includes(session.id) || output.includes('sessions.create'), 'nothing was logged')
    for (const secret of [code, session.token, key]) assert.equal(output.includes(secret), false)
  })
})
