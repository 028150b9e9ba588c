import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import type { Workspace } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { make } from '@plinth/testkit'
import { asOperator, asUser, given, startTenancy, wanted } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTenancy>>
before(async () => {
  tenancy = await startTenancy()
})

describe('CreateWorkspace', () => {
  it('makes the workspace, its owner, its default namespace and the owner’s Personal one, and says what others may know', async () => {
    const userId = make.id('usr')
    const settingsJson = JSON.stringify({ timezone: 'Europe/Berlin', locale: 'en_GB', theme: { dark: true } })
    const fields = { name: 'Acme, Inc.', tier: 'pro', settingsJson, ownerId: userId }
    const workspace = await tenancy.create(asOperator(), fields)
    assert.match(workspace.id, /^wks_/)
    assert.match(workspace.slug, /^acme-inc-[a-z0-9]{6}$/)
    const view = {
      id: workspace.id,
      name: 'Acme, Inc.',
      slug: workspace.slug,
      tier: 'pro',
      settings: JSON.parse(settingsJson),
      status: 'active',
      foreign_keys: 'refuse',
      created_at: workspace.createdAt?.toISOString(),
      updated_at: workspace.updatedAt?.toISOString(),
    }
    const events = await tenancy.eventsOf(workspace.id)
    const told = new Map(events.map(({ type, attributes }) => [type, attributes]))
    assert.deepEqual([...told.keys()].sort(), ['member.added', 'namespace.created', 'workspace.created'])
    assert.deepEqual(told.get('workspace.created'), view)
    assert.deepEqual(
      { ...told.get('member.added'), created_at: '' },
      { user_id: userId, role: 'owner', created_at: '' },
    )
    const namespaces = await tenancy.part.database.query({
      text: 'SELECT slug, owner_type, owner_id, workspace_id, is_default FROM namespace WHERE owner_id = ANY($1) ORDER BY slug',
      values: [[workspace.id, userId]],
    })
    assert.deepEqual(namespaces, [
      {
        slug: 'default',
        owner_type: 'Workspace',
        owner_id: workspace.id,
        workspace_id: workspace.id,
        is_default: true,
      },
      { slug: 'personal', owner_type: 'User', owner_id: userId, workspace_id: null, is_default: true },
    ])
    assert.deepEqual(await tenancy.get(asUser(userId), workspace.id), workspace)
    assert.deepEqual(await tenancy.get(asUser(userId), workspace.slug), workspace)
  })

  it('refuses a slug of the living, and leaves nothing of the attempt', async () => {
    const { slug } = await tenancy.create(asUser())
    const userId = make.id('usr')
    await assert.rejects(tenancy.create(asUser(userId), { slug }), {
      code: 'DUPLICATE_RESOURCE',
      details: { conflicting_field: ['slug'] },
    })
    const left = await tenancy.part.database.query({
      text: 'SELECT FROM membership WHERE user_id = $1',
      values: [userId],
    })
    assert.deepEqual(left, [])
  })

  it('makes one of ten with the same slug at once', async () => {
    const slug = make.name().toLowerCase().replace(' ', '-')
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => tenancy.create(asUser(), { slug })))
    const codes = results.map((result) => (result.status === 'fulfilled' ? 'made' : result.reason.code)).sort()
    assert.deepEqual(codes, [...Array(9).fill('DUPLICATE_RESOURCE'), 'made'])
  })

  it('leaves tiers beyond self-service to operators', async () => {
    const user = asUser()
    const { id } = await tenancy.create(user)
    for (const tier of ['pro', 'business', 'enterprise']) {
      const refusal = { code: 'VALIDATION_ERROR', details: { tier: [`Only an operator can set the tier ${tier}.`] } }
      await assert.rejects(tenancy.create(asUser(), { tier }), refusal)
      await assert.rejects(tenancy.update(user, id, { tier }), refusal)
    }
    await tenancy.update(asOperator(), id, { tier: 'pro' })
    assert.equal((await tenancy.update(user, id, { tier: 'free' })).tier, 'free')
    const ownerId = make.id('usr')
    assert.equal((await tenancy.create(asOperator(), { tier: 'enterprise', ownerId })).tier, 'enterprise')
  })

  it('takes the self-service tiers from TENANCY_SELF_SERVICE_TIERS', async () => {
    const open = await startTenancy({ TENANCY_SELF_SERVICE_TIERS: 'free,pro' })
    await assert.rejects(open.create(asUser(), { tier: 'business' }), { code: 'VALIDATION_ERROR' })
    assert.equal((await open.create(asUser(), { tier: 'pro' })).tier, 'pro')
  })

  it('lets an operator, and nobody else, name the owner', async () => {
    const ownerId = make.id('usr')
    const workspace = await tenancy.create(asOperator(), { ownerId })
    assert.deepEqual(await tenancy.get(asUser(ownerId), workspace.id), workspace)
    await assert.rejects(tenancy.create(asOperator()), { code: 'VALIDATION_ERROR' })
    await assert.rejects(tenancy.create(asUser(), { ownerId }), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(tenancy.workspaces.createWorkspace(wanted()), { code: 'UNAUTHENTICATED' })
  })

  it('replays the first answer, or refusal, of an Idempotency-Key, with one effect', async () => {
    const context = asUser(make.id('usr'), { idempotency: make.idempotency() })
    const request = wanted()
    const first = await tenancy.workspaces.createWorkspace(request, { context })
    assert.deepEqual(await tenancy.workspaces.createWorkspace(request, { context }), first)
    assert.equal((await tenancy.eventsOf(first.workspace?.id ?? '')).length, 3)

    const again = asUser(make.id('usr'), { idempotency: make.idempotency() })
    const taken = wanted({ slug: first.workspace?.slug ?? '' })
    await assert.rejects(tenancy.workspaces.createWorkspace(taken, { context: again }), { code: 'DUPLICATE_RESOURCE' })
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: taken.slug }, { context: asOperator() })
    await assert.rejects(tenancy.workspaces.createWorkspace(taken, { context: again }), { code: 'DUPLICATE_RESOURCE' })
  })
})

