import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { make } from '@plinth/testkit'
import { firstPage, outcomes, startTeam } from './team.ts'
import { asOperator, asUser, given } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTeam>>
before(async () => {
  tenancy = await startTeam()
})

const { ROLE_OWNER, ROLE_ADMIN, ROLE_MEMBER } = Role
const refused = { code: 'INSUFFICIENT_PERMISSIONS' }
const notFound = { code: 'RESOURCE_NOT_FOUND', message: 'The invitation was not found.' }

const openIn = async (context: CallContext) => {
  const { invitations } = await tenancy.invitations.listInvitations({ query: firstPage }, { context })
  return invitations.map(({ email, role }) => ({ email, role }))
}
const age = (workspaceId: string, interval: string) =>
  tenancy.part.database.query({
    text: 'UPDATE invitation SET expires_at = expires_at - $2::interval WHERE workspace_id = $1',
    values: [workspaceId, interval],
  })

describe('CreateInvitation', () => {
  it('shows the token this once, stores its hash, lives 7 days, and says whom it names', async () => {
    const { id, as, admin } = await tenancy.team()
    const email = make.email()
    const { invitation, token } = await tenancy.invite(as(admin), email, ROLE_ADMIN)
    assert.match(token, /^inv_tok_[\w-]{43}$/)
    const [created, expires] = [given(invitation.createdAt), given(invitation.expiresAt)]
    assert.equal(expires.getTime() - created.getTime(), 7 * 86_400_000)
    const rows = await tenancy.part.database.query({
      text: `SELECT length(token_hash) AS bytes FROM invitation i WHERE id = $1 AND i::text NOT LIKE '%' || $2 || '%'`,
      values: [invitation.id, token],
    })
    assert.deepEqual(rows, [{ bytes: 32 }])
    assert.deepEqual((await tenancy.eventsOf(id)).at(-1), {
      type: 'member.invited',
      objectId: invitation.id,
      attributes: {
        id: invitation.id,
        email,
        role: 'admin',
        invited_by: admin,
        expires_at: expires.toISOString(),
        created_at: created.toISOString(),
      },
    })
  })

  it('is a manager’s; to make an owner, an owner’s', async () => {
    const { as, owner, admin, member, operator } = await tenancy.team()
    await assert.rejects(tenancy.invite(as(member), make.email()), refused)
    await assert.rejects(tenancy.invite(as(admin), make.email(), ROLE_OWNER), refused)
    await tenancy.invite(as(owner), make.email(), ROLE_OWNER)
    await tenancy.invite(operator, make.email(), ROLE_OWNER)
    await assert.rejects(tenancy.invite(as(owner), 'nobody'), { code: 'VALIDATION_ERROR' })
  })

  it('leaves the invitation of an owner to owners: an admin neither renews it nor makes it another role’s', async () => {
    const { id, as, owner, admin } = await tenancy.team()
    const [email, userId] = [make.email(), make.id('usr')]
    const { token } = await tenancy.invite(as(owner), email, ROLE_OWNER)
    for (const role of [ROLE_OWNER, ROLE_ADMIN, ROLE_MEMBER])
      await assert.rejects(tenancy.invite(as(admin), email.toUpperCase(), role), refused)
    assert.equal((await tenancy.accept(asUser(userId), token, email)).member?.role, ROLE_OWNER)
    const other = make.email()
    await tenancy.invite(as(owner), other, ROLE_OWNER)
    await age(id, '8 days')
    await tenancy.invite(as(admin), other)
    await tenancy.invite(as(owner), other, ROLE_OWNER)
    assert.deepEqual(await openIn(as(owner)), [{ email: other, role: ROLE_OWNER }])
  })

  it('renews the one live invitation of an address, however it is written, also from many sides at once', async () => {
    const { as, admin } = await tenancy.team()
    const email = make.email()
    const first = await tenancy.invite(as(admin), email)
    const again = await Promise.all(
      Array.from({ length: 5 }, () => tenancy.invite(as(admin), email.toUpperCase(), ROLE_ADMIN)),
    )
    assert.ok(again.every(({ invitation }) => invitation.id === first.invitation.id))
    assert.deepEqual(await openIn(as(admin)), [{ email: email.toUpperCase(), role: ROLE_ADMIN }])
    const tokens = [first, ...again].map(({ token }) => token)
    const userId = make.id('usr')
    const accepted = await outcomes(tokens.map((token) => tenancy.accept(asUser(userId), token, email)))
    assert.deepEqual(accepted, [...Array(5).fill('RESOURCE_NOT_FOUND'), 'done'])
  })
})

