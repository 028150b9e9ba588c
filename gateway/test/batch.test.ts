import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type ErrorCode, PlinthError } from '@plinth/kit/errors'
import { ApiKeysServiceService as Keys } from '@plinth/proto/identity/v1/api_keys.ts'
import { UsersServiceService as Users } from '@plinth/proto/identity/v1/users.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { EndpointsServiceService as Endpoints } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { eventually } from '@plinth/testkit'
import { decodeMessage, revocationSubject } from '../src/revocation/messages.ts'
import type { AskOptions } from './mesh/ask.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

interface Item {
  index: number
  status: number
  data?: Record<string, unknown> | null
  error?: { code: ErrorCode; message: string; details?: Record<string, string[]> }
}

describe('a batch', () => {
  let mesh: Mesh
  let key: string
  before(async () => {
    mesh = await startMesh()
    key = mesh.key()
  })
  after(() => mesh.stop())

  const send = async (resource: string, operations: unknown, options: AskOptions = {}) => {
    const answer = await mesh.ask('POST', `/api/v1/${resource}/batch`, { key, body: { operations }, ...options })
    // The answer has been checked against the document that says so.
    const items = (answer.json as unknown as { data: Item[] }).data
    return { ...answer, items }
  }
  const create = { action: 'create', data: { url: 'https://example.test/hook', events: ['*'] } }
  const codes = (items: readonly Item[]) => items.map(({ status, error }) => error?.code ?? status)
  const once = (value: string) => ({ headers: { 'idempotency-key': value } })

  it('runs create, update and delete in order, each through the single operation’s record', async () => {
    mesh.script.seen.length = 0
    const { status, items, json } = await send('webhooks', [
      create,
      { action: 'update', id: 'wh_1', data: { description: 'mine' } },
      { action: 'delete', id: 'wh_1' },
    ])
    assert.equal(status, 200)
    const [created, updated, deleted] = items
    assert.deepEqual([created?.index, created?.status, created?.data?.['secret']], [0, 201, 'whsec_shown_once'])
    assert.deepEqual([updated?.index, updated?.status, updated?.data?.['id']], [1, 200, 'wh_1'])
    assert.deepEqual(deleted, { index: 2, status: 204, data: null })
    assert.deepEqual(json.meta, { succeeded: 3, failed: 0 })
    const called = mesh.script.seen.map(({ method }) => method).filter((method) => method.includes('Endpoints'))
    const { createEndpoint, updateEndpoint, deleteEndpoint } = Endpoints
    assert.deepEqual(called, [createEndpoint.path, updateEndpoint.path, deleteEndpoint.path])
  })

  it('goes on past what is refused, and says why', async () => {
    mesh.script.refuse(Endpoints.updateEndpoint, new PlinthError('RESOURCE_NOT_FOUND', 'No endpoint wh_9.'))
    const { items, json } = await send('webhooks', [
      { action: 'create', data: { url: 'https://example.test/hook', nonsense: 1 } },
      { action: 'update', id: 'wh_9', data: {} },
      { action: 'update', id: 'not an id', data: {} },
      { action: 'create' },
      create,
    ])
    mesh.script.allow(Endpoints.updateEndpoint)
    assert.deepEqual(items[0]?.error, {
      code: 'VALIDATION_ERROR',
      message: 'Validation failed',
      details: { events: ['The events field is required.'], nonsense: ['The nonsense field is not known.'] },
    })
    assert.deepEqual(items[1]?.error, { code: 'RESOURCE_NOT_FOUND', message: 'The resource was not found.' })
    assert.deepEqual(codes(items.slice(2)), ['RESOURCE_NOT_FOUND', 'VALIDATION_ERROR', 201])
    assert.deepEqual(json.meta, { succeeded: 1, failed: 4 })
  })

  it('asks for each action’s own scope', async () => {
    const reader = mesh.key({ scopes: ['write:webhooks'] })
    const { status, items } = await send('webhooks', [create, { action: 'delete', id: 'wh_1' }], { key: reader })
    assert.equal(status, 200)
    assert.deepEqual(codes(items), [201, 'INSUFFICIENT_PERMISSIONS'])
    assert.deepEqual(items[1]?.error?.details, {
      required_scope: ['delete:webhooks'],
      provided_scopes: ['write:webhooks'],
    })
  })

  it('knows no deletion of users: 405', async () => {
    const { items } = await send('users', [
      { action: 'update', id: 'usr_jane', data: { name: 'J' } },
      { action: 'delete', id: 'usr_jane' },
    ])
    assert.deepEqual(codes(items), [200, 'METHOD_NOT_ALLOWED'])
  })

  it('finds each workspace by its own id, and not a foreign one', async () => {
    const { items } = await send('workspaces', [
      { action: 'create', data: { name: 'Acme' } },
      { action: 'update', id: 'wks_home', data: { name: 'Home' } },
      { action: 'update', id: 'wks_foreign', data: { name: 'Foreign' } },
      { action: 'update', id: 'wks_private', data: { name: 'Private' } },
    ])
    assert.deepEqual(codes(items), [201, 200, 'RESOURCE_NOT_FOUND', 'RESOURCE_NOT_FOUND'])
    assert.equal(mesh.script.last(Workspaces.updateWorkspace).context.workspaceId, 'wks_home')
  })

  it('revokes keys, and shows new ones with Cache-Control: no-store', async () => {
    const { items, headers } = await send('api-keys', [
      { action: 'create', data: { name: 'CI' } },
      { action: 'delete', id: 'key_1' },
    ])
    assert.equal(items[0]?.data?.['key'], 'sk_live_shown_once')
    assert.equal(items[1]?.status, 204)
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.equal(mesh.script.count(Keys.revokeApiKey), 1)
  })

  it('is answered after one access revocation, whatever came of it; with creates and new names alone it needs none', async () => {
    let revocations = 0
    const listening = await mesh.part.bus.listen(revocationSubject, (data) => {
      if (decodeMessage(data).kind === 'drop') revocations++
    })
    await send('api-keys', [
      { action: 'create', data: { name: 'CI' } },
      { action: 'update', id: 'key_1', data: { name: 'Mine' } },
    ])
    assert.equal(revocations, 0)
    mesh.script.refuse(Keys.revokeApiKey, new PlinthError('INTERNAL_ERROR', 'Who knows what happened.'))
    await send('api-keys', [
      { action: 'update', id: 'key_1', data: { name: 'Mine' } },
      { action: 'delete', id: 'key_1' },
    ])
    mesh.script.allow(Keys.revokeApiKey)
    assert.equal(revocations, 1)
    await listening.stop()
  })

  it('begins no operation for a key that was revoked meanwhile', async () => {
    const lost = mesh.key()
    const gate = Promise.withResolvers<void>()
    mesh.script.hold(Endpoints.createEndpoint, gate.promise)
    const before = mesh.script.count(Endpoints.createEndpoint)
    const running = send('webhooks', [create, create, create], { key: lost })
    await eventually(() => assert.equal(mesh.script.count(Endpoints.createEndpoint), before + 1))
    mesh.revoke(lost)
    const { keyId } = mesh.script.last(Endpoints.createEndpoint).context.principal ?? {}
    assert.equal((await mesh.ask('DELETE', `/api/v1/api-keys/${keyId}`, { key })).status, 204)
    gate.resolve()
    mesh.script.allow(Endpoints.createEndpoint)
    assert.deepEqual(codes((await running).items), [201, 'INVALID_API_KEY', 'INVALID_API_KEY'])
  })

  it('422 BATCH_TOO_LARGE for more than 100, VALIDATION_ERROR by index for what is no operation; nothing runs', async () => {
    const before = mesh.script.count(Endpoints.createEndpoint)
    const tooLarge = await send('webhooks', Array(101).fill(create))
    assert.deepEqual([tooLarge.status, tooLarge.json.error.code], [422, 'BATCH_TOO_LARGE'])
    const broken = await send('webhooks', [
      create,
      { action: 'explode' },
      { action: 'update' },
      7,
      { ...create, id: 'x' },
    ])
    assert.deepEqual([broken.status, broken.json.error.code], [422, 'VALIDATION_ERROR'])
    assert.deepEqual(Object.keys(broken.json.error.details ?? {}), ['1', '2', '3', '4'])
    for (const operations of [[], {}, 'all', undefined]) assert.equal((await send('webhooks', operations)).status, 422)
    assert.equal(mesh.script.count(Endpoints.createEndpoint), before)
    assert.equal((await send('webhooks', Array(100).fill(create))).items.length, 100)
  })

  it('stops at an operation of unknown outcome: the rest is not begun and says 503', async () => {
    const before = mesh.script.count(Users.createUser)
    mesh.script.refuse(Users.updateUser, new PlinthError('INTERNAL_ERROR', 'column "x" does not exist'))
    const operator = mesh.operatorKey()
    const { status, items, text } = await send(
      'users',
      [
        { action: 'update', id: 'usr_jane', data: {} },
        { action: 'create', data: { name: 'Joe', email: 'joe@example.test' } },
      ],
      { key: operator, ...once('stops') },
    )
    mesh.script.allow(Users.updateUser)
    assert.equal(status, 200)
    assert.deepEqual(codes(items), ['INTERNAL_ERROR', 'SERVICE_UNAVAILABLE'])
    assert.doesNotMatch(text, /column/)
    assert.equal(mesh.script.count(Users.createUser), before)
  })

  describe('with an Idempotency-Key', () => {
    const rooms = () =>
      mesh.script.seen
        .filter(({ method }) => method === Endpoints.createEndpoint.path)
        .map(({ context }) => context.idempotency?.scope)

    it('gives each operation a room of its own and the whole’s fingerprint', async () => {
      mesh.script.seen.length = 0
      await send('webhooks', [create, create], once('rooms'))
      const room = 'key_0 wks_home POST /api/v1/webhooks/batch'
      assert.deepEqual(rooms(), [`${room} 0`, `${room} 1`])
      const prints = mesh.script.seen.flatMap(({ context }) => context.idempotency?.fingerprint.toString('hex') ?? [])
      assert.equal(new Set(prints).size, 1)
    })

    it('answers again with the same bytes, and runs nothing', async () => {
      const operations = [create, { action: 'create', data: {} }, { action: 'delete', id: 'wh_1' }]
      const first = await send('webhooks', operations, once('again'))
      const calls = mesh.script.count(Endpoints.createEndpoint)
      mesh.script.refuse(Endpoints.createEndpoint, new PlinthError('INTERNAL_ERROR', 'never asked'))
      const again = await send('webhooks', operations, once('again'))
      mesh.script.allow(Endpoints.createEndpoint)
      assert.deepEqual([again.status, again.text], [first.status, first.text])
      assert.equal(first.headers.get('idempotent-replayed'), null)
      assert.equal(again.headers.get('idempotent-replayed'), 'true')
      assert.equal(mesh.script.count(Endpoints.createEndpoint), calls)
    })

    it('422 for another body, before anything of it runs', async () => {
      await send('webhooks', [{ action: 'create', data: {} }], once('other'))
      const calls = mesh.script.count(Endpoints.createEndpoint)
      const other = await send('webhooks', [create], once('other'))
      assert.deepEqual([other.status, other.json.error.code], [422, 'IDEMPOTENCY_KEY_REUSED'])
      assert.equal(mesh.script.count(Endpoints.createEndpoint), calls)
    })

    it('409 for the whole while an operation of it is running elsewhere', async () => {
      mesh.script.refuse(Endpoints.createEndpoint, new PlinthError('IDEMPOTENCY_IN_PROGRESS', 'Still running.'))
      const answer = await send('webhooks', [create], once('running'))
      mesh.script.allow(Endpoints.createEndpoint)
      assert.deepEqual([answer.status, answer.headers.get('retry-after')], [409, '1'])
      assert.equal((await send('webhooks', [create], once('running'))).status, 200)
    })

    it('goes on after a 5xx: the answer with it is not kept', async () => {
      mesh.script.refuse(Endpoints.createEndpoint, new PlinthError('SERVICE_UNAVAILABLE', 'Gone.'))
      const failed = await send('webhooks', [create, create], once('later'))
      mesh.script.allow(Endpoints.createEndpoint)
      assert.deepEqual(codes(failed.items), ['SERVICE_UNAVAILABLE', 'SERVICE_UNAVAILABLE'])
      const later = await send('webhooks', [create, create], once('later'))
      assert.deepEqual(codes(later.items), [201, 201])
      assert.equal(later.headers.get('idempotent-replayed'), null)
    })
  })

  describe('and the rate limit', () => {
    const left = (headers: Headers) => ({
      hour: Number(headers.get('x-ratelimit-remaining')),
      burst: Number(/"burst";r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]),
    })

    it('costs as many calls of the hour as it has operations, and one of the burst', async () => {
      const limited = mesh.key({ workspaceId: 'wks_other', rateLimitTier: 'pro' })
      const first = left((await mesh.ask('GET', '/api/v1/user', { key: limited })).headers)
      const batch = left((await send('webhooks', Array(40).fill(create), { key: limited })).headers)
      assert.equal(first.hour - batch.hour, 40)
      assert.ok(first.burst - batch.burst <= 1)
    })

    it('costs one when it is refused as a whole', async () => {
      const limited = mesh.key({ workspaceId: 'wks_other', rateLimitTier: 'pro' })
      const first = left((await mesh.ask('GET', '/api/v1/user', { key: limited })).headers)
      const url = '/api/v1/webhooks/batch'
      await mesh.ask('POST', url, { key: limited, body: '{"operations":' })
      await mesh.ask('POST', url, { key: limited, body: { operations: [] } })
      const last = await send('webhooks', Array(200).fill(create), { key: limited })
      assert.equal(last.status, 422)
      assert.equal(first.hour - left(last.headers).hour, 3)
    })

    it('429 when the hour has too few left: nothing runs and nothing is spent', async () => {
      const limited = mesh.key({ workspaceId: 'wks_other', rateLimitTier: 'free' })
      for (let sent = 0; sent < 9; sent++) await send('webhooks', Array(100).fill(create), { key: limited })
      await send('webhooks', Array(50).fill(create), { key: limited })
      const calls = mesh.script.count(Endpoints.createEndpoint)
      const refused = await send('webhooks', Array(60).fill(create), { key: limited })
      assert.deepEqual([refused.status, refused.json.error.details], [429, { policy: ['hour'] }])
      assert.equal(mesh.script.count(Endpoints.createEndpoint), calls)
      assert.equal(left(refused.headers).hour, 50)
      assert.equal((await send('webhooks', Array(50).fill(create), { key: limited })).status, 200)
    })
  })
})
