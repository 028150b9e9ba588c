import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { make } from '@plinth/testkit'
import { firstPage, startTeam } from './team.ts'
import { asUser } from './tenancy.ts'
import { userEventsOf } from './user-events.ts'

let t: Awaited<ReturnType<typeof startTeam>>
let told: ReturnType<typeof userEventsOf>
before(async () => {
  t = await startTeam()
  told = userEventsOf(t)
})

const updatesIn = async (workspaceId: string) =>
  (await t.eventsOf(workspaceId)).filter(({ type }) => type === 'user.updated').map(({ attributes }) => attributes)

describe('what follows from identity’s events', () => {
  it('ends the open invitations of a suspended user in every workspace, and spares what was made since', async () => {
    const openIn = async (context: CallContext) =>
      (await t.invitations.listInvitations({ query: firstPage }, { context })).invitations.map(({ email }) => email)
    const [one, other] = [await t.team(), await t.team()]
    await t.join(other.id, one.admin, 'admin')
    const [before, elsewhere, others] = [make.email(), make.email(), make.email()]
    const { token } = await t.invite(one.as(one.admin), before)
    await t.invite(asUser(one.admin, { workspaceId: other.id }), elsewhere)
    await t.invite(one.as(one.owner), others)
    const suspendedAt = t.now()
    await told(one.admin, 2, { tier: 'free', status: 'suspended' }, { workspaceId: one.id, at: suspendedAt })
    assert.deepEqual(await openIn(one.operator), [others])
    assert.deepEqual(await openIn(other.operator), [])
    await assert.rejects(t.accept(asUser(), token, before), { code: 'RESOURCE_NOT_FOUND' })
    const since = make.email()
    await t.invite(one.as(one.admin), since)
    await told(one.admin, 2, { tier: 'free', status: 'suspended' }, { workspaceId: one.id, at: suspendedAt })
    assert.deepEqual(await openIn(one.operator), [since, others])
  })

  it('ends invitations once for a suspension, however many workspaces hear of it and whichever event comes first', async () => {
    const { id, as, admin } = await t.team()
    const { id: another } = await t.team()
    const openNow = async () =>
      (await t.invitations.listInvitations({ query: firstPage }, { context: as(admin) })).invitations
    /** An invitation that the admin made before; only a second look would end it. */
    const madeBefore = async () => {
      const { invitation } = await t.invite(as(admin), make.email())
      const text = `UPDATE invitation SET expires_at = expires_at - interval '1 hour' WHERE id = $1`
      await t.part.database.query({ text, values: [invitation.id] })
    }
    await madeBefore()
    await told(admin, 3, { tier: 'free', status: 'active' }, { workspaceId: id })
    const at = t.now()
    await told(admin, 2, { tier: 'pro', status: 'suspended' }, { workspaceId: id, at })
    assert.deepEqual(await openNow(), [])
    await madeBefore()
    await told(admin, 2, { tier: 'pro', status: 'suspended' }, { workspaceId: another, at })
    assert.equal((await openNow()).length, 1)
    const text = 'SELECT tier, version::int, suspended_version::int FROM user_tier WHERE user_id = $1'
    const rows = await t.part.database.query({ text, values: [admin] })
    assert.deepEqual(rows, [{ tier: 'free', version: 3, suspended_version: 2 }])
  })

  it('lets nobody accept what a suspended user made meanwhile, until the user is back', async () => {
    const { id, as, admin } = await t.team()
    const [suspendedAt, email] = [t.now(), make.email()]
    // A gateway that has not heard of it yet.
    const { token } = await t.invite(as(admin), email)
    await told(admin, 2, { tier: 'free', status: 'suspended' }, { workspaceId: id, at: suspendedAt })
    await assert.rejects(t.accept(asUser(), token, email), { code: 'RESOURCE_NOT_FOUND' })
    await told(admin, 3, { tier: 'free', status: 'active' }, { workspaceId: id })
    const invited = asUser()
    await t.accept(invited, token, email)
    await told(admin, 4, { tier: 'free', status: 'suspended' }, { workspaceId: id })
    // Accepted before: the same call again has the same answer.
    await t.accept(invited, token, email)
  })

  it('passes what identity could tell no workspace on to each of the user’s, once', async () => {
    const { id, member } = await t.team()
    const { id: another } = await t.create(asUser(member))
    const attributes = { id: member, tier: 'free', email: `${member}@unproven.invalid` }
    await told(member, 3, attributes)
    await told(member, 3, attributes)
    await told(member, 2, { ...attributes, email: 'older@example.com' })
    for (const workspaceId of [id, another]) assert.deepEqual(await updatesIn(workspaceId), [attributes])
    // Changes that identity reported to a workspace itself are not reported again.
    await told(member, 4, attributes, { workspaceId: id })
    await told(member, 1, attributes, { type: 'user.created' })
    assert.equal((await updatesIn(id)).length, 1)
  })
})