describe('ListInvitations and DeleteInvitation', () => {
  it('are the managers’: what is open, and its end', async () => {
    const { as, owner, admin, member, operator } = await tenancy.team()
    const [one, other] = [make.email(), make.email()]
    const { invitation, token } = await tenancy.invite(as(admin), one)
    await tenancy.invite(as(admin), other)
    await assert.rejects(openIn(as(member)), refused)
    const request = { id: invitation.id }
    await assert.rejects(tenancy.invitations.deleteInvitation(request, { context: as(member) }), refused)
    const stale = { context: as(admin, { ifMatchVersion: 9 }) }
    await assert.rejects(tenancy.invitations.deleteInvitation(request, stale), { code: 'PRECONDITION_FAILED' })
    await tenancy.invitations.deleteInvitation(request, { context: as(admin) })
    await assert.rejects(tenancy.invitations.deleteInvitation(request, { context: as(admin) }), notFound)
    const toOwn = await tenancy.invite(operator, make.email(), ROLE_OWNER)
    const ofOwner = { id: toOwn.invitation.id }
    await assert.rejects(tenancy.invitations.deleteInvitation(ofOwner, { context: as(admin) }), refused)
    await tenancy.invitations.deleteInvitation(ofOwner, { context: as(owner) })
    assert.deepEqual(await openIn(as(admin)), [{ email: other, role: ROLE_MEMBER }])
    await assert.rejects(tenancy.accept(asUser(), token, one), notFound)
  })

  it('know only the workspace in context', async () => {
    const [mine, theirs] = [await tenancy.team(), await tenancy.team()]
    const { invitation } = await tenancy.invite(theirs.as(theirs.owner), make.email())
    const context = mine.as(mine.owner)
    assert.deepEqual(await openIn(context), [])
    await assert.rejects(tenancy.invitations.deleteInvitation({ id: invitation.id }, { context }), notFound)
    const intruding = theirs.as(mine.owner)
    await assert.rejects(openIn(intruding), { code: 'RESOURCE_NOT_FOUND' })
    await assert.rejects(tenancy.invite(intruding, make.email()), { code: 'RESOURCE_NOT_FOUND' })
  })
})

