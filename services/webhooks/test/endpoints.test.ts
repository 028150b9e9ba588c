import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import type { CreateEndpointRequest } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { eventually, make } from '@plinth/testkit'
import { emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness.stop())

const create = (context: CallContext, changes: Partial<CreateEndpointRequest> = {}) =>
  harness.endpoints.createEndpoint(newEndpoint(changes), { context })

async function created(context: CallContext, changes: Partial<CreateEndpointRequest> = {}) {
  const { endpoint } = await create(context, changes)
  assert.ok(endpoint !== undefined)
  return endpoint
}
const update = (id: string, changes: object) => ({ id, cleared: [], ...changes })
const subjects = async (context: CallContext) => {
  const rows = await harness.database.query<{ type: string }>({
    text: 'SELECT type FROM event WHERE workspace_id = $1 ORDER BY id',
    values: [context.workspaceId],
  })
  return rows.map(({ type }) => type)
}

describe('CreateEndpoint', () => {
  it('answers the endpoint and, only here, its secret', async () => {
    const context = make.context()
    const { endpoint, secret } = await create(context, {
      description: 'ours',
      retryScheduleSeconds: [0, 60],
      headers: { 'X-A': 'b' },
      rateLimit: { perSecond: 10 },
      ordering: 'key',
    })
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
    assert.ok(endpoint !== undefined)
    const { id, createdAt, updatedAt, ...rest } = endpoint
    assert.match(id, /^wh_[0-9a-z]{26}$/)
    assert.deepEqual(createdAt, updatedAt)
    assert.deepEqual(rest, {
      workspaceId: context.workspaceId,
      kind: 'push',
      url: 'https://203.0.114.1/in',
      events: ['workspace.*'],
      description: 'ours',
      headers: { 'X-A': '********' },
      isActive: true,
      retryScheduleSeconds: [0, 60],
      namespaceIds: [],
      channels: [],
      filterJson: '',
      payload: 'full',
      rateLimit: { perSecond: 10 },
      ordering: 'key',
      health: undefined,
      consecutiveFailures: 0,
      disabledAt: undefined,
      disabledReason: '',
      previousSecretUntil: undefined,
      version: 1,
    })
    const read = await harness.endpoints.getEndpoint({ id }, { context })
    assert.deepEqual(read.endpoint, endpoint)
  })
  it('keeps a supplied secret, sealed', async () => {
    const { endpoint, secret } = await create(make.context(), { secret: 'whsec_abc123...xyz' })
    assert.equal(secret, 'whsec_abc123...xyz')
    const [row] = await harness.database.query<{ sealed_secret: Buffer }>({
      text: 'SELECT sealed_secret FROM endpoint WHERE id = $1',
      values: [endpoint?.id],
    })
    assert.ok(row !== undefined && !row.sealed_secret.includes('abc123'))
  })
  it('VALIDATION_ERROR names every field that is wrong', async () => {
    const wrong = {
      events: ['cow.jumped'],
      secret: 'short',
      headers: { Host: 'x' },
      retryScheduleSeconds: [86_401],
      rateLimit: { perSecond: 1_001 },
    }
    const fields = ['events', 'headers', 'rate_limit', 'retry_schedule_seconds', 'secret']
    await assert.rejects(create(make.context(), wrong), (err: { code: string; details: object }) => {
      assert.equal(err.code, 'VALIDATION_ERROR')
      assert.deepEqual(Object.keys(err.details).sort(), fields)
      return true
    })
  })
  it('INVALID_WEBHOOK_URL for what the guard refuses', async () => {
    for (const url of [
      'https://10.0.0.1/',
      'https://localhost:6379/',
      'ftp://203.0.114.1/',
      'https://169.254.169.254/',
    ]) {
      await assert.rejects(create(make.context(), { url }), { code: 'INVALID_WEBHOOK_URL' }, url)
    }
  })
  it('INSUFFICIENT_PERMISSIONS for a member; owners, admins and operators may', async () => {
    const operator = { principal: make.operator(), role: Role.ROLE_UNSPECIFIED }
    for (const who of [{ role: Role.ROLE_OWNER }, { role: Role.ROLE_ADMIN }, operator]) await create(make.context(who))
    const member = make.context({ role: Role.ROLE_MEMBER })
    await assert.rejects(create(member), { code: 'INSUFFICIENT_PERMISSIONS' })
    assert.deepEqual((await harness.endpoints.listEndpoints({}, { context: member })).endpoints, [])
  })
  it('MISSING_WORKSPACE_CONTEXT without a workspace', async () => {
    await assert.rejects(create(make.context({ workspaceId: '' })), { code: 'MISSING_WORKSPACE_CONTEXT' })
  })
  it('FEATURE_LIMIT_REACHED beyond the plan, also for twenty at once', async () => {
    const context = make.context({ planLimits: { 'plinth.webhooks': 3 } })
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => create(context)))
    const codes = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'created'))
    assert.equal(codes.filter((code) => code === 'created').length, 3)
    assert.equal(codes.filter((code) => code === 'FEATURE_LIMIT_REACHED').length, 17)
  })
  it('the same Idempotency-Key: one endpoint, the same secret', async () => {
    const context = make.context({ idempotency: make.idempotency() })
    const [first, again] = [await create(context), await create(context)]
    assert.deepEqual(again, first)
    const { endpoints } = await harness.endpoints.listEndpoints({}, { context })
    assert.equal(endpoints.length, 1)
  })
})

