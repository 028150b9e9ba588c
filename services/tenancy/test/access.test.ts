import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { make } from '@plinth/testkit'
import { asOperator, asUser, startTenancy } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTenancy>>
before(async () => {
  tenancy = await startTenancy()
})

const resolve = (userId: string, workspaceIdOrSlug: string, namespaceId = '') =>
  tenancy.workspaces.resolveAccess({ userId, workspaceIdOrSlug, namespaceId, keyWorkspaceId: '', allWorkspaces: false })

const namespacesOf = (ownerId: string) =>
  tenancy.part.database.query<{ id: string; uuid: string; slug: string }>({
    text: 'SELECT id, uuid, slug FROM namespace WHERE owner_id = $1',
    values: [ownerId],
  })

describe('ResolveAccess', () => {
  it('tells role, tier and status, by id and by slug', async () => {
    const userId = make.id('usr')
    const { id, slug } = await tenancy.create(asOperator(), { tier: 'business', ownerId: userId })
    const access = {
      workspaceId: id,
      namespaceId: '',
      namespaceUuid: '',
      role: Role.ROLE_OWNER,
      tier: 'business',
      status: 'active',
      planLimits: {},
    }
    assert.deepEqual(await resolve(userId, id), access)
    assert.deepEqual(await resolve(userId, slug), access)
    assert.deepEqual(await resolve('', id), { ...access, role: Role.ROLE_UNSPECIFIED })
    await tenancy.workspaces.suspendWorkspace({ idOrSlug: id, reason: '' }, { context: asOperator() })
    assert.equal((await resolve(userId, id)).status, 'suspended')
  })

  it('finds nothing where the user is no member, nor in what is deleted', async () => {
    const userId = make.id('usr')
    const { id } = await tenancy.create(asUser(userId))
    for (const workspace of [id, make.id('wks'), ''])
      await assert.rejects(resolve(make.id('usr'), workspace), { code: 'RESOURCE_NOT_FOUND' })
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: id }, { context: asOperator() })
    await assert.rejects(resolve(userId, id), { code: 'RESOURCE_NOT_FOUND' })
    await assert.rejects(resolve('', id), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('answers each of many asked at once with its own', async () => {
    const users = Array.from({ length: 20 }, () => make.id('usr'))
    const workspaces = await Promise.all(users.map((userId) => tenancy.create(asUser(userId))))
    const answers = await Promise.allSettled([
      ...users.map((userId, at) => resolve(userId, workspaces[at]?.id ?? '')),
      resolve(users[0] ?? '', workspaces[1]?.id ?? ''),
    ])
    assert.deepEqual(
      answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.workspaceId : answer.reason.code)),
      [...workspaces.map(({ id }) => id), 'RESOURCE_NOT_FOUND'],
    )
  })

  it('makes a user’s Personal namespace on first sight, once, however many look', async () => {
    const { id } = await tenancy.create(asUser())
    const userId = make.id('usr')
    await tenancy.join(id, userId, 'member')
    await Promise.all(Array.from({ length: 10 }, () => resolve(userId, id)))
    assert.deepEqual(
      (await namespacesOf(userId)).map(({ slug }) => slug),
      ['personal'],
    )
  })

  it('takes a namespace of the workspace, and the user’s own, by id and by uuid', async () => {
    const userId = make.id('usr')
    const { id } = await tenancy.create(asUser(userId))
    for (const namespace of [...(await namespacesOf(id)), ...(await namespacesOf(userId))]) {
      assert.equal((await resolve(userId, id, namespace.id)).namespaceId, namespace.id)
      assert.equal((await resolve(userId, id, namespace.uuid)).namespaceId, namespace.id)
    }
  })

  it('403 for a namespace of another workspace the user sees, 404 for one it does not see', async () => {
    const userId = make.id('usr')
    const { id } = await tenancy.create(asUser(userId))
    const other = await tenancy.create(asUser(userId))
    const stranger = make.id('usr')
    const foreign = await tenancy.create(asUser(stranger))
    const idOf = async (ownerId: string) => (await namespacesOf(ownerId))[0]?.id ?? ''
    await assert.rejects(resolve(userId, id, await idOf(other.id)), { code: 'NAMESPACE_ACCESS_DENIED' })
    for (const namespaceId of [await idOf(foreign.id), await idOf(stranger), make.id('ns'), randomUUID(), 'x'])
      await assert.rejects(resolve(userId, id, namespaceId), { code: 'RESOURCE_NOT_FOUND' })
  })
})

