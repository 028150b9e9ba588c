import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Client } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { Consistency, EntitlementsServiceService } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { ForeignKeysServiceService } from '@plinth/proto/tenancy/v1/foreign_keys.ts'
import { NamespacesServiceService, OwnerType } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { make } from '@plinth/testkit'
import { forgetForeignKeys } from '../src/foreign-keys/store.ts'
import { asUser, changing, startTenancy, wanted } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTenancy>>
let keys: Client<typeof ForeignKeysServiceService>
let namespaces: Client<typeof NamespacesServiceService>
before(async () => {
  tenancy = await startTenancy()
  keys = tenancy.part.dial('tenancy', ForeignKeysServiceService)
  namespaces = tenancy.part.dial('tenancy', NamespacesServiceService)
})

const owned = async (userId: string, fields = {}): Promise<string> =>
  (await tenancy.workspaces.createWorkspace(wanted(fields), { context: asUser(userId) })).workspace?.id ?? ''
/** A call with a key of `home` that acts in `workspaceId`. */
const bound = (userId: string, home: string, workspaceId = home): CallContext =>
  make.context({ principal: make.principal({ userId, homeWorkspaceId: home, allWorkspaces: true }), workspaceId })
const listed = async (context: CallContext) =>
  (await namespaces.listNamespaces({ query: undefined }, { context })).namespaces

