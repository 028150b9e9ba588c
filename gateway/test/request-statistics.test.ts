import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { loadConfig } from '@plinth/kit/config'
import { PlinthError } from '@plinth/kit/errors'
import {
  GetStatisticsRequest_GroupBy as GroupBy,
  type RecordRequestsRequest,
  StatisticsServiceService as Statistics,
} from '@plinth/proto/tenancy/v1/statistics.ts'
import { eventually, StoppedClock } from '@plinth/testkit'
import { gatewayConfig } from '../src/config.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const flushes = (mesh: Mesh) =>
  mesh.script.seen
    .filter(({ method }) => method === Statistics.recordRequests.path)
    .map(({ request }) => request as RecordRequestsRequest)
const requestsOf = (flush: RecordRequestsRequest | undefined) =>
  flush?.counts.reduce((sum, { totals }) => sum + (totals?.requests ?? 0), 0) ?? 0

describe('GET /usage', () => {
  let mesh: Mesh
  let key: string
  before(async () => {
    mesh = await startMesh({}, new StoppedClock())
    key = mesh.key()
  })
  after(() => mesh.stop())
  const read = (query = '', as = key) => mesh.ask('GET', `/api/v1/usage${query}`, { key: as })
  const lastAsked = () => mesh.script.last(Statistics.getStatistics)

  it('shows period, totals, times, bytes, the rate limit now, and entitlements', async () => {
    const limited = mesh.key({ workspaceId: 'wks_other', rateLimitTier: 'pro' })
    await mesh.ask('GET', '/api/v1/user', { key: limited })
    const { status, json, headers } = await read('?from=2026-11-01&to=2026-11-08T10:30:00Z', limited)
    assert.equal(status, 200)
    assert.deepEqual(json.data, {
      period: { from: '2026-11-01T00:00:00.000Z', to: '2026-11-08T11:00:00.000Z' },
      totals: { requests: 3, success: 2, errors: 1, success_rate: 66.67 },
      response_time: { average_ms: 11.67, min_ms: 2, max_ms: 30 },
      data_transfer: { request_bytes: 100, response_bytes: 2_000 },
      rate_limit: { limit: 10_000, used: 1, remaining: 9_999, reset: Number(headers.get('x-ratelimit-reset')) },
      entitlements: {
        storage: { used: 6, limit: 10 },
        'plinth.webhooks': { used: 4, limit: 10 },
        'plinth.api_keys': { used: 3, limit: 10 },
      },
    })
    assert.equal(lastAsked().context.workspaceId, 'wks_other')
  })

  it('ignores a body, and costs nothing of the hour with one', async () => {
    const remaining = (await read()).headers.get('x-ratelimit-remaining')
    const headers = { authorization: `Bearer ${key}`, 'content-length': 1 }
    const asked = request(`${mesh.url}/api/v1/usage`, { headers }).end('{')
    const [answer]: IncomingMessage[] = await once(asked, 'response')
    assert.equal(answer?.resume().statusCode, 200)
    assert.equal(answer.headers['x-ratelimit-remaining'], remaining)
  })

  it('groups by day, endpoint and key; 400 for anything else', async () => {
    for (const [word, groupBy] of [
      ['day', GroupBy.GROUP_BY_DAY],
      ['endpoint', GroupBy.GROUP_BY_ENDPOINT],
      ['key', GroupBy.GROUP_BY_KEY],
    ]) {
      assert.deepEqual((await read(`?group_by=${word}`)).json.data['groups'], [])
      assert.equal((lastAsked().request as { groupBy: GroupBy }).groupBy, groupBy)
    }
    assert.equal((await read('?group_by=hour')).status, 400)
    assert.equal((await read('?from=yesterday')).status, 400)
    assert.equal((await read('?page=1')).status, 400)
    assert.equal((await read('?from=2026-11-02&to=2026-11-01')).status, 422)
  })

  it('costs nothing of the hour and one of the burst', async () => {
    const limited = mesh.key({ workspaceId: 'wks_other', rateLimitTier: 'free' })
    const answers = await Promise.all(Array.from({ length: 60 }, () => read('', limited)))
    const refused = answers.filter(({ status }) => status === 429)
    assert.equal(refused.length, 10)
    assert.deepEqual(refused[0]?.json.error.details, { policy: ['burst'] })
    const left = new Set(answers.map(({ headers }) => headers.get('x-ratelimit-remaining')))
    assert.deepEqual([...left], ['1000'])
  })

  it('is for the workspace in context: an operator must name one', async () => {
    assert.equal((await read('', mesh.operatorKey())).json.error.code, 'MISSING_WORKSPACE_CONTEXT')
    assert.equal((await read('?workspace_id=wks_foreign')).status, 404)
  })
})

