// Two tenancy processes on one real PostgreSQL: a workspace keeps an owner, and an ended user gets nothing more.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { MembershipsServiceService, MembersServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { WorkspacesServiceService } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { make } from '@plinth/testkit'
import { ofUser, startNamespaces } from './namespaces.ts'
import { startSecondProcess } from './second-process.ts'
import { nobodyKnown, outcomes } from './team.ts'
import { asOperator, asUser, wanted } from './tenancy.ts'
import { userEventsOf } from './user-events.ts'

type Dial = Awaited<ReturnType<typeof startSecondProcess>>['dial']

let t: Awaited<ReturnType<typeof startNamespaces>>
let second: Awaited<ReturnType<typeof startSecondProcess>>
before(async () => {
  t = await startNamespaces()
  second = await startSecondProcess(t.part)
})
after(() => second.stop())

const context = asOperator()
const end = (userId: string, by = context, dial: Dial = t.part.dial) =>
  dial('tenancy', MembershipsServiceService).endUser({ userId, userVersion: 4 }, { context: by })
const traces = async (userId: string) => {
  const [row] = await t.part.database.query({
    text: `SELECT (SELECT count(*) FROM membership WHERE user_id = $1) AS memberships,
      (SELECT count(*) FROM namespace WHERE owner_id = $1 AND deleted_at IS NULL) AS namespaces,
      (SELECT count(*) FROM invitation WHERE invited_by = $1 OR accepted_by = $1) AS invitations,
      (SELECT count(*) FROM user_tier WHERE user_id = $1) AS tiers,
      (SELECT count(*) FROM balance WHERE owner_id = $1) AS balances`,
    values: [userId],
  })
  return Object.values(row ?? {}).map(Number)
}
const typesIn = async (workspaceId: string, objectId: string) =>
  (await t.eventsOf(workspaceId)).filter((event) => event.objectId === objectId).map(({ type }) => type)

