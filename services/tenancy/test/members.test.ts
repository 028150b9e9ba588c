import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { make } from '@plinth/testkit'
import { firstPage, nobodyKnown, outcomes, startTeam } from './team.ts'
import { given } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTeam>>
before(async () => {
  tenancy = await startTeam()
})

const { ROLE_OWNER, ROLE_ADMIN, ROLE_MEMBER, ROLE_UNSPECIFIED } = Role
const refusal = (code: string) => ({ code })
type Context = Awaited<ReturnType<typeof tenancy.team>>['operator']

const add = (context: Context, userId: string, role: Role = ROLE_MEMBER) =>
  tenancy.members.addMember({ userId, role, ...nobodyKnown }, { context })
const setRole = (context: Context, userId: string, role: Role) =>
  tenancy.members.updateMember({ userId, role, ...nobodyKnown }, { context })
const remove = (context: Context, userId: string) => tenancy.members.removeMember({ userId }, { context })

describe('ListMembers', () => {
  it('shows everybody of the workspace in context, newest first, and nobody else', async () => {
    const { id, owner, admin, member, as, operator } = await tenancy.team()
    await tenancy.team()
    const { members, page } = await tenancy.members.listMembers({ query: firstPage }, { context: as(member) })
    assert.deepEqual(
      new Map(members.map(({ userId, role }) => [userId, role])),
      new Map([
        [member, ROLE_MEMBER],
        [admin, ROLE_ADMIN],
        [owner, ROLE_OWNER],
      ]),
    )
    // Two may have joined in the same millisecond: then their ids decide.
    const joined = members.map(({ createdAt }) => createdAt?.getTime() ?? 0)
    assert.deepEqual(
      joined,
      joined.toSorted((a, b) => b - a),
    )
    assert.equal(page?.total, 3)
    const filters = [{ field: 'role', operator: Filter_Operator.OPERATOR_EQUALS, value: 'admin' }]
    const admins = await tenancy.members.listMembers({ query: { ...firstPage, filters } }, { context: as(owner) })
    assert.deepEqual(
      admins.members.map(({ userId }) => userId),
      [admin],
    )
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: id }, { context: operator })
    assert.deepEqual(await tenancy.rolesIn(id), {})
  })
})

describe('AddMember', () => {
  it('is the operator’s: the user belongs at once, with a Personal namespace, and it is said', async () => {
    const { id, operator } = await tenancy.team()
    const userId = make.id('usr')
    const answer = await tenancy.members.addMember(
      { userId, role: ROLE_ADMIN, name: 'Jo', email: 'jo@example.test' },
      { context: operator },
    )
    const { createdAt, updatedAt: _, ...rest } = given(answer.member)
    assert.deepEqual(rest, { userId, role: ROLE_ADMIN, version: 1, name: 'Jo', email: 'jo@example.test' })
    const namespaces = await tenancy.part.database.query({
      text: 'SELECT slug FROM namespace WHERE owner_id = $1',
      values: [userId],
    })
    assert.deepEqual(namespaces, [{ slug: 'personal' }])
    const access = await tenancy.workspaces.resolveAccess({
      userId,
      workspaceIdOrSlug: id,
      namespaceId: '',
      keyWorkspaceId: '',
      allWorkspaces: false,
    })
    assert.equal(access.role, ROLE_ADMIN)
    assert.deepEqual((await tenancy.eventsOf(id)).at(-1), {
      type: 'member.added',
      objectId: userId,
      attributes: { user_id: userId, role: 'admin', created_at: createdAt?.toISOString() },
    })
  })

  it('is nobody else’s, owners included', async () => {
    const { owner, as } = await tenancy.team()
    await assert.rejects(add(as(owner), make.id('usr')), refusal('INSUFFICIENT_PERMISSIONS'))
  })

  it('refuses whoever is a member already, also when two add at once, and what is no role', async () => {
    const { owner, operator } = await tenancy.team()
    await assert.rejects(add(operator, owner), {
      code: 'DUPLICATE_RESOURCE',
      details: { conflicting_field: ['user_id'] },
    })
    const userId = make.id('usr')
    const codes = await outcomes(Array.from({ length: 5 }, () => add(operator, userId)))
    assert.deepEqual(codes, [...Array(4).fill('DUPLICATE_RESOURCE'), 'done'])
    await assert.rejects(add(operator, make.id('usr'), ROLE_UNSPECIFIED), refusal('VALIDATION_ERROR'))
  })

  it('never exceeds the plan, however many are added at once', async () => {
    const { id, operator } = await tenancy.team()
    const context = { ...operator, planLimits: { 'plinth.members': 5 } }
    const codes = await outcomes(Array.from({ length: 8 }, () => add(context, make.id('usr'))))
    assert.deepEqual(codes, [...Array(6).fill('FEATURE_LIMIT_REACHED'), 'done', 'done'])
    assert.equal(Object.keys(await tenancy.rolesIn(id)).length, 5)
  })
})

