// The payers of users' namespaces, and the end of their paying.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { MembershipsServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { make } from '@plinth/testkit'
import { type Paid, paidNamespaces } from './paid-namespaces.ts'

let t: Paid
before(async () => {
  t = await paidNamespaces()
})

describe('a payment', () => {
  const ends: [string, (paid: Awaited<ReturnType<Paid['paid']>>) => Promise<unknown>][] = [
    ['when its owner is removed', ({ admin, as, owner }) => t.members.removeMember({ userId: admin }, as(owner))],
    ['when its owner leaves', ({ admin, as }) => t.members.removeMember({ userId: admin }, as(admin))],
    ['when its owner may spend no longer', ({ admin, as, owner }) => t.demote(as(owner), admin)],
  ]
  for (const [when, end] of ends)
    it(`ends ${when}: told once, nothing more is counted, what was counted stays`, async () => {
      const paid = await t.paid()
      const { id, namespaceId } = paid
      assert.equal((await t.consume(namespaceId, 'credits', 30)).isAllowed, true)
      await end(paid)
      const { workspaceId, version } = await t.read(paid.own, namespaceId)
      assert.deepEqual([workspaceId, version], ['', 2])
      assert.deepEqual(await t.toldOf(id, namespaceId), ['namespace.created', 'namespace.updated'])
      assert.equal((await t.consume(namespaceId, 'credits', 1)).reason, 'FEATURE_NOT_INCLUDED')
      assert.deepEqual(await t.standing(await t.defaultOf(id), 'credits'), [30, 100, 70])
    })

  it('goes on when an owner becomes an admin, and when somebody else leaves', async () => {
    const { id, namespaceId, as, owner, admin, member, own } = await t.paid()
    await t.members.updateMember({ userId: admin, role: Role.ROLE_OWNER, ...t.nobody }, as(owner))
    await t.members.updateMember({ userId: admin, role: Role.ROLE_ADMIN, ...t.nobody }, as(owner))
    await t.members.removeMember({ userId: member }, as(owner))
    assert.equal((await t.read(own, namespaceId)).workspaceId, id)
  })

  it('does not begin again when its owner comes back', async () => {
    const { id, namespaceId, as, owner, admin, own } = await t.paid()
    await t.members.removeMember({ userId: admin }, as(owner))
    await t.join(id, admin, 'admin')
    assert.equal((await t.consume(namespaceId, 'credits', 1)).isAllowed, false)
    assert.equal((await t.read(own, namespaceId)).workspaceId, '')
  })

  it('releases what was set aside: a commit is refused, and the room is there again', async () => {
    const { id, namespaceId, as, owner, admin } = await t.paid()
    const { reservation } = await t.reserve(namespaceId, 'credits', 40)
    await t.members.removeMember({ userId: admin }, as(owner))
    await assert.rejects(t.commit(namespaceId, reservation?.id ?? ''), { code: 'STATE_CONFLICT' })
    assert.deepEqual(await t.standing(await t.defaultOf(id), 'credits'), [0, 100, 100])
  })

  const burials: [string, (paid: Awaited<ReturnType<Paid['paid']>>) => Promise<unknown>][] = [
    [
      'its namespace is deleted',
      ({ namespaceId, own }) => t.namespaces.deleteNamespace({ idOrUuid: namespaceId }, own),
    ],
    [
      'its user ends',
      ({ admin }) =>
        t.part.dial('tenancy', MembershipsServiceService).endUser({ userId: admin, userVersion: 1 }, t.operator),
    ],
  ]
  for (const [when, bury] of burials)
    it(`releases what was set aside at once when ${when}, and only that`, async () => {
      const paid = await t.paid()
      const payersOwn = await t.defaultOf(paid.id)
      await t.consume(paid.namespaceId, 'credits', 5)
      await t.reserve(paid.namespaceId, 'credits', 40)
      await t.reserve(payersOwn, 'credits', 10)
      assert.deepEqual(await t.standing(payersOwn, 'credits'), [5, 100, 45])
      await bury(paid)
      assert.deepEqual(await t.standing(payersOwn, 'credits'), [5, 100, 85])
    })

  it('ends with its workspace', async () => {
    const { id, namespaceId, as, owner, own } = await t.paid()
    await t.create(as(owner).context)
    await t.workspaces.deleteWorkspace({ idOrSlug: id }, as(owner))
    assert.equal((await t.read(own, namespaceId)).workspaceId, '')
  })

  it('ends with a membership that the release before deletes, and with a role that it lowers', async () => {
    const [left, demoted] = [await t.paid(), await t.paid()]
    const values = ({ id, admin }: typeof left) => [id, admin]
    const where = 'workspace_id = $1 AND user_id = $2'
    await t.part.database.query({ text: `DELETE FROM membership WHERE ${where}`, values: values(left) })
    await t.part.database.query({
      text: `UPDATE membership SET role = 'member' WHERE ${where}`,
      values: values(demoted),
    })
    for (const { own, namespaceId } of [left, demoted]) assert.equal((await t.read(own, namespaceId)).workspaceId, '')
  })
})