describe('an endpoint of another workspace', () => {
  it('is not there: the same RESOURCE_NOT_FOUND as one that never was', async () => {
    const { id } = await created(make.context())
    const context = make.context()
    for (const one of [id, 'wh_00000000000000000000000000', '', 'wh_\0', 'x'.repeat(5_000)]) {
      const missing = { code: 'RESOURCE_NOT_FOUND', message: 'The webhook was not found.' }
      await assert.rejects(harness.endpoints.getEndpoint({ id: one }, { context }), missing)
      await assert.rejects(
        harness.endpoints.updateEndpoint(update(one, { url: 'https://203.0.114.2' }), { context }),
        missing,
      )
      await assert.rejects(harness.endpoints.deleteEndpoint({ id: one }, { context }), missing)
      await assert.rejects(harness.endpoints.enableEndpoint({ id: one }, { context }), missing)
      await assert.rejects(
        harness.endpoints.rotateEndpointSecret({ id: one, gracePeriodHours: 1, secret: '' }, { context }),
        missing,
      )
      await assert.rejects(harness.endpoints.testEndpoint({ id: one }, { context }), missing)
      await assert.rejects(harness.deliveries.listDeliveries({ endpointId: one }, { context }), missing)
      await assert.rejects(harness.deliveries.getDelivery({ endpointId: one, id: 'del_x' }, { context }), missing)
      await assert.rejects(harness.deliveries.retryDelivery({ endpointId: one, id: 'del_x' }, { context }), missing)
    }
  })
})