describe('reading workspaces', () => {
  it('the same 404 for a stranger’s, a deleted and a missing one', async () => {
    const owner = asUser()
    const workspace = await tenancy.create(owner)
    const deleted = await tenancy.create(owner)
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: deleted.id }, { context: owner })
    const errors = []
    for (const [context, id] of [
      [asUser(), workspace.id],
      [asUser(), workspace.slug],
      [owner, deleted.id],
      [owner, make.id('wks')],
    ] as const) {
      errors.push(await tenancy.get(context, id).catch(({ code, message, details }) => ({ code, message, details })))
    }
    assert.deepEqual(
      errors,
      Array(4).fill({ code: 'RESOURCE_NOT_FOUND', message: 'The workspace was not found.', details: {} }),
    )
  })

  it('lists a member’s own, an operator’s all, and gives a batch of the visible', async () => {
    const context = asUser()
    const mine = [await tenancy.create(context, { name: 'B' }), await tenancy.create(context, { name: 'A' })]
    const foreign = await tenancy.create(asUser())
    const query = {
      page: 1,
      perPage: 100,
      cursor: undefined,
      filters: [],
      sort: [{ field: 'name', descending: false }],
    }
    const own = await tenancy.workspaces.listWorkspaces({ query }, { context })
    assert.deepEqual(own.workspaces, mine.toReversed())
    assert.deepEqual(own.page, { total: 2, totalIsExact: true, nextCursor: '' })
    const all = await tenancy.workspaces.listWorkspaces({ query }, { context: asOperator() })
    const ids = new Set(all.workspaces.map(({ id }) => id))
    assert.ok([...mine, foreign].every(({ id }) => ids.has(id)))
    const batch = await tenancy.workspaces.batchGetWorkspaces(
      { ids: [...mine, foreign].map(({ id }) => id) },
      { context },
    )
    assert.deepEqual(batch.workspaces.map(({ id }) => id).sort(), mine.map(({ id }) => id).sort())
  })
})

describe('filters of workspaces', () => {
  const { OPERATOR_EQUALS, OPERATOR_SEARCH, OPERATOR_AT_LEAST, OPERATOR_AT_MOST } = Filter_Operator

  it('are tier, status, times and search, for members as for operators', async () => {
    const owner = asUser()
    const word = make.name().replaceAll(' ', '').toLowerCase()
    const wanted = [{ name: `${word} One`, tier: 'pro' }, { slug: `${word}-two` }, {}]
    const made: Workspace[] = []
    const ownerId = owner.principal?.userId ?? ''
    for (const fields of wanted) made.push(await tenancy.create(asOperator(), { ...fields, ownerId }))
    const second = given(made[1])
    await tenancy.workspaces.suspendWorkspace({ idOrSlug: second.id, reason: '' }, { context: asOperator() })
    const moment = given(second.createdAt)
    const madeWhen = (isIn: (at: Date) => boolean) =>
      made.flatMap(({ createdAt }, at) => (isIn(given(createdAt)) ? [at] : []))
    for (const context of [owner, asOperator()]) {
      const found = async (field: string, value: string, operator: Filter_Operator = OPERATOR_EQUALS) => {
        const query = { page: 1, perPage: 100, filters: [{ field, operator, value }], sort: [] }
        const { workspaces } = await tenancy.workspaces.listWorkspaces({ query }, { context })
        const ids = new Set(workspaces.map(({ id }) => id))
        return made.flatMap(({ id }, at) => (ids.has(id) ? [at] : []))
      }
      assert.deepEqual(await found('tier', 'pro'), [0])
      assert.deepEqual(await found('status', 'suspended'), [1])
      assert.deepEqual(await found('status', 'active'), [0, 2])
      assert.deepEqual(await found('search', word.toUpperCase(), OPERATOR_SEARCH), [0, 1])
      const [since, until] = [OPERATOR_AT_LEAST, OPERATOR_AT_MOST]
      const at = moment.toISOString()
      assert.deepEqual(
        await found('created_at', at, since),
        madeWhen((when) => when >= moment),
      )
      assert.deepEqual(
        await found('created_at', at, until),
        madeWhen((when) => when <= moment),
      )
    }
  })
})