describe('what a workspace pays for', () => {
  it('is seen by its managers: names, owners and what was used of its plan', async () => {
    const { id, namespaceId, as, owner, admin } = await t.paid('Laboratory')
    await t.consume(namespaceId, 'credits', 30)
    await t.record(namespaceId, 'credits', -10)
    await t.consume(namespaceId, 'storage', 5)
    const listed = await t.listPaid(as(owner))
    const [, found] = [listed.find((one) => one.ownerId === id), listed.find((one) => one.id === namespaceId)]
    const { createdAt: _createdAt, ...shown } = found ?? {}
    assert.deepEqual(shown, {
      ...{ id: namespaceId, name: 'Laboratory', ownerType: 1, ownerId: admin, isActive: true },
      ...{ usage: { credits: 20, storage: 5 }, isUsageExact: true },
    })
    assert.equal(listed.length, 2)
  })

  it('is not a member’s to see, and to a stranger it is not there', async () => {
    const { as, member } = await t.paid()
    await assert.rejects(t.listPaid(as(member)), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(t.listPaid(as(make.id('usr'))), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('is detached by its managers, who see nothing else of it', async () => {
    const { id, namespaceId, as, owner, own } = await t.paid()
    await t.change(own.context, namespaceId, { description: 'Mine', settingsJson: '{"a":1}' })
    const before = await t.read(own, namespaceId)
    const detached = await t.detach(as(owner), namespaceId)
    assert.deepEqual(
      [detached.workspaceId, detached.description, detached.settingsJson, detached.version],
      ['', '', '{}', before.version + 1],
    )
    const after = await t.read(own, namespaceId)
    assert.deepEqual([after.workspaceId, after.description, after.settingsJson], ['', 'Mine', '{"a":1}'])
    assert.equal((await t.toldOf(id, namespaceId)).at(-1), 'namespace.updated')
    assert.equal((await t.consume(namespaceId, 'credits', 1)).isAllowed, false)
  })

  it('is not detached by others, nor changed by its managers in any other way', async () => {
    const { namespaceId, as, owner, member } = await t.paid()
    const elsewhere = { context: { ...as(owner).context, workspaceId: (await t.create(as(owner).context)).id } }
    const gone = { code: 'RESOURCE_NOT_FOUND' }
    await assert.rejects(t.detach(as(member), namespaceId), gone)
    await assert.rejects(t.detach(as(make.id('usr')), namespaceId), gone)
    await assert.rejects(t.detach(elsewhere, namespaceId), gone)
    await assert.rejects(t.change(as(owner).context, namespaceId, { name: 'Ours' }), gone)
    await assert.rejects(t.change(as(owner).context, namespaceId, { cleared: ['workspace_id', 'description'] }), gone)
    await assert.rejects(t.namespaces.getNamespace({ idOrUuid: namespaceId }, as(owner)), gone)
  })
})