describe('EndUser', () => {
  it('ends memberships, namespaces and invitations, and tells each workspace and identity once', async () => {
    const [one, other, gone] = [await t.team(), await t.team(), await t.create(asUser())]
    const [userId, email] = [one.admin, make.email()]
    await t.join(other.id, userId, 'member')
    await t.join(gone.id, userId, 'member')
    await t.workspaces.deleteWorkspace({ idOrSlug: gone.id }, { context })
    await userEventsOf(t)(userId, 1, { tier: 'pro' })
    await t.createNamespace(one.as(userId), { ownerType: ofUser, ownerId: userId, workspaceId: one.id })
    await t.invite(one.as(userId), make.email())
    const { token } = await t.invite(other.as(other.owner), email)
    await t.accept(asUser(userId), token, email)
    await t.part.database.query({
      text: `INSERT INTO balance (owner_id, pool, reset, window_start, used, reserved, alerted)
        VALUES ($1, 'storage', 'none', 'epoch', 1, 0, 0)`,
      values: [userId],
    })
    assert.deepEqual(await traces(userId), [3, 2, 2, 1, 1])

    await end(userId)
    assert.deepEqual(await traces(userId), [0, 0, 0, 0, 0])
    for (const { id } of [one, other])
      assert.deepEqual((await typesIn(id, userId)).slice(-2), ['member.removed', 'user.deleted'])
    assert.deepEqual(await typesIn(gone.id, userId), [])
    const about = (await t.eventsOf(one.id)).map(({ type }) => type)
    assert.ok(about.includes('namespace.deleted') && !about.includes('namespace.updated'))
    const told = (await t.eventsOf('')).filter((event) => event.objectId === userId)
    assert.deepEqual(
      told.map(({ type, attributes }) => [type, Object.keys(attributes)]),
      [['user.deleted', ['id', 'deleted_at']]],
    )
    // Again, identity alone hears of it: a backup may have brought the user back there.
    await end(userId)
    assert.equal((await typesIn('', userId)).length, 2)
    assert.equal((await typesIn(one.id, userId)).filter((type) => type === 'user.deleted').length, 1)
  })

  it('409 for the last owner of a workspace, naming it, and nothing ends', async () => {
    const { id, owner, admin, as } = await t.team()
    await assert.rejects(end(owner), { code: 'STATE_CONFLICT', details: { workspace_id: [id] } })
    assert.equal((await t.rolesIn(id))[owner], Role.ROLE_OWNER)
    assert.deepEqual(await typesIn('', owner), [])
    await t.members.updateMember({ userId: admin, role: Role.ROLE_OWNER, ...nobodyKnown }, { context: as(owner) })
    await end(owner)
    await assert.rejects(end(admin), { code: 'STATE_CONFLICT' })
    await t.workspaces.deleteWorkspace({ idOrSlug: id }, { context })
    await end(admin)
  })

  it('is the operators’, of a user whom identity knows, in the version that was read', async () => {
    const { admin, as } = await t.team()
    await assert.rejects(end(admin, as(admin)), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(t.memberships.endUser({ userId: admin, userVersion: 0 }, { context }), {
      code: 'RESOURCE_NOT_FOUND',
    })
    await assert.rejects(end(admin, asOperator({ ifMatchVersion: 3 })), { code: 'PRECONDITION_FAILED' })
    await end(admin, asOperator({ ifMatchVersion: 4 }))
  })
})

describe('an ended user', () => {
  it('gets no membership, workspace, namespace or tier any more', async () => {
    const { id, operator, as, owner } = await t.team()
    const [userId, email] = [make.id('usr'), make.email()]
    const { token } = await t.invite(as(owner), email)
    await end(userId)
    const notFound = { code: 'RESOURCE_NOT_FOUND', message: 'The user was not found.' }
    const adding = { userId, role: Role.ROLE_MEMBER, ...nobodyKnown }
    await assert.rejects(t.members.addMember(adding, { context: operator }), notFound)
    await assert.rejects(t.accept(asUser(userId), token, email), notFound)
    for (const slug of [
      '',
      `s-${make
        .name()
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '')}`,
    ])
      await assert.rejects(t.create(context, { ownerId: userId, slug }), notFound)
    await assert.rejects(t.createNamespace(asUser(userId), { ownerType: ofUser }), notFound)
    await userEventsOf(t)(userId, 9, { tier: 'pro' })
    assert.deepEqual(await traces(userId), [0, 0, 0, 0, 0])
    assert.equal((await t.rolesIn(id))[userId], undefined)
  })

  it('leaves others’ workspaces alone that were asked for at the same moment', async () => {
    const ended = make.id('usr')
    await end(ended)
    const owners = Array.from({ length: 8 }, (_, at) => (at === 3 ? ended : make.id('usr')))
    const codes = await outcomes(owners.map((ownerId) => t.create(context, { ownerId })))
    assert.deepEqual(codes, ['RESOURCE_NOT_FOUND', ...Array(7).fill('done')])
  })
})

describe('two processes', () => {
  it('owners who are all deleted at once: one stays', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, owner, operator } = await t.team()
      const owners = [owner, ...Array.from({ length: 5 }, () => make.id('usr'))]
      for (const userId of owners.slice(1))
        await t.members.addMember({ userId, role: Role.ROLE_OWNER, ...nobodyKnown }, { context: operator })
      const dials = [t.part.dial, second.dial]
      const codes = await outcomes(owners.map((userId, at) => end(userId, context, dials[at % 2])))
      assert.deepEqual(codes, ['STATE_CONFLICT', ...Array(5).fill('done')])
      const left = Object.values(await t.rolesIn(id)).filter((role) => role === Role.ROLE_OWNER)
      assert.equal(left.length, 1)
    }
  })

  it('a user who is deleted while others add it everywhere: nothing is left, and nobody waits crosswise', async () => {
    for (let round = 0; round < 5; round++) {
      const userId = make.id('usr')
      const teams = await Promise.all(Array.from({ length: 4 }, () => t.team()))
      const members = second.dial('tenancy', MembersServiceService)
      const workspaces = second.dial('tenancy', WorkspacesServiceService)
      const adding = { userId, role: Role.ROLE_MEMBER, ...nobodyKnown }
      const found = () => workspaces.createWorkspace(wanted({ ownerId: userId }), { context })
      const ending = end(userId)
      const [ended, founded, added] = await Promise.all([
        outcomes([ending]),
        outcomes(round === 0 ? [] : [found(), found()]),
        outcomes(
          teams.map(({ operator }, at) => (at % 2 ? members : t.members).addMember(adding, { context: operator })),
        ),
      ])
      const others = [...founded, ...added].filter((code) => code !== 'done' && code !== 'RESOURCE_NOT_FOUND')
      assert.deepEqual(others, [])
      // A user who founded a workspace first is its last owner.
      if (founded.includes('done')) assert.deepEqual(ended, ['STATE_CONFLICT'])
      else assert.deepEqual([ended, (await traces(userId)).slice(0, 2)], [['done'], [0, 0]])
    }
  })
})