describe('UpdateEndpoint', () => {
  it('changes what is given and raises the version', async () => {
    const context = make.context()
    const { id } = await created(context, { description: 'ours', retryScheduleSeconds: [5] })
    const changes = update(id, {
      url: 'https://203.0.114.2/',
      events: { values: ['*'] },
      cleared: ['description', 'retry_schedule_seconds'],
    })
    const { endpoint } = await harness.endpoints.updateEndpoint(changes, { context })
    assert.deepEqual(
      [endpoint?.url, endpoint?.events, endpoint?.description, endpoint?.retryScheduleSeconds, endpoint?.version],
      ['https://203.0.114.2/', ['*'], '', [], 2],
    )
  })
  it('sets, keeps and takes away the rate limit', async () => {
    const context = make.context()
    const { id, rateLimit } = await created(context)
    assert.equal(rateLimit, undefined)
    const change = async (changes: object) =>
      (await harness.endpoints.updateEndpoint(update(id, changes), { context })).endpoint?.rateLimit
    assert.deepEqual(await change({ rateLimit: { perSecond: 5 } }), { perSecond: 5 })
    assert.deepEqual(await change({ description: 'ours' }), { perSecond: 5 })
    assert.equal(await change({ cleared: ['rate_limit'] }), undefined)
  })
  it('sets and keeps the ordering, and shows its blocked keys', async () => {
    const context = make.context()
    const { id, ordering } = await created(context, { events: ['workspace.updated'], isActive: false })
    assert.equal(ordering, 'none')
    const change = async (changes: object) =>
      (await harness.endpoints.updateEndpoint(update(id, changes), { context })).endpoint?.ordering
    const held = async (count: number) => {
      const { deliveries } = await harness.deliveries.listDeliveries({ endpointId: id }, { context })
      assert.equal(deliveries.length, count)
    }
    await emitWorkspaceUpdated(harness.database, context)
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(() => held(2))
    assert.equal((await harness.endpoints.getEndpoint({ id }, { context })).blockedKeys, undefined)
    assert.equal(await change({ ordering: 'key' }), 'key')
    assert.equal(await change({ description: 'ours' }), 'key')
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(() => held(3))
    const { blockedKeys } = await harness.endpoints.getEndpoint({ id }, { context })
    assert.deepEqual([blockedKeys?.count, blockedKeys?.key], [1, context.workspaceId])
    const skipped = await harness.deliveries.skipDelivery(
      { endpointId: id, orderingKey: context.workspaceId },
      { context },
    )
    assert.equal(skipped.delivery?.status, 'cancelled')
  })
  it('changes nothing when nothing is given', async () => {
    const context = make.context()
    const endpoint = await created(context)
    assert.deepEqual((await harness.endpoints.updateEndpoint(update(endpoint.id, {}), { context })).endpoint, endpoint)
  })
  it('PRECONDITION_FAILED with a stale version', async () => {
    const context = make.context()
    const { id } = await created(context)
    const at = (ifMatchVersion: number) =>
      harness.endpoints.updateEndpoint(update(id, { description: 'x' }), { context: { ...context, ifMatchVersion } })
    await at(1)
    await assert.rejects(at(1), { code: 'PRECONDITION_FAILED' })
    await at(2)
    const any = { context: { ...context, ifMatchVersion: -1, ifMatchVersions: [1, 3] } }
    await harness.endpoints.updateEndpoint(update(id, { description: 'y' }), any)
    await assert.rejects(harness.endpoints.updateEndpoint(update(id, { description: 'z' }), any), {
      code: 'PRECONDITION_FAILED',
    })
  })
  it('INVALID_WEBHOOK_URL and VALIDATION_ERROR as on create', async () => {
    const context = make.context()
    const { id } = await created(context)
    const change = (changes: object) => harness.endpoints.updateEndpoint(update(id, changes), { context })
    await assert.rejects(change({ url: 'https://192.168.0.1' }), { code: 'INVALID_WEBHOOK_URL' })
    await assert.rejects(change({ events: { values: [] } }), { code: 'VALIDATION_ERROR' })
  })
})

describe('DeleteEndpoint', () => {
  it('takes it away, and says so to the others', async () => {
    const context = make.context()
    const { id } = await created(context)
    await harness.endpoints.deleteEndpoint({ id }, { context })
    await assert.rejects(harness.endpoints.getEndpoint({ id }, { context }), { code: 'RESOURCE_NOT_FOUND' })
    await assert.rejects(harness.endpoints.deleteEndpoint({ id }, { context }), { code: 'RESOURCE_NOT_FOUND' })
    await eventually(async () => assert.deepEqual(await subjects(context), ['webhook.created', 'webhook.deleted']))
  })
})

describe('ListEndpoints', () => {
  it('newest first, by page, filtered and searched, of this workspace alone', async () => {
    const context = make.context()
    await created(make.context())
    const urls = ['https://203.0.114.1/a', 'https://203.0.114.1/b', 'https://203.0.114.1/c']
    for (const url of urls) await created(context, { url, isActive: url !== urls[1] })
    const list = async (query: object) => {
      const full = { page: 1, perPage: 15, filters: [], sort: [], ...query }
      const { endpoints, page } = await harness.endpoints.listEndpoints({ query: full }, { context })
      return [endpoints.map(({ url }) => url.at(-1)).join(''), page?.total]
    }
    assert.deepEqual(await list({}), ['cba', 3])
    assert.deepEqual(await list({ page: 2, perPage: 2 }), ['a', 3])
    assert.deepEqual(await list({ filters: [{ field: 'is_active', operator: 1, value: 'false' }] }), ['b', 1])
    assert.deepEqual(await list({ filters: [{ field: 'search', operator: 4, value: '/C' }] }), ['c', 1])
    assert.deepEqual(await list({ sort: [{ field: 'created_at', descending: false }] }), ['abc', 3])
  })
})