describe('UpdateMember', () => {
  it('is an owner’s, admin’s or operator’s; without a change nothing happens', async () => {
    const { id, admin, member, as, operator } = await tenancy.team()
    const { member: raised } = await setRole(as(admin), member, ROLE_ADMIN)
    assert.deepEqual({ role: raised?.role, version: raised?.version }, { role: ROLE_ADMIN, version: 2 })
    assert.equal((await setRole(as(admin), member, ROLE_ADMIN)).member?.version, 2)
    await setRole(operator, member, ROLE_MEMBER)
    await assert.rejects(setRole(as(member), admin, ROLE_MEMBER), refusal('INSUFFICIENT_PERMISSIONS'))
    const said = (await tenancy.eventsOf(id)).filter(({ type }) => type === 'member.updated')
    assert.deepEqual(
      said.map(({ attributes }) => attributes['role']),
      ['admin', 'member'],
    )
  })

  it('leaves owners to owners', async () => {
    const { owner, admin, member, as } = await tenancy.team()
    await assert.rejects(setRole(as(admin), member, ROLE_OWNER), refusal('INSUFFICIENT_PERMISSIONS'))
    await assert.rejects(setRole(as(admin), admin, ROLE_OWNER), refusal('INSUFFICIENT_PERMISSIONS'))
    await setRole(as(owner), admin, ROLE_OWNER)
    await setRole(as(admin), owner, ROLE_MEMBER)
    await assert.rejects(setRole(as(owner), admin, ROLE_MEMBER), refusal('INSUFFICIENT_PERMISSIONS'))
  })

  it('keeps the last owner, whoever asks', async () => {
    const { owner, as, operator } = await tenancy.team()
    for (const context of [as(owner), operator])
      await assert.rejects(setRole(context, owner, ROLE_ADMIN), refusal('STATE_CONFLICT'))
  })

  it('404 for a stranger as for nobody, 412 for a stale version', async () => {
    const { member, as, owner } = await tenancy.team()
    const other = await tenancy.team()
    for (const userId of [other.member, make.id('usr')])
      await assert.rejects(setRole(as(owner), userId, ROLE_ADMIN), {
        code: 'RESOURCE_NOT_FOUND',
        message: 'The member was not found.',
      })
    await assert.rejects(setRole(as(owner, { ifMatchVersion: 9 }), member, ROLE_ADMIN), refusal('PRECONDITION_FAILED'))
  })
})

describe('RemoveMember', () => {
  it('is an owner’s or admin’s, and anybody’s of themselves; access ends with it', async () => {
    const { id, admin, member, as } = await tenancy.team()
    await assert.rejects(remove(as(member), admin), refusal('INSUFFICIENT_PERMISSIONS'))
    await assert.rejects(remove(as(member, { ifMatchVersion: 9 }), member), refusal('PRECONDITION_FAILED'))
    await remove(as(member), member)
    await assert.rejects(
      tenancy.workspaces.resolveAccess({
        userId: member,
        workspaceIdOrSlug: id,
        namespaceId: '',
        keyWorkspaceId: '',
        allWorkspaces: false,
      }),
      refusal('RESOURCE_NOT_FOUND'),
    )
    assert.equal((await tenancy.eventsOf(id)).at(-1)?.type, 'member.removed')
    await assert.rejects(remove(as(admin), member), refusal('RESOURCE_NOT_FOUND'))
    await assert.rejects(remove(as(member), member), refusal('RESOURCE_NOT_FOUND'))
  })

  it('leaves owners to owners, and keeps the last one', async () => {
    const { owner, admin, as, operator } = await tenancy.team()
    await assert.rejects(remove(as(admin), owner), refusal('INSUFFICIENT_PERMISSIONS'))
    for (const context of [as(owner), operator]) await assert.rejects(remove(context, owner), refusal('STATE_CONFLICT'))
  })

  it('keeps one owner when all of them leave, remove and unmake one another at once', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, owner, as, operator } = await tenancy.team()
      const others = Array.from({ length: 4 }, () => make.id('usr'))
      for (const userId of others) await add(operator, userId, ROLE_OWNER)
      const [second = '', third = '', fourth = '', fifth = ''] = others
      await outcomes([
        remove(as(owner), owner),
        remove(as(second), second),
        remove(as(third), fourth),
        remove(as(fourth), third),
        setRole(as(fifth), fifth, ROLE_MEMBER),
        remove(as(owner), fifth),
      ])
      const owners = Object.values(await tenancy.rolesIn(id)).filter((role) => role === ROLE_OWNER)
      assert.ok(owners.length >= 1)
    }
  })

  it('lets one of the last two owners leave when both do at once', async () => {
    for (let round = 0; round < 5; round++) {
      const { owner, admin, as, operator } = await tenancy.team()
      await setRole(operator, admin, ROLE_OWNER)
      assert.deepEqual(await outcomes([remove(as(owner), owner), remove(as(admin), admin)]), ['STATE_CONFLICT', 'done'])
    }
  })

  it('tells an owner that was unmade meanwhile that it may no longer', async () => {
    const { owner, admin, as, operator } = await tenancy.team()
    await setRole(operator, admin, ROLE_OWNER)
    const codes = await outcomes([setRole(as(owner), admin, ROLE_MEMBER), setRole(as(admin), owner, ROLE_MEMBER)])
    assert.deepEqual(codes, ['INSUFFICIENT_PERMISSIONS', 'done'])
  })
})