describe('memberships', () => {
  it('name the members of the workspace in context, and nobody else', async () => {
    const [owner, member] = [make.id('usr'), make.id('usr')]
    const { id } = await tenancy.create(asUser(owner))
    await tenancy.join(id, member, 'member')
    await tenancy.create(asUser())
    const context = asUser(owner, { workspaceId: id })
    const list = (after: string, limit: number) => tenancy.memberships.listMemberIds({ after, limit }, { context })
    const [first = '', second = ''] = [owner, member].sort()
    assert.deepEqual(await list('', 0), { userIds: [first, second], nextAfter: '' })
    assert.deepEqual(await list('', 1), { userIds: [first], nextAfter: first })
    assert.deepEqual(await list(first, 2), { userIds: [second], nextAfter: '' })
    assert.deepEqual(await list(second, 1), { userIds: [], nextAfter: '' })
    const all = { after: '', limit: 0 }
    await assert.rejects(tenancy.memberships.listMemberIds(all, { context: asUser(owner) }), {
      code: 'MISSING_WORKSPACE_CONTEXT',
    })
  })

  it('name a user’s living workspaces to the user and to operators', async () => {
    const userId = make.id('usr')
    const [kept, deleted] = [await tenancy.create(asUser(userId)), await tenancy.create(asUser(userId))]
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: deleted.id }, { context: asUser(userId) })
    for (const context of [asUser(userId), asOperator()]) {
      const { workspaceIds } = await tenancy.memberships.listUserWorkspaceIds({ userId }, { context })
      assert.deepEqual(workspaceIds, [kept.id])
    }
    await assert.rejects(tenancy.memberships.listUserWorkspaceIds({ userId }, { context: asUser() }), {
      code: 'RESOURCE_NOT_FOUND',
    })
  })

  it('list a user’s living workspaces with the role in each, to the user and to operators', async () => {
    const userId = make.id('usr')
    const [own, other, deleted] = [
      await tenancy.create(asUser(userId)),
      await tenancy.create(asUser()),
      await tenancy.create(asUser(userId)),
    ]
    await tenancy.join(other.id, userId, 'admin')
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: deleted.id }, { context: asUser(userId) })
    const query = { page: 1, perPage: 10, sort: [{ field: 'created_at', descending: true }], filters: [] }
    for (const context of [asUser(userId), asOperator()]) {
      const { memberships, page } = await tenancy.memberships.listUserMemberships({ userId, query }, { context })
      assert.deepEqual(
        memberships.map(({ workspaceId, name, slug, status, role }) => ({ workspaceId, name, slug, status, role })),
        [
          { workspaceId: other.id, name: other.name, slug: other.slug, status: 'active', role: Role.ROLE_ADMIN },
          { workspaceId: own.id, name: own.name, slug: own.slug, status: 'active', role: Role.ROLE_OWNER },
        ],
      )
      assert.equal(page?.total, 2)
    }
    await assert.rejects(tenancy.memberships.listUserMemberships({ userId, query }, { context: asUser() }), {
      code: 'RESOURCE_NOT_FOUND',
    })
  })

  it('make users visible to themselves, to operators and to fellows in a living workspace', async () => {
    const [owner, fellow, stranger] = [make.id('usr'), make.id('usr'), make.id('usr')]
    const { id } = await tenancy.create(asUser(owner))
    await tenancy.join(id, fellow, 'member')
    const sees = async (context: ReturnType<typeof asUser>, userId: string) =>
      (await tenancy.memberships.checkUserVisibility({ userId }, { context })).isVisible
    assert.deepEqual(
      await Promise.all([
        sees(asUser(owner), owner),
        sees(asOperator(), owner),
        sees(asUser(owner), fellow),
        sees(asUser(fellow), owner),
        sees(asUser(stranger), owner),
      ]),
      [true, true, true, true, false],
    )
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: id }, { context: asOperator() })
    assert.equal(await sees(asUser(owner), fellow), false)
  })

  it('name the oldest owner of each workspace', async () => {
    const [first, second] = [make.id('usr'), make.id('usr')]
    const { id } = await tenancy.create(asUser(first))
    await tenancy.part.database.query({
      text: `INSERT INTO membership (workspace_id, user_id, role, created_at)
        VALUES ($1, $2, 'owner', plinth_now() + interval '1 second')`,
      values: [id, second],
    })
    const { owners } = await tenancy.memberships.batchGetOwners({ workspaceIds: [id, make.id('wks')] })
    assert.deepEqual(owners, { [id]: first })
  })
})
