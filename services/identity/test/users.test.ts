import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { make } from '@plinth/testkit'
import { asOperator, startIdentity, withKey } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

describe('CreateUser', () => {
  it('makes a user that can be read, and says so once', async () => {
    const user = await identity.createUser({ name: 'Ada', email: 'Ada@example.com' })
    assert.match(user.id, /^usr_/)
    assert.deepEqual(
      { ...user, id: '', createdAt: undefined, updatedAt: undefined },
      {
        id: '',
        name: 'Ada',
        email: 'Ada@example.com',
        tier: 'free',
        emailVerifiedAt: undefined,
        pendingEmail: '',
        status: 'active',
        createdAt: undefined,
        updatedAt: undefined,
        version: 1,
      },
    )
    assert.deepEqual((await identity.users.getUser({ id: user.id })).user, user)
  })

  it('is for operators only', async () => {
    const { context } = await identity.member(make.id('wks'))
    await assert.rejects(
      identity.users.createUser({ name: 'Eve', email: make.email(), tier: '', emailVerified: false }, { context }),
      {
        code: 'INSUFFICIENT_PERMISSIONS',
      },
    )
    await assert.rejects(
      identity.users.createUser({ name: 'Eve', email: make.email(), tier: '', emailVerified: false }),
      {
        code: 'UNAUTHENTICATED',
      },
    )
  })

  it('refuses an address that is taken, whatever its case', async () => {
    const { email } = await identity.createUser()
    await assert.rejects(identity.createUser({ email: email.toUpperCase() }), {
      code: 'DUPLICATE_RESOURCE',
      details: { conflicting_field: ['email'] },
    })
  })

  it('makes one user when the same address comes ten times at once', async () => {
    const email = make.email()
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => identity.createUser({ email })))
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  it('replays the same answer for the same Idempotency-Key', async () => {
    const context = withKey(asOperator(), make.idempotency())
    const request = { name: 'Ada', email: make.email(), tier: 'pro', emailVerified: false }
    const first = await identity.users.createUser(request, { context })
    let isReplay = false
    const onReply = (reply: { isReplay: boolean }) => {
      isReplay = reply.isReplay
    }
    assert.deepEqual(await identity.users.createUser(request, { context, onReply }), first)
    assert.equal(isReplay, true)
  })
})

describe('UpdateUser', () => {
  it('lets users change themselves and emits an event for each of their workspaces', async () => {
    const workspaceId = make.id('wks')
    const { user, context } = await identity.member(workspaceId)
    const other = make.id('wks')
    const request = { id: user.id, name: 'New Name', email: undefined, workspaceIds: [workspaceId, other] }
    const changed = (await identity.users.updateUser(request, { context })).user
    assert.equal(changed?.name, 'New Name')
    assert.equal(changed.version, 2)
    const updates = (await identity.eventsAbout(user.id)).filter(({ type }) => type === 'user.updated')
    assert.deepEqual(updates.map((event) => event.workspaceId).sort(), [workspaceId, other].sort())
    assert.deepEqual(updates[0]?.attributes, {
      id: user.id,
      name: 'New Name',
      email: user.email,
      tier: 'free',
      email_verified_at: null,
      status: 'active',
      created_at: user.createdAt?.toISOString(),
      updated_at: changed.updatedAt?.toISOString(),
    })
  })

  it('changes nothing and says nothing when there is nothing to change', async () => {
    const { user, context } = await identity.member(make.id('wks'))
    const request = { id: user.id, name: user.name, email: undefined, workspaceIds: [make.id('wks')] }
    assert.deepEqual((await identity.users.updateUser(request, { context })).user, user)
    assert.deepEqual(
      (await identity.eventsAbout(user.id)).filter(({ type }) => type === 'user.updated'),
      [],
    )
  })

  it('refuses another user, whether or not that user exists', async () => {
    const { context } = await identity.member(make.id('wks'))
    const { id } = await identity.createUser()
    for (const target of [id, make.id('usr')]) {
      const request = { id: target, name: 'x', email: undefined, workspaceIds: [] }
      await assert.rejects(identity.users.updateUser(request, { context }), { code: 'INSUFFICIENT_PERMISSIONS' })
    }
  })

  it('refuses a taken address and a stale version, changing nothing', async () => {
    const { email } = await identity.createUser()
    const user = await identity.createUser()
    const take = { id: user.id, name: 'x', email, workspaceIds: [] }
    await assert.rejects(identity.users.updateUser(take, { context: asOperator() }), { code: 'DUPLICATE_RESOURCE' })
    const rename = { id: user.id, name: 'x', email: undefined, workspaceIds: [] }
    await assert.rejects(identity.users.updateUser(rename, { context: asOperator({ ifMatchVersion: 7 }) }), {
      code: 'PRECONDITION_FAILED',
    })
    assert.deepEqual((await identity.users.getUser({ id: user.id })).user, user)
  })

  it('takes any of several versions', async () => {
    const { id, version } = await identity.createUser()
    const rename = (name: string, ...ifMatchVersions: number[]) =>
      identity.users.updateUser(
        { id, name, email: undefined, workspaceIds: [] },
        { context: asOperator({ ifMatchVersion: -1, ifMatchVersions }) },
      )
    assert.equal((await rename('x', version + 7, version)).user?.name, 'x')
    await assert.rejects(rename('y', version, version + 7), { code: 'PRECONDITION_FAILED' })
  })
})

