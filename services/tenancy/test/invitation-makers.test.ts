import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { make } from '@plinth/testkit'
import { firstPage, nobodyKnown, startTeam } from './team.ts'
import { asUser } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTeam>>
before(async () => {
  tenancy = await startTeam()
})

const { ROLE_OWNER, ROLE_ADMIN, ROLE_MEMBER } = Role
const notFound = { code: 'RESOURCE_NOT_FOUND', message: 'The invitation was not found.' }

const openIn = async (context: CallContext) => {
  const { invitations } = await tenancy.invitations.listInvitations({ query: firstPage }, { context })
  return invitations.map(({ email }) => email)
}

describe('an invitation and its maker', () => {
  it('proves the address when an operator made it, and not once a manager has renewed it', async () => {
    const { id, as, admin, operator } = await tenancy.team()
    const waiting = async (email: string, token: string) => {
      const userId = make.id('usr')
      await tenancy.accept(asUser(userId), token, email)
      const rows = await tenancy.part.database.query<{ awaiting: string[] }>({
        text: `SELECT awaiting FROM outbox WHERE subject = $1 ORDER BY id DESC LIMIT 1`,
        values: [`plinth.events.${id}.member.added`],
      })
      const told = (await tenancy.eventsOf(id)).at(-1)?.attributes['email_verified']
      return { told, awaiting: rows[0]?.awaiting.toSorted() }
    }
    const [one, other] = [make.email(), make.email()]
    const sent = await tenancy.invite(operator, one)
    assert.equal(sent.invitation.invitedBy, '')
    assert.deepEqual(await waiting(one, sent.token), { told: true, awaiting: ['identity', 'webhooks'] })
    await tenancy.invite(operator, other)
    const renewed = await tenancy.invite(as(admin), other)
    assert.equal(renewed.invitation.invitedBy, admin)
    assert.deepEqual(await waiting(other, renewed.token), { told: false, awaiting: ['webhooks'] })
  })

  it('ends with its maker: removed, leaving or demoted; others’ stay', async () => {
    const { ROLE_UNSPECIFIED } = Role
    const remove = (userId: string) => (context: CallContext) => tenancy.members.removeMember({ userId }, { context })
    const demote = (userId: string, role: Role) => (context: CallContext) =>
      tenancy.members.updateMember({ userId, role, name: '', email: '' }, { context })
    for (const end of ['removed', 'leaving', 'demoted', 'no longer owner', 'kept'] as const) {
      const { as, owner, admin, operator } = await tenancy.team()
      const second = make.id('usr')
      await tenancy.members.addMember({ userId: second, role: ROLE_OWNER, ...nobodyKnown }, { context: operator })
      const maker = end === 'no longer owner' ? second : admin
      const [email, others] = [make.email(), make.email()]
      const { token } = await tenancy.invite(as(maker), email)
      const stays = await tenancy.invite(as(owner), others)
      if (end === 'removed') await remove(admin)(as(owner))
      if (end === 'leaving') await remove(admin)(as(admin))
      if (end === 'demoted') await demote(admin, ROLE_MEMBER)(as(owner))
      if (end === 'no longer owner') await demote(second, ROLE_ADMIN)(as(owner))
      if (end === 'kept') await demote(admin, ROLE_OWNER)(as(owner))
      if (end === 'kept') await demote(admin, ROLE_UNSPECIFIED)(as(owner))
      const open = await openIn(as(owner))
      assert.deepEqual(open.toSorted(), (end === 'kept' ? [email, others] : [others]).toSorted(), end)
      if (end !== 'kept') await assert.rejects(tenancy.accept(asUser(), token, email), notFound, end)
      await tenancy.accept(asUser(), stays.token, others)
    }
  })

  it('never outlives its maker, whichever comes first', async () => {
    for (let round = 0; round < 10; round++) {
      const { id, as, owner, admin } = await tenancy.team()
      const [userId, email] = [make.id('usr'), make.email()]
      const { token } = await tenancy.invite(as(admin), email, ROLE_ADMIN)
      const [accepted] = await Promise.allSettled([
        tenancy.accept(asUser(userId), token, email),
        tenancy.members.removeMember({ userId: admin }, { context: as(owner) }),
      ])
      const types = (await tenancy.eventsOf(id))
        .filter(({ objectId }) => objectId === userId || objectId === admin)
        .map(({ type }) => type)
      assert.deepEqual(
        types,
        accepted.status === 'fulfilled' ? ['member.added', 'member.removed'] : ['member.removed'],
        'who was accepted came before the maker went',
      )
    }
  })
})
