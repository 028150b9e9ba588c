import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { Client, ReservationRefused, responseOf, SdkError } from '../src/index.ts'
import { error, json, type ScriptedServer, scriptedServer } from './scripted-server.ts'

const workspace = { id: 'wks_1', name: 'Acme', status: 'of a later version', tomorrow: { x: 1 } }

describe('a call', () => {
  let server: ScriptedServer
  let client: Client
  before(async () => {
    server = await scriptedServer()
  })
  after(() => server.close())
  beforeEach(() => {
    server.asked.length = 0
    client = new Client('sk_live_test', { baseUrl: server.url, retryDelay: 1 })
  })

  it('sends query and body each in its place, and gives what is in data', async () => {
    server.answers(json({ data: { id: 'rpl_1', status: 'running' } }, 202))
    const replay = await client.replays.create('wh_1', { since: '2026-01-05T10:00:00Z', dry_run: false })
    assert.deepEqual(replay, { id: 'rpl_1', status: 'running' })
    const [{ method, url, headers, body } = assert.fail()] = server.asked
    assert.deepEqual(
      [method, url, body],
      ['POST', '/api/v1/webhooks/wh_1/replay?dry_run=false', '{"since":"2026-01-05T10:00:00Z"}'],
    )
    assert.equal(headers.authorization, 'Bearer sk_live_test')
    assert.equal(headers['content-type'], 'application/json')
    assert.match(String(headers['user-agent']), /^core-php-sdk\/\d+\.\d+\.\d+ node\/\d+\.\d+\.\d+$/)
    assert.match(
      String(headers['idempotency-key']),
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
  })

  it('sends the dry run of a POST without a body in the query', async () => {
    server.answers(json({ data: { at: '2026-01-05T10:00:00Z', features: [] } }))
    await client.workspacePackages.suspend('wks_1', 'asg_1', { dry_run: true })
    assert.deepEqual(
      server.asked.map(({ method, url, headers, body }) => [method, url, headers['content-type'], body]),
      [['POST', '/api/v1/workspaces/wks_1/packages/asg_1/suspend?dry_run=true', undefined, '']],
    )
  })

  it('sends the context in headers, of the call before that of the client, and leaves undefined out', async () => {
    server.answers(json({ data: workspace }))
    const elsewhere = client.withContext({ workspaceId: 'wks_2', namespaceId: 'ns_2' })
    await elsewhere.workspaces.get('wks_1', { fields: undefined, include: ['tags', 'owner'] }, { namespaceId: 'ns_3' })
    await client.workspaces.get('wks_1')
    assert.deepEqual(
      server.asked.map(({ url, headers }) => [url, headers['x-workspace-id'], headers['x-namespace-id']]),
      [
        ['/api/v1/workspaces/wks_1?include=tags,owner', 'wks_2', 'ns_3'],
        ['/api/v1/workspaces/wks_1', undefined, undefined],
      ],
    )
  })

  it('keeps fields and words that this version does not know', async () => {
    server.answers(json({ data: workspace }))
    assert.deepEqual(await client.workspaces.get('wks_1'), workspace)
  })

  it('tells of its answer: status, request id, etag, replay, rate limit, attempts', async () => {
    const headers = {
      'x-request-id': 'req_7',
      etag: '"3-abc"',
      'idempotent-replayed': 'true',
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': '998',
      'x-ratelimit-reset': '1767607200',
    }
    server.answers(error('SERVICE_UNAVAILABLE', 503), json({ data: workspace }, 201, headers))
    const made = await client.workspaces.create({ name: 'Acme' })
    const { headers: all, ...told } = responseOf(made)
    assert.deepEqual(told, {
      status: 201,
      requestId: 'req_7',
      etag: '"3-abc"',
      replayed: true,
      rateLimit: { limit: 1000, remaining: 998, reset: 1767607200 },
      attempts: 2,
    })
    assert.equal(all['x-request-id'], 'req_7')
  })

  it('that answers nothing tells of it by its promise', async () => {
    server.answers((answer) => answer.writeHead(204, { 'x-request-id': 'req_8' }).end())
    const deleted = client.webhooks.delete('wh_1')
    assert.equal(await deleted, undefined)
    assert.equal(responseOf(deleted).requestId, 'req_8')
    assert.throws(() => responseOf({}), SdkError)
  })

  it('gives undefined for an object that still has its etag', async () => {
    server.answers((answer) => answer.writeHead(304, { etag: '"3-abc"' }).end())
    assert.equal(await client.workspaces.get('wks_1', {}, { ifNoneMatch: '"3-abc"' }), undefined)
    assert.equal(server.asked[0]?.headers['if-none-match'], '"3-abc"')
  })

  it('reaches routes that this version does not know, with the same retries', async () => {
    server.answers(error('GATEWAY_TIMEOUT', 504), json({ anything: [1] }, 200, { 'x-request-id': 'req_9' }))
    const answer = await client.request<{ anything: number[] }>('post', '/new-things/1', {
      query: { a: [1, 2], b: undefined },
      body: { c: null },
    })
    assert.deepEqual(answer, { anything: [1] })
    assert.equal(responseOf(answer).attempts, 2)
    const [first, second] = server.asked
    assert.deepEqual([first?.method, first?.url, first?.body], ['POST', '/api/v1/new-things/1?a=1,2', '{"c":null}'])
    assert.equal(first?.headers['idempotency-key'], second?.headers['idempotency-key'])
    assert.deepEqual([first?.url, first?.body], [second?.url, second?.body])
  })

  it('of a page of Plinth carries no key, and says whose page it is', async () => {
    server.answers(json({ data: workspace }))
    const page = Client.session({ page: 'console', baseUrl: server.url })
    await page.workspaces.get('wks_1')
    const [{ headers } = assert.fail()] = server.asked
    assert.deepEqual([headers.authorization, headers['x-plinth-page']], [undefined, 'console'])
  })

  it('of every row gives none of the last two pages again', async () => {
    const page = (at: number, ...ids: string[]) =>
      json({ data: ids.map((id) => ({ id })), meta: { current_page: at, last_page: 4, per_page: 2, total: 8 } })
    server.answers(page(1, 'a', 'b'), page(2, 'b', 'c'), page(3, 'a', 'd'), page(4, 'a'))
    const rows = await client.workspaces.all().toArray()
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['a', 'b', 'c', 'd'],
    )
  })

  describe('with a reservation', () => {
    const params = { feature: 'a', quantity: 5, ttl_seconds: 60 }
    const reservation = { id: 'res_1', feature: 'a', quantity: 5, status: 'pending' }
    const reserved = json({ allowed: true, message: 'Allowed.', reservation })
    const options = { workspaceId: 'wks_2', idempotencyKey: 'mine' }
    const paths = () => server.asked.map(({ url }) => url.split('/').at(-1))
    const contexts = () => server.asked.map(({ headers }) => headers['x-workspace-id'])

    it('commits in the context of the reserve, with another key', async () => {
      server.answers(reserved, json({ data: reservation }))
      assert.equal(await client.entitlements.withReservation('ns_1', params, ({ id }) => id, options), 'res_1')
      assert.deepEqual(
        [paths(), contexts()],
        [
          ['reserve', 'commit'],
          ['wks_2', 'wks_2'],
        ],
      )
      const keys = server.asked.map(({ headers }) => headers['idempotency-key'])
      assert.ok(keys[0] === 'mine' && keys[1] !== 'mine' && keys[1] !== undefined, String(keys))
    })

    it('releases when the work throws', async () => {
      const broken = new Error('the work')
      server.answers(reserved, json({ data: reservation }))
      const work = () => Promise.reject(broken)
      await assert.rejects(client.entitlements.withReservation('ns_1', params, work, options), broken)
      assert.deepEqual(
        [paths(), contexts()],
        [
          ['reserve', 'release'],
          ['wks_2', 'wks_2'],
        ],
      )
    })

    it('does not begin the work that the plan refuses, and hands out the decision', async () => {
      const decision = { allowed: false, message: 'No more.' }
      server.answers(json(decision))
      const work = () => assert.fail('the work began')
      await assert.rejects(client.entitlements.withReservation('ns_1', params, work), (err) => {
        assert.ok(err instanceof ReservationRefused)
        assert.deepEqual([err.message, err.decision], ['No more.', decision])
        return true
      })
      assert.deepEqual(paths(), ['reserve'])
    })
  })
})