describe('UpdateWorkspace', () => {
  it('changes what is named, merges settings by key, and says so', async () => {
    const context = asUser()
    const before = await tenancy.create(context, { settingsJson: '{"timezone":"UTC","a":1,"b":2}', tags: ['x'] })
    const after = await tenancy.update(context, before.slug, { name: 'New', settingsJson: '{"a":null,"c":3}' })
    assert.deepEqual(
      { ...after, updatedAt: before.updatedAt },
      { ...before, name: 'New', settingsJson: '{"b":2,"c":3,"timezone":"UTC"}', version: 2 },
    )
    const updated = (await tenancy.eventsOf(before.id)).filter(({ type }) => type === 'workspace.updated')
    assert.equal(updated.length, 1)
    assert.equal(updated[0]?.attributes['name'], 'New')
    assert.deepEqual(updated[0]?.attributes['settings'], { b: 2, c: 3, timezone: 'UTC' })
  })

  it('answers what a read finds afterwards, to the last key', async () => {
    const context = asUser()
    const { id } = await tenancy.create(context, { settingsJson: '{"b":{"zz":1,"y":2},"long":0.1,"2":1e21}' })
    const settingsJson = '{"long":null,"d":[{"bb":-0,"a":1.0}],"é":"\\u00e9","10":null}'
    const changes = {
      name: 'New',
      slug: `new-${id.slice(-9)}`,
      tags: { values: ['b', 'a'] },
      metadata: { values: { zz: '1', b: '2' } },
    }
    const answer = await tenancy.update(context, id, { ...changes, settingsJson })
    assert.deepEqual(await tenancy.get(context, id), answer)
    assert.equal(answer.version, 2)
  })

  it('changes nothing and says nothing when there is nothing to change', async () => {
    const context = asUser()
    const before = await tenancy.create(context, {
      settingsJson: '{"b":1,"a":{"y":1,"x":2}}',
      metadata: { k: 'v', a: 'b' },
    })
    assert.deepEqual(await tenancy.update(context, before.id, {}), before)
    const same = { name: before.name, settingsJson: '{"b":1}', metadata: { values: { k: 'v', a: 'b' } } }
    assert.deepEqual(await tenancy.update(context, before.id, same), before)
    assert.equal((await tenancy.eventsOf(before.id)).length, 3)
  })

  it('is for owners, admins and operators; a member is refused, a stranger finds nothing', async () => {
    const workspace = await tenancy.create(asUser())
    const [admin, member] = [make.id('usr'), make.id('usr')]
    await tenancy.join(workspace.id, admin, 'admin')
    await tenancy.join(workspace.id, member, 'member')
    assert.equal((await tenancy.update(asUser(admin), workspace.id, { name: 'By admin' })).version, 2)
    assert.equal((await tenancy.update(asOperator(), workspace.id, { tier: 'enterprise' })).version, 3)
    assert.equal((await tenancy.update(asUser(admin), workspace.id, { tier: 'enterprise', name: 'Kept' })).version, 4)
    const change = (userId: string) => tenancy.update(asUser(userId), workspace.id, { name: 'x' })
    await assert.rejects(change(member), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(change(make.id('usr')), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('412 for a stale version, decided under the lock: one of many wins', async () => {
    const userId = make.id('usr')
    const workspace = await tenancy.create(asUser(userId))
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) =>
        tenancy.update(asUser(userId, { ifMatchVersion: 1 }), workspace.id, { name: `Name ${at}` }),
      ),
    )
    const codes = results.map((result) => (result.status === 'fulfilled' ? 'done' : result.reason.code)).sort()
    assert.deepEqual(codes, [...Array(7).fill('PRECONDITION_FAILED'), 'done'])
  })

  it('refuses a taken slug and what cannot be stored, naming the field', async () => {
    const context = asUser()
    const { slug } = await tenancy.create(context)
    const workspace = await tenancy.create(context)
    await assert.rejects(tenancy.update(context, workspace.id, { slug }), { code: 'DUPLICATE_RESOURCE' })
    const refusals = [
      { settingsJson: '{"a":"\\u0000"}' },
      { settingsJson: '{"a":"\\ud800"}' },
      { settingsJson: '[1]' },
      { settingsJson: '{"timezone":"Mars/Base"}' },
      { name: 'a\0b' },
      { slug: 'No Slug' },
      { tags: { values: [''] } },
      { metadata: { values: { ['k'.repeat(41)]: 'v' } } },
    ]
    for (const refusal of refusals)
      await assert.rejects(tenancy.update(context, workspace.id, refusal), { code: 'VALIDATION_ERROR' })
    assert.deepEqual(await tenancy.get(context, workspace.id), workspace)
  })
})
