import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { AuthenticationServiceService as Authentication } from '@plinth/proto/identity/v1/authentication.ts'
import { StoppedClock } from '@plinth/testkit'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('rate limits', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh({}, new StoppedClock())
  })
  after(() => mesh.stop())
  const path = '/api/v1/user'
  const times = async (count: number, key: string, one = path) => {
    const answers = []
    for (let at = 0; at < count; at++) answers.push(await mesh.ask('GET', one, { key }))
    return answers
  }

  it('429 past the burst: Retry-After, which policy, and the key spends nothing by being refused', async () => {
    const key = mesh.key({ workspaceId: 'wks_other', rateLimitTier: 'free' })
    const answers = await Promise.all(Array.from({ length: 60 }, () => mesh.ask('GET', path, { key })))
    const refused = answers.filter(({ status }) => status === 429)
    assert.equal(refused.length, 10)
    const [first] = refused
    assert.ok(first !== undefined)
    const seconds = Number(first.headers.get('retry-after'))
    assert.ok(seconds >= 1)
    assert.deepEqual(first.json.error, {
      code: 'RATE_LIMIT_EXCEEDED',
      message: `Rate limit exceeded. Please retry after ${seconds} second${seconds === 1 ? '' : 's'}.`,
      details: { policy: ['burst'] },
      request_id: first.headers.get('x-request-id'),
      retry_after: seconds,
    })
    const remaining = answers.map(({ headers }) => Number(headers.get('x-ratelimit-remaining')))
    assert.equal(Math.min(...remaining), 950)
  })

  it('count what is refused for other reasons: an unknown path, a wrong method, a missing scope', async () => {
    const key = mesh.key({ workspaceId: 'wks_other', rateLimitTier: 'pro', scopes: ['read:users'] })
    const remaining = []
    for (const [method, one] of [
      ['GET', path],
      ['GET', '/api/v1/nowhere'],
      ['GET', '/nowhere'],
      ['PUT', path],
      ['GET', '/api/v1/webhooks'],
    ] as const) {
      remaining.push((await mesh.ask(method, one, { key })).headers.get('x-ratelimit-remaining'))
    }
    assert.deepEqual(remaining, ['9999', '9998', '9997', '9996', '9995'])
  })

  it('60 a minute per address without a valid key, failed ones included; a valid key that was seen passes', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.9' }
    const key = mesh.key()
    assert.equal((await mesh.ask('GET', path, { key, headers })).status, 200)
    const statuses = []
    for (let at = 0; at < 61; at++) {
      const authorization = at % 2 === 0 ? {} : { authorization: 'Bearer sk_live_wrong' }
      statuses.push((await mesh.ask('GET', path, { headers: { ...headers, ...authorization } })).status)
    }
    assert.deepEqual(statuses.slice(0, 60), Array(60).fill(401))
    assert.equal(statuses[60], 429)
    assert.equal((await mesh.ask('GET', path, { key, headers })).status, 200)
    assert.equal((await mesh.ask('GET', path)).status, 401)
  })

  it('an address that has used its limit up costs no question about a key that was not seen here', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.10' }
    const seen = mesh.key()
    assert.equal((await mesh.ask('GET', path, { key: seen })).status, 200)
    for (let at = 0; at < 60; at++) await mesh.ask('GET', path, { headers })
    const asked = mesh.script.count(Authentication.authenticate)
    for (const key of [makeApiKey('sk_live').key, mesh.key()]) {
      const answer = await mesh.ask('GET', path, { key, headers })
      assert.deepEqual([answer.status, answer.headers.get('x-ratelimit-remaining')], [429, '0'])
      assert.deepEqual(answer.json.error.details, { policy: ['ip'] })
    }
    assert.equal((await mesh.ask('GET', path, { key: seen, headers })).status, 200)
    assert.equal(mesh.script.count(Authentication.authenticate), asked)
    assert.equal(
      (await mesh.ask('GET', path, { key: mesh.key(), headers: { 'x-forwarded-for': '192.0.2.11' } })).status,
      200,
    )
  })

  it('150 made-up keys at once of one address are not asked for one and all; many at once of a valid one pass', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.12' }
    const asked = mesh.script.count(Authentication.authenticate)
    const guesses = Array.from({ length: 150 }, () =>
      mesh.ask('GET', path, { key: makeApiKey('sk_live').key, headers }),
    )
    const statuses = (await Promise.all(guesses)).map(({ status }) => status)
    assert.equal(statuses.filter((status) => status === 401).length, 60)
    assert.equal(statuses.filter((status) => status === 429).length, 90)
    const questions = mesh.script.count(Authentication.authenticate) - asked
    assert.ok(questions <= 80, `${questions} questions`)
    const key = mesh.key()
    const elsewhere = { 'x-forwarded-for': '192.0.2.13' }
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => mesh.ask('GET', path, { key, headers: elsewhere })),
    )
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  })

  it('a call from an address that its key forbids counts on the address, not on the key', async () => {
    const key = mesh.key({ workspaceId: 'wks_other', rateLimitTier: 'pro', allowedIps: ['198.51.100.7'] })
    const from = (ip: string) => mesh.ask('GET', path, { key, headers: { 'x-forwarded-for': ip } })
    const before = Number((await from('198.51.100.7')).headers.get('x-ratelimit-remaining'))
    const stolen = []
    for (let at = 0; at < 61; at++) stolen.push(await from('192.0.2.14'))
    assert.deepEqual(
      stolen.map(({ status }) => status),
      [...Array(60).fill(403), 429],
    )
    assert.deepEqual(
      [stolen[0]?.headers.get('x-ratelimit-limit'), stolen[0]?.headers.get('x-ratelimit-remaining')],
      ['60', '59'],
    )
    assert.equal(Number((await from('198.51.100.7')).headers.get('x-ratelimit-remaining')), before - 1)
  })

  it('say nothing of a limit where there is none', async () => {
    const [answer] = await times(1, mesh.key())
    assert.equal(answer?.headers.get('x-ratelimit-limit'), '2147483647')
    assert.equal(answer?.headers.get('ratelimit'), null)
  })

  it('send the draft headers beside the old ones', async () => {
    const [answer] = await times(1, mesh.key({ userId: 'usr_stranger', workspaceId: 'wks_foreign' }))
    assert.match(answer?.headers.get('ratelimit-policy') ?? '', /^"hour";q=1000;w=3600, "burst";q=50;w=10$/)
    assert.match(answer?.headers.get('ratelimit') ?? '', /^"hour";r=999;t=3600, "burst";r=49;t=\d+$/)
  })
})