describe('AcceptInvitation', () => {
  it('makes the user a member, in any context, and tells whose address it was', async () => {
    const { id, as, owner } = await tenancy.team()
    const [userId, email] = [make.id('usr'), make.email()]
    const { invitation, token } = await tenancy.invite(as(owner), email, ROLE_ADMIN)
    const answer = await tenancy.accept(asUser(userId), token, email.toUpperCase())
    const member = given(answer.member)
    assert.equal(answer.workspaceId, id)
    assert.deepEqual(
      { ...member, createdAt: undefined, updatedAt: undefined },
      {
        userId,
        role: ROLE_ADMIN,
        version: 1,
        name: 'Jo',
        email: email.toUpperCase(),
        createdAt: undefined,
        updatedAt: undefined,
      },
    )
    assert.deepEqual((await tenancy.eventsOf(id)).at(-1), {
      type: 'member.added',
      objectId: userId,
      attributes: {
        user_id: userId,
        role: 'admin',
        created_at: member.createdAt?.toISOString(),
        email,
        invitation_id: invitation.id,
        email_verified: false,
      },
    })
    assert.deepEqual(await openIn(as(owner)), [])
  })

  it('has one effect when accepted ten times at once, and the same answer ever after', async () => {
    const { id, as, owner } = await tenancy.team()
    const [userId, email] = [make.id('usr'), make.email()]
    const { token } = await tenancy.invite(as(owner), email)
    const accept = () => tenancy.accept(asUser(userId), token, email)
    const answers = await Promise.all(Array.from({ length: 10 }, accept))
    for (const answer of [...answers, await accept()]) assert.deepEqual(answer, answers[0])
    const added = (await tenancy.eventsOf(id)).filter(
      ({ type, objectId }) => type === 'member.added' && objectId === userId,
    )
    assert.equal(added.length, 1)
  })

  it('takes nobody but whom the address names, and no token that is unknown, void or too old', async () => {
    const { id, as, owner } = await tenancy.team()
    const email = make.email()
    const { token } = await tenancy.invite(as(owner), email)
    await assert.rejects(tenancy.accept(asUser(), token, make.email()), notFound)
    await assert.rejects(tenancy.accept(asUser(), `${token}x`, email), notFound)
    await age(id, '6 days 23 hours')
    const userId = make.id('usr')
    await tenancy.accept(asUser(userId), token, email)
    // Another user who has the address by now is not who accepted it.
    await assert.rejects(tenancy.accept(asUser(), token, email), notFound)
    await age(id, '1 hour')
    await assert.rejects(tenancy.accept(asUser(userId), token, email), notFound)
  })

  it('does not bring back whoever was removed since', async () => {
    const { id, as, owner } = await tenancy.team()
    const [userId, email] = [make.id('usr'), make.email()]
    const { token } = await tenancy.invite(as(owner), email)
    await tenancy.accept(asUser(userId), token, email)
    await tenancy.members.removeMember({ userId }, { context: as(owner) })
    await assert.rejects(tenancy.accept(asUser(userId), token, email), notFound)
    assert.equal((await tenancy.rolesIn(id))[userId], undefined)
    const renewed = await tenancy.invite(as(owner), email)
    await tenancy.accept(asUser(userId), renewed.token, email)
    assert.equal((await tenancy.rolesIn(id))[userId], ROLE_MEMBER)
  })

  it('leaves a member what it is', async () => {
    const { id, as, owner, admin } = await tenancy.team()
    const email = make.email()
    const { token } = await tenancy.invite(as(owner), email, ROLE_MEMBER)
    assert.equal((await tenancy.accept(asUser(admin), token, email)).member?.role, ROLE_ADMIN)
    assert.equal((await tenancy.rolesIn(id))[admin], ROLE_ADMIN)
    assert.deepEqual(await openIn(as(owner)), [])
  })

  it('lets operators act for a user whom they name, and nobody else for others', async () => {
    const { id, as, owner } = await tenancy.team()
    const [userId, email] = [make.id('usr'), make.email()]
    const { token } = await tenancy.invite(as(owner), email)
    await assert.rejects(tenancy.accept(asUser(), token, email, userId), refused)
    await assert.rejects(tenancy.accept(asOperator(), token, email), { code: 'VALIDATION_ERROR' })
    await tenancy.accept(asOperator(), token, email, userId)
    assert.equal((await tenancy.rolesIn(id))[userId], ROLE_MEMBER)
  })

  it('ends with its workspace, waits while that is suspended, and keeps to its plan', async () => {
    const { id, as, owner, operator } = await tenancy.team()
    const email = make.email()
    const { token } = await tenancy.invite(as(owner), email)
    await tenancy.workspaces.suspendWorkspace({ idOrSlug: id, reason: '' }, { context: operator })
    await assert.rejects(tenancy.accept(asUser(), token, email), { code: 'WORKSPACE_SUSPENDED' })
    await tenancy.workspaces.reactivateWorkspace({ idOrSlug: id, reason: '' }, { context: operator })
    const full = asUser(make.id('usr'), { workspaceId: id, planLimits: { 'plinth.members': 3 } })
    await assert.rejects(tenancy.accept(full, token, email), {
      code: 'FEATURE_LIMIT_REACHED',
      details: { feature: ['plinth.members'] },
    })
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: id }, { context: operator })
    await assert.rejects(tenancy.accept(asUser(), token, email), notFound)
  })
})