describe('counting requests', () => {
  it('tells what was answered, by workspace, key and endpoint; a stranger’s calls are nobody’s', async () => {
    const mesh = await startMesh({ GATEWAY_USAGE_FLUSH_MS: '50' })
    const key = mesh.key({ allWorkspaces: true })
    const body = JSON.stringify({ name: 'Acme' })
    for (let at = 0; at < 3; at++) await mesh.ask('GET', '/api/v1/user', { key })
    const created = await mesh.ask('POST', '/api/v1/workspaces', { key, body })
    await mesh.ask('GET', '/api/v1/users?nonsense=1', { key })
    await mesh.ask('GET', '/api/v1/users?workspace_id=wks_other', { key })
    await mesh.ask('GET', '/api/v1/nowhere', { key })
    await mesh.ask('GET', '/api/v1/users', { key: mesh.operatorKey(), headers: { 'x-workspace-id': 'wks_other' } })
    await mesh.ask('GET', '/api/v1/user')
    const rows = await eventually(() => {
      const rows = flushes(mesh).flatMap(({ counts }) => counts)
      assert.equal(
        rows.reduce((sum, { totals }) => sum + (totals?.requests ?? 0), 0),
        8,
      )
      return rows
    })
    await mesh.stop()
    const sums = new Map<string, number[]>()
    for (const { workspaceId, endpoint, totals } of rows) {
      const sum = sums.get(`${workspaceId} ${endpoint}`) ?? [0, 0, 0]
      sums.set(`${workspaceId} ${endpoint}`, [
        (sum[0] ?? 0) + (totals?.requests ?? 0),
        (sum[1] ?? 0) + (totals?.success ?? 0),
        (sum[2] ?? 0) + (totals?.errors ?? 0),
      ])
    }
    assert.deepEqual(Object.fromEntries(sums), {
      'wks_home GET /user': [3, 3, 0],
      'wks_home POST /workspaces': [1, 1, 0],
      'wks_home GET /users': [1, 0, 1],
      'wks_other GET /users': [2, 2, 0],
      'wks_home unknown': [1, 0, 1],
    })
    assert.ok(rows.some(({ keyId }) => keyId === 'operator'))
    const write = rows.find(({ endpoint }) => endpoint === 'POST /workspaces')?.totals
    assert.deepEqual([write?.requestBytes, write?.responseBytes], [body.length, Buffer.byteLength(created.text)])
  })

  it('sends an unanswered batch again as it is, and nothing before it', async () => {
    const mesh = await startMesh({ GATEWAY_USAGE_FLUSH_MS: '50' })
    const key = mesh.key()
    mesh.script.refuse(Statistics.recordRequests, new PlinthError('SERVICE_UNAVAILABLE', 'Gone.'))
    await mesh.ask('GET', '/api/v1/user', { key })
    await eventually(() => assert.ok(flushes(mesh).length >= 2))
    for (let at = 0; at < 20; at++) await mesh.ask('GET', '/api/v1/users', { key })
    await eventually(() => assert.ok(flushes(mesh).length >= 4))
    const refused = flushes(mesh)
    mesh.script.allow(Statistics.recordRequests)
    await eventually(() => assert.equal(flushes(mesh).at(-1)?.sequence, 2))
    await mesh.stop()
    for (const flush of refused) assert.deepEqual(flush, refused[0])
    assert.equal(requestsOf(refused[0]), 1)
    const [first, second, ...rest] = flushes(mesh).slice(refused.length)
    assert.deepEqual(first, refused[0])
    assert.deepEqual([second?.sequence, requestsOf(second), rest.length], [2, 20, 0])
    assert.equal(second?.gatewayInstance, first?.gatewayInstance)
  })

  it('leaves a batch that is refused for good, and goes on', async () => {
    const mesh = await startMesh({ GATEWAY_USAGE_FLUSH_MS: '50' })
    mesh.script.refuse(Statistics.recordRequests, new PlinthError('VALIDATION_ERROR', 'No.'))
    await mesh.ask('GET', '/api/v1/user', { key: mesh.key() })
    await eventually(() => assert.equal(flushes(mesh).length, 1))
    mesh.script.allow(Statistics.recordRequests)
    await mesh.ask('GET', '/api/v1/user', { key: mesh.key() })
    await eventually(() => assert.equal(flushes(mesh).at(-1)?.sequence, 2))
    await mesh.stop()
  })

  it('leaves no more than 5 s of them untold, however it is set', () => {
    assert.ok(loadConfig(gatewayConfig, {}).usageFlushMs <= 5_000)
    assert.throws(() => loadConfig(gatewayConfig, { GATEWAY_USAGE_FLUSH_MS: '5001' }), /GATEWAY_USAGE_FLUSH_MS/)
  })

  it('tells the rest when the gateway stops', async () => {
    const mesh = await startMesh({ GATEWAY_USAGE_FLUSH_MS: '5000' })
    mesh.script.refuse(Statistics.recordRequests, new PlinthError('SERVICE_UNAVAILABLE', 'Gone.'))
    for (let at = 0; at < 5; at++) await mesh.ask('GET', '/api/v1/user', { key: mesh.key() })
    const refused = flushes(mesh).length
    mesh.script.allow(Statistics.recordRequests)
    await mesh.stop()
    const told = flushes(mesh).slice(refused).map(requestsOf)
    assert.equal(
      told.reduce((sum, one) => sum + one, 0),
      5,
    )
  })
})
