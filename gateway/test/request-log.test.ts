import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import {
  type LoggedRequest,
  type RecordRequestLogRequest,
  RequestLogServiceService as RequestLog,
} from '@plinth/proto/tenancy/v1/request_log.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { eventually, StoppedClock } from '@plinth/testkit'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

/** The requests that the gateway reported until it stopped. */
async function logged(mesh: Mesh): Promise<LoggedRequest[]> {
  await mesh.stop()
  return mesh.script.seen
    .filter(({ method }) => method === RequestLog.recordRequestLog.path)
    .flatMap(({ request }) => (request as RecordRequestLogRequest).requests)
}
/** A request by hand; `closed` resolves when its connection is gone, whichever side ended it. */
function sendRaw(mesh: Mesh, line: string, key: string, body = '') {
  const socket = connect(Number(new URL(mesh.url).port), '127.0.0.1')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => undefined).resume()
  const headers = `Host: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json`
  socket.write(`${line}\r\n${headers}\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
  return { socket, closed }
}
const check = (feature: string) => ({ body: { feature, quantity: 3 } })
const namespace = '/api/v1/namespaces/ns_1/entitlements'

describe('a call in the request log', () => {
  it('tells who called what, when, and how it ended', async () => {
    const clock = new StoppedClock()
    const mesh = await startMesh({}, clock)
    const key = mesh.key()
    const answer = await mesh.ask('PATCH', '/api/v1/workspaces/wks_home', {
      key,
      body: { name: 'Secret name' },
      headers: { 'x-request-id': 'mine-1', 'user-agent': 'agent', 'x-forwarded-for': '198.51.100.7' },
    })
    assert.equal(answer.status, 200)
    const [row, ...others] = await logged(mesh)
    assert.deepEqual(others, [])
    const { keyId = '', atMs = 0, durationMs = 0, ...rest } = row ?? {}
    assert.match(keyId, /^key_/)
    assert.equal(atMs + durationMs, clock.now().getTime())
    assert.deepEqual(rest, {
      ...{ id: '', requestId: 'mine-1', method: 'PATCH', path: '/workspaces/wks_home', operation: 'workspaces.update' },
      ...{ status: 200, code: '', sessionId: '', userId: 'usr_jane', actorType: 'user', actorName: '' },
      ...{ workspaceId: 'wks_home', namespaceId: '', isReplayed: false, limitedBy: '', denial: undefined, omitted: 0 },
    })
    for (const secret of [key, 'Secret name', '198.51.100.7', 'agent']) assert.ok(!JSON.stringify(row).includes(secret))
  })

  it('has what the plan refused, of checks, consumes, reservations and its own limits', async () => {
    const mesh = await startMesh()
    const key = mesh.key()
    for (const [verb, body] of [
      ['check', {}],
      ['consume', {}],
      ['reserve', { ttl_seconds: 60 }],
    ] as const)
      await mesh.ask('POST', `${namespace}/${verb}`, { key, body: { feature: 'sold_out', quantity: 3, ...body } })
    const checks = [{ feature: 'storage' }, { feature: 'sold_out', quantity: 7 }]
    await mesh.ask('POST', `${namespace}/check/batch`, { key, body: { checks } })
    const limit = new PlinthError('FEATURE_LIMIT_REACHED', 'No.', { details: { feature: ['plinth.workspaces'] } })
    mesh.script.refuse(Workspaces.createWorkspace, limit)
    await mesh.ask('POST', '/api/v1/workspaces', { key, body: { name: 'Acme' } })
    const rows = await logged(mesh)
    const denial = { feature: 'sold_out', reason: 'LIMIT_EXCEEDED', limit: 10, used: 10, available: 0 }
    assert.deepEqual(
      rows.map(({ operation, status, namespaceId, denial }) => [operation, status, namespaceId, denial]),
      [
        ['entitlements.check', 200, 'ns_1', { ...denial, quantity: 3 }],
        ['entitlements.consume', 200, 'ns_1', { ...denial, quantity: 3 }],
        ['entitlements.reserve', 200, 'ns_1', { ...denial, quantity: 3 }],
        ['entitlements.check-batch', 200, 'ns_1', { ...denial, quantity: 7 }],
        [
          ...['workspaces.create', 403, ''],
          {
            ...{ feature: 'plinth.workspaces', quantity: undefined, reason: 'FEATURE_LIMIT_REACHED' },
            ...{ limit: undefined, used: undefined, available: undefined },
          },
        ],
      ],
    )
  })

  it('is no refusal for a diagnosis of an operator, explained or fast; a workspace cannot ask for one', async () => {
    const mesh = await startMesh({ GATEWAY_REQUEST_LOG: 'all' })
    const path = `${namespace}/check?diagnosis=true`
    for (const [query, consistency] of [
      ['&explain=true', 'strong'],
      ['', 'fast'],
    ] as const) {
      const body = { feature: 'sold_out', quantity: 3, consistency }
      const answer = await mesh.ask('POST', path + query, { key: mesh.operatorKey(), body })
      const { allowed } = answer.json as unknown as { allowed: boolean }
      assert.deepEqual([answer.status, allowed], [200, false])
    }
    const refused = await mesh.ask('POST', path, { key: mesh.key(), ...check('sold_out') })
    assert.deepEqual([refused.status, refused.json.error.code], [403, 'INSUFFICIENT_PERMISSIONS'])
    const rows = await logged(mesh)
    assert.deepEqual(
      rows.map(({ status, denial }) => [status, denial]),
      [
        [200, undefined],
        [200, undefined],
        [403, undefined],
      ],
    )
  })

  it('tells of a replayed answer, of the rate limit, and of a caller who left', async () => {
    const mesh = await startMesh({}, new StoppedClock())
    const key = mesh.key()
    mesh.script.replay(Workspaces.updateWorkspace, 'req_first')
    await mesh.ask('PATCH', '/api/v1/workspaces/wks_home', { key, body: {}, headers: { 'idempotency-key': 'k' } })
    mesh.script.allow(Workspaces.updateWorkspace)
    const limited = mesh.key({ workspaceId: 'wks_other', rateLimitTier: 'free' })
    const calls = Array.from({ length: 51 }, () => mesh.ask('GET', '/api/v1/user', { key: limited }))
    assert.equal((await Promise.all(calls)).filter(({ status }) => status === 429).length, 1)

    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    mesh.script.hold(Workspaces.createWorkspace, held)
    const left = sendRaw(mesh, `POST /api/v1/workspaces HTTP/1.1`, key, '{"name":"Acme"}')
    await eventually(() => assert.equal(mesh.script.count(Workspaces.createWorkspace), 1))
    left.socket.destroy()
    await left.closed
    // When the gateway has answered another caller, it has seen that this one left.
    await mesh.ask('GET', '/api/v1/users', { key })
    const stopped = logged(mesh)
    release()
    const rows = await stopped
    assert.deepEqual(
      rows.map(({ status, code, isReplayed, limitedBy }) => [status, code, isReplayed, limitedBy]),
      [
        [200, '', true, ''],
        [429, 'RATE_LIMIT_EXCEEDED', false, 'burst'],
        [0, '', false, ''],
      ],
    )
  })

  it('is of the workspace it acted in, else of that of its key; of an operator who names none, of none; of a stranger, nowhere', async () => {
    const mesh = await startMesh({ GATEWAY_REQUEST_LOG: 'all' })
    const key = mesh.key({ allWorkspaces: true })
    const suspended = mesh.key({ workspaceId: 'wks_suspended' })
    await mesh.ask('GET', '/api/v1/users?workspace_id=wks_other', { key })
    await mesh.ask('GET', '/api/v1/users?workspace_id=wks_foreign', { key })
    await mesh.ask('GET', '/api/v1/nowhere/at-all?secret=1', { key })
    await mesh.ask('GET', '/api/v1/users', { key: suspended })
    await mesh.ask('GET', '/api/v1/users', { key: mesh.operatorKey(), headers: { 'x-workspace-id': 'wks_other' } })
    const elsewhere = { key: mesh.operatorKey(), headers: { 'x-workspace-id': 'wks_other' } }
    await mesh.ask('GET', '/api/v1/namespaces/ns_1', elsewhere)
    await mesh.ask('GET', '/api/v1/features', { key: mesh.operatorKey() })
    const revoked = mesh.key()
    mesh.revoke(revoked)
    await mesh.ask('GET', '/api/v1/users')
    await mesh.ask('GET', '/api/v1/users', { key: revoked })
    const rows = await logged(mesh)
    assert.deepEqual(
      rows.map(({ workspaceId, actorType, operation, path, status }) => [
        workspaceId,
        actorType,
        operation,
        path,
        status,
      ]),
      [
        ['wks_other', 'user', 'users.list', '/users', 200],
        ['wks_home', 'user', 'users.list', '/users', 404],
        ['wks_home', 'user', '', '', 404],
        ['wks_suspended', 'user', 'users.list', '/users', 403],
        ['wks_other', 'operator', 'users.list', '/users', 200],
        // The path names what is another workspace's.
        ['', 'operator', 'namespaces.get', '/namespaces/ns_1', 403],
        ['', 'operator', 'features.list', '/features', 200],
      ],
    )
  })

  it('has no key and nothing hostile, whatever a caller sends as id, path or query', async () => {
    const mesh = await startMesh()
    const key = mesh.key()
    const get = (path: string, id = 'x') => mesh.ask('GET', `/api/v1${path}`, { key, headers: { 'x-request-id': id } })
    await get(`/users/${key}`)
    await get('/users/%00%0a%E2%80%AE')
    await get(`/users/${'a'.repeat(8_000)}`)
    await get(`/users?nonsense=${'a'.repeat(4_000)}`)
    const ofKey = await get('/nowhere', key)
    const ofLong = await get('/nowhere', 'a'.repeat(4_000))
    await sendRaw(mesh, `GET /api/v1/users/${'a'.repeat(1_048_576)} HTTP/1.1`, key).closed
    const rows = await logged(mesh)
    const ids = [ofKey, ofLong].map(({ headers }) => headers.get('x-request-id'))
    for (const id of ids) assert.match(id ?? '', /^req_\w{26}$/)
    assert.deepEqual(
      rows.map(({ requestId, path }) => [requestId, path]),
      [
        ['x', '/users/{user_id}'],
        ['x', '/users/{user_id}'],
        ['x', '/users/{user_id}'],
        ['x', '/users'],
        [ids[0], ''],
        [ids[1], ''],
      ],
    )
    assert.ok(!JSON.stringify(rows).includes(key))
  })
})

describe('GATEWAY_REQUEST_LOG', () => {
  const expected = {
    off: [],
    errors: ['users.list 400', 'entitlements.check 200'],
    changes: ['users.list 400', 'workspaces.update 200', 'entitlements.check 200'],
    all: [
      ...[
        'users.list 200',
        'users.list 400',
        'workspaces.update 200',
        'entitlements.check 200',
        'entitlements.check 200',
      ],
      ...['entitlements.consume 200', 'entitlements.commit-reservation 200'],
    ],
  }
  for (const [level, operations] of Object.entries(expected))
    it(`${level} records ${operations.length === 0 ? 'nothing' : operations.join(', ')}`, async () => {
      const mesh = await startMesh({ GATEWAY_REQUEST_LOG: level })
      const key = mesh.key()
      await mesh.ask('GET', '/api/v1/users', { key })
      await mesh.ask('GET', '/api/v1/users?nonsense=1', { key })
      await mesh.ask('PATCH', '/api/v1/workspaces/wks_home', { key, body: { name: 'Acme' } })
      await mesh.ask('POST', `${namespace}/check`, { key, ...check('sold_out') })
      await mesh.ask('POST', `${namespace}/check`, { key, ...check('storage') })
      await mesh.ask('POST', `${namespace}/consume`, { key, ...check('storage') })
      await mesh.ask('POST', `${namespace}/reservations/res_1/commit`, { key })
      const rows = await logged(mesh)
      assert.deepEqual(
        rows.map(({ operation, status }) => `${operation} ${status}`),
        operations,
      )
    })
})
