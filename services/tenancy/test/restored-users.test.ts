// Identity was restored from a moment before that of tenancy: the versions of its users have gone back.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { make } from '@plinth/testkit'
import { takeUsers } from '../src/identity-events/restored-verbs.ts'
import { startTeam } from './team.ts'
import { asOperator } from './tenancy.ts'
import { userEventsOf } from './user-events.ts'

let t: Awaited<ReturnType<typeof startTeam>>
let told: ReturnType<typeof userEventsOf>
before(async () => {
  t = await startTeam()
  told = userEventsOf(t)
})

const raised = 1_000_003
const take = (id: string, version = raised, suspendedAt: Date | null = null) =>
  takeUsers(t.part.database, [{ id, tier: 'free', version, suspendedAt }])
const countOpen = async (userId: string) => {
  const text = 'SELECT FROM invitation WHERE invited_by = $1 AND accepted_by IS NULL'
  return (await t.part.database.query({ text, values: [userId] })).length
}
const tierOf = async (userId: string) => {
  const text = 'SELECT tier, version::int, suspended_version::int FROM user_tier WHERE user_id = $1'
  return (await t.part.database.query({ text, values: [userId] }))[0]
}

describe('users whom identity has after a restore', () => {
  it('are followed again: a suspension ends the invitations of its user', async () => {
    const { id: workspaceId, as, admin } = await t.team()
    await told(admin, 9, { tier: 'pro', status: 'suspended' }, { workspaceId })
    await t.invite(as(admin), make.email())
    await told(admin, 4, { tier: 'free', status: 'suspended' }, { workspaceId, at: t.now() })
    assert.equal(await countOpen(admin), 1)
    assert.deepEqual(await take(admin), [])
    assert.deepEqual(await tierOf(admin), { tier: 'free', version: raised, suspended_version: 9 })
    assert.equal(await countOpen(admin), 1)
    await told(admin, raised + 1, { tier: 'free', status: 'suspended' }, { workspaceId, at: t.now() })
    assert.equal(await countOpen(admin), 0)
  })

  it('have no invitations from before a suspension that tenancy does not know, and keep those of others', async () => {
    const { as, admin, owner } = await t.team()
    await t.invite(as(admin), make.email())
    await t.invite(as(owner), make.email())
    for (let again = 0; again < 2; again++) await take(admin, raised + again, t.now())
    assert.deepEqual([await countOpen(admin), await countOpen(owner)], [0, 1])
    assert.deepEqual(await tierOf(admin), { tier: 'free', version: raised + 1, suspended_version: raised + 1 })
  })

  it('give way to a newer event', async () => {
    const userId = make.id('usr')
    await told(userId, raised + 1, { tier: 'pro', status: 'active' })
    await take(userId)
    assert.deepEqual(await tierOf(userId), { tier: 'pro', version: raised + 1, suspended_version: null })
  })

  it('are named when they were deleted here, and nothing is stored of them', async () => {
    const { admin } = await t.team()
    await t.memberships.endUser({ userId: admin, userVersion: 4 }, { context: asOperator() })
    assert.deepEqual(await take(admin), [admin])
    assert.equal(await tierOf(admin), undefined)
  })
})