describe('foreign_keys', () => {
  const resolve = (userId: string, workspaceIdOrSlug: string, home: string, allWorkspaces: boolean, namespaceId = '') =>
    tenancy.workspaces.resolveAccess({ userId, workspaceIdOrSlug, namespaceId, keyWorkspaceId: home, allWorkspaces })

  it('is refuse until an owner says allow; an admin may not, and refuse closes it again', async () => {
    const [ada, joe] = [make.id('usr'), make.id('usr')]
    const [home, other] = [await owned(ada), await owned(ada)]
    await tenancy.join(other, joe, 'admin')
    const change = (foreignKeys: string, userId: string) =>
      tenancy.workspaces.updateWorkspace(changing(other, { foreignKeys }), { context: asUser(userId) })
    const isOpen = (allWorkspaces: boolean) =>
      resolve(ada, other, home, allWorkspaces).then(
        () => true,
        (err: { code: string }) => (err.code === 'RESOURCE_NOT_FOUND' ? false : assert.fail(err.code)),
      )
    assert.deepEqual([await isOpen(true), await isOpen(false)], [false, false])
    await assert.rejects(change('allow', joe), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(change('maybe', ada), { code: 'VALIDATION_ERROR' })
    assert.equal((await change('allow', ada)).workspace?.foreignKeys, 'allow')
    assert.equal((await change('allow', joe)).workspace?.foreignKeys, 'allow')
    assert.deepEqual([await isOpen(true), await isOpen(false)], [true, false])
    await change('refuse', ada)
    assert.deepEqual([await isOpen(true), await isOpen(false)], [false, false])
    assert.equal((await resolve(ada, home, home, false)).workspaceId, home)
  })

  it('is given at the beginning by whoever makes the workspace', async () => {
    const ada = make.id('usr')
    const [home, open] = [await owned(ada), await owned(ada, { foreignKeys: 'allow' })]
    assert.equal((await resolve(ada, open, home, true)).workspaceId, open)
  })

  it('tells of a namespace elsewhere only where the key may act', async () => {
    const ada = make.id('usr')
    const home = await owned(ada)
    for (const [foreignKeys, code] of [
      ['allow', 'NAMESPACE_ACCESS_DENIED'],
      ['refuse', 'RESOURCE_NOT_FOUND'],
    ] as const) {
      const other = await owned(ada, { foreignKeys })
      const there = (await listed(bound(ada, other))).find(({ ownerId }) => ownerId === other)?.id ?? ''
      await assert.rejects(resolve(ada, home, home, true, there), { code })
      await assert.rejects(resolve(ada, home, home, false, there), { code: 'RESOURCE_NOT_FOUND' })
    }
  })
})

describe('a call with a key of a workspace', () => {
  it('reaches its namespaces and the user’s own, and none of the user’s other workspaces', async () => {
    const ada = make.id('usr')
    const [home, other] = [await owned(ada), await owned(ada)]
    const owners = async (context: CallContext) => (await listed(context)).map(({ ownerId }) => ownerId).sort()
    assert.deepEqual(await owners(bound(ada, home)), [ada, home].sort())
    assert.deepEqual(await owners(bound(ada, home, other)), [ada, other].sort())
    assert.deepEqual(await owners(asUser(ada)), [ada, home, other].sort())

    const [theirs] = (await listed(bound(ada, other))).filter(({ ownerId }) => ownerId === other)
    assert.ok(theirs)
    const context = bound(ada, home)
    const named = { idOrUuid: theirs.id }
    await assert.rejects(namespaces.getNamespace(named, { context }), { code: 'RESOURCE_NOT_FOUND' })
    await assert.rejects(namespaces.deleteNamespace(named, { context }), { code: 'RESOURCE_NOT_FOUND' })
    assert.ok(await namespaces.getNamespace(named, { context: bound(ada, home, other) }))

    // Answers to a key of the other workspace are not given to this one.
    const entitlements = tenancy.part.dial('tenancy', EntitlementsServiceService)
    for (const consistency of [Consistency.CONSISTENCY_FAST, Consistency.CONSISTENCY_STRONG]) {
      const question = {
        namespaceIdOrUuid: theirs.id,
        feature: 'storage',
        quantity: 1,
        consistency,
        isExplained: false,
      }
      await entitlements.checkEntitlement(question, { context: bound(ada, other) })
      await assert.rejects(entitlements.checkEntitlement(question, { context }), { code: 'RESOURCE_NOT_FOUND' })
    }
  })

  it('spends no other workspace’s plan', async () => {
    const ada = make.id('usr')
    const [home, other] = [await owned(ada), await owned(ada)]
    const create = (fields: object) =>
      namespaces.createNamespace(
        {
          ...{ name: make.name(), slug: '', ownerType: OwnerType.OWNER_TYPE_USER, ownerId: '', workspaceId: '' },
          ...{ description: '', settingsJson: '', tags: [], metadata: {}, isDefault: false, ...fields },
        },
        { context: bound(ada, home) },
      )
    await assert.rejects(create({ workspaceId: other }), {
      details: { workspace_id: ['The workspace does not exist, or you are not a member of it.'] },
    })
    await assert.rejects(create({ ownerType: OwnerType.OWNER_TYPE_WORKSPACE, ownerId: other }), {
      details: { owner_id: ['The workspace does not exist, or you are not a member of it.'] },
    })
    assert.ok(await create({ workspaceId: home }))
  })

  it('sees the fellows of its workspace, and not those of others', async () => {
    const [ada, joe] = [make.id('usr'), make.id('usr')]
    const [home, other] = [await owned(ada), await owned(ada)]
    await tenancy.join(other, joe, 'member')
    const sees = async (context: CallContext) =>
      (await tenancy.memberships.checkUserVisibility({ userId: joe }, { context })).isVisible
    assert.deepEqual([await sees(bound(ada, home)), await sees(bound(ada, home, other))], [false, true])
  })
})

describe('ListForeignKeys', () => {
  const record = (workspaceId: string, keyId: string) =>
    keys.recordForeignKeys({ foreignKeys: [{ workspaceId, keyId, userId: 'usr_1', prefix: 'sk_live_ab12' }] })

  it('shows each key once, to managers of the workspace, with its first and last use', async () => {
    const [ada, joe, eve] = [make.id('usr'), make.id('usr'), make.id('usr')]
    const [workspaceId, other] = [await owned(ada), await owned(ada)]
    await tenancy.join(workspaceId, joe, 'member')
    const list = async (userId: string) =>
      (await keys.listForeignKeys({ query: undefined }, { context: asUser(userId, { workspaceId }) })).foreignKeys
    assert.deepEqual(await list(ada), [])
    // Two gateways at once, and each of them twice.
    await Promise.all(Array.from({ length: 8 }, (_, at) => record(workspaceId, at % 2 === 0 ? 'key_1' : 'key_2')))
    await record(other, 'key_3')
    const [first] = await list(ada)
    await record(workspaceId, 'key_1')
    const rows = await list(ada)
    assert.deepEqual(rows.map(({ keyId }) => keyId).sort(), ['key_1', 'key_2'])
    const again = rows.find(({ keyId }) => keyId === 'key_1')
    assert.ok(first?.createdAt && again?.createdAt && again.lastUsedAt && again.createdAt <= again.lastUsedAt)
    assert.deepEqual([again.userId, again.prefix, again.workspaceId], ['usr_1', 'sk_live_ab12', workspaceId])
    await assert.rejects(list(joe), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(list(eve), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('forgets those that were not used for 30 days', async () => {
    const ada = make.id('usr')
    const workspaceId = await owned(ada)
    await record(workspaceId, 'key_old')
    const { database } = tenancy.part
    const age = (days: number) =>
      database.query({
        text: `UPDATE foreign_api_key SET last_used_at = plinth_now() - $2 * interval '1 day' WHERE workspace_id = $1`,
        values: [workspaceId, days],
      })
    const context = asUser(ada, { workspaceId })
    const count = async () => (await keys.listForeignKeys({ query: undefined }, { context })).foreignKeys.length
    await age(29.9)
    await forgetForeignKeys(database)
    assert.equal(await count(), 1)
    await age(30.1)
    assert.equal(await count(), 0)
    await forgetForeignKeys(database)
    const left = await database.query({
      text: 'SELECT FROM foreign_api_key WHERE workspace_id = $1',
      values: [workspaceId],
    })
    assert.equal(left.length, 0)
  })
})