describe('reading users', () => {
  it('404 for a user that is not there', async () => {
    await assert.rejects(identity.users.getUser({ id: make.id('usr') }), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('lists only those named, by page, newest first, and finds by text', async () => {
    const made = []
    for (const name of ['Zoe_%', 'Yan', 'Xia']) made.push(await identity.createUser({ name }))
    const ids = made.map(({ id }) => id)
    await identity.createUser()
    const list = (fields: object) =>
      identity.users.listUsers({
        ids,
        query: { page: 1, perPage: 2, cursor: undefined, filters: [], sort: [], ...fields },
      })
    const first = await list({})
    assert.deepEqual(
      first.users.map(({ id }) => id),
      [ids[2], ids[1]],
    )
    assert.deepEqual(first.page, { total: 3, totalIsExact: true, nextCursor: '' })
    assert.deepEqual(
      (await list({ page: 2 })).users.map(({ id }) => id),
      [ids[0]],
    )
    assert.deepEqual((await list({ page: 2_147_483_647 })).users, [])
    const found = await list({ filters: [{ field: 'search', operator: 4, value: 'e_%' }] })
    assert.deepEqual(found.users, [made[0]])
    const sorted = await list({ sort: [{ field: 'name', descending: false }] })
    assert.deepEqual(
      sorted.users.map(({ name }) => name),
      ['Xia', 'Yan'],
    )
  })

  it('ranks many in chunks as a list of all has them', async () => {
    const ids: string[] = []
    for (const name of ['Quill', 'Pia', 'Rob', 'Pam', 'Otto']) ids.push((await identity.createUser({ name })).id)
    const sort = [{ field: 'name', descending: false }]
    const filters = [{ field: 'name', operator: Filter_Operator.OPERATOR_AT_MOST, value: 'Quill' }]
    const query = { page: 2, perPage: 1, cursor: undefined, filters, sort }
    const first = await identity.users.listFirstUserIds({ ids: ids.slice(0, 3), query, count: 2 })
    assert.deepEqual(first, { ids: [ids[1], ids[0]], total: 2 })
    const second = await identity.users.listFirstUserIds({ ids: [...first.ids, ...ids.slice(3)], query, count: 2 })
    assert.deepEqual(second, { ids: [ids[4], ids[3]], total: 4 })
    const listed = await identity.users.listUsers({ ids, query })
    assert.deepEqual([listed.users[0]?.id, listed.page?.total], [second.ids[1], 4])
    assert.deepEqual(await identity.users.listFirstUserIds({ ids: [], query, count: 2 }), { ids: [], total: 0 })
    await assert.rejects(identity.users.listFirstUserIds({ ids, query, count: 10_001 }), { code: 'BATCH_TOO_LARGE' })
  })

  it('lists those in a status', async () => {
    const users = [await identity.createUser(), await identity.createUser()]
    const [{ id: activeId = '' } = {}, { id: suspendedId = '' } = {}] = users
    await identity.users.suspendUser({ id: suspendedId, workspaceIds: [] }, { context: asOperator() })
    const listed = async (value: string) => {
      const filters = [{ field: 'status', operator: Filter_Operator.OPERATOR_EQUALS, value }]
      const query = { page: 1, perPage: 9, cursor: undefined, filters, sort: [] }
      const { users, page } = await identity.users.listUsers({ ids: [activeId, suspendedId], query })
      return [users.map(({ id, status }) => [id, status]), page?.total]
    }
    assert.deepEqual(await listed('active'), [[[activeId, 'active']], 1])
    assert.deepEqual(await listed('suspended'), [[[suspendedId, 'suspended']], 1])
  })

  it('gives those that exist among many', async () => {
    const { user, context } = await identity.member(make.id('wks'))
    const { users } = await identity.users.batchGetUsers({ ids: [user.id, make.id('usr')] }, { context })
    assert.deepEqual(users, [user])
  })
})
