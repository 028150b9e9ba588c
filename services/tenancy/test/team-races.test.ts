// Two tenancy processes on one real PostgreSQL: who belongs and which is the default stay single, whatever runs at once.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { InvitationsServiceService } from '@plinth/proto/tenancy/v1/invitations.ts'
import { MembersServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { NamespacesServiceService } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { WorkspacesServiceService } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { make } from '@plinth/testkit'
import { startNamespaces } from './namespaces.ts'
import { startSecondProcess } from './second-process.ts'
import { nobodyKnown, outcomes } from './team.ts'
import { asUser } from './tenancy.ts'

type Dial = Awaited<ReturnType<typeof startSecondProcess>>['dial']
const clientsOf = (dial: Dial) => ({
  members: dial('tenancy', MembersServiceService),
  invitations: dial('tenancy', InvitationsServiceService),
  namespaces: dial('tenancy', NamespacesServiceService),
  workspaces: dial('tenancy', WorkspacesServiceService),
})

let t: Awaited<ReturnType<typeof startNamespaces>>
let second: Awaited<ReturnType<typeof startSecondProcess>>
let services: ReturnType<typeof clientsOf>[]
before(async () => {
  t = await startNamespaces()
  second = await startSecondProcess(t.part)
  services = [clientsOf(t.part.dial), clientsOf(second.dial)]
})
after(() => second.stop())

const both = <T>(count: number, ask: (service: ReturnType<typeof clientsOf>, index: number) => Promise<T>) =>
  Array.from({ length: count }, (_, index) => services[index % 2]).map((service, index) =>
    service === undefined ? Promise.reject(new Error('no service')) : ask(service, index),
  )

describe('two processes', () => {
  it('an invitation accepted twenty times at once: one membership, one event, one answer', async () => {
    const { id, as, owner } = await t.team()
    const [userId, email] = [make.id('usr'), make.email()]
    const { token } = await t.invite(as(owner), email)
    const request = { token, userId: '', email, name: 'Jo' }
    const answers = await Promise.all(
      both(20, ({ invitations }) => invitations.acceptInvitation(request, { context: asUser(userId) })),
    )
    for (const answer of answers) assert.deepEqual(answer, answers[0])
    const added = (await t.eventsOf(id)).filter((event) => event.type === 'member.added' && event.objectId === userId)
    assert.equal(added.length, 1)
  })

  it('ten owners who all leave at once: nine go', async () => {
    const { id, owner, operator } = await t.team()
    const others = Array.from({ length: 9 }, () => make.id('usr'))
    for (const userId of others)
      await t.members.addMember({ userId, role: Role.ROLE_OWNER, ...nobodyKnown }, { context: operator })
    const owners = [owner, ...others]
    const codes = await outcomes(
      both(10, ({ members }, index) => {
        const userId = owners[index] ?? ''
        return members.removeMember({ userId }, { context: asUser(userId, { workspaceId: id }) })
      }),
    )
    assert.deepEqual(codes, ['STATE_CONFLICT', ...Array(9).fill('done')])
    const left = Object.values(await t.rolesIn(id)).filter((role) => role === Role.ROLE_OWNER)
    assert.equal(left.length, 1)
  })

  it('defaults set, made and deleted at once: one is left', async () => {
    const { id, as, owner } = await t.team()
    const context = as(owner)
    const made = await Promise.all(Array.from({ length: 10 }, () => t.createNamespace(context)))
    await outcomes(
      both(20, ({ namespaces }, index) => {
        const idOrUuid = made[index % 10]?.id ?? ''
        return index < 14
          ? namespaces.setDefaultNamespace({ idOrUuid }, { context })
          : namespaces.deleteNamespace({ idOrUuid }, { context })
      }),
    )
    assert.equal((await t.defaultsOf(id)).length, 1)
  })

  it('a user whom many see first at once: one Personal namespace', async () => {
    const { id } = await t.team()
    const userId = make.id('usr')
    await t.join(id, userId, 'member')
    const question = { userId, workspaceIdOrSlug: id, namespaceId: '', keyWorkspaceId: '', allWorkspaces: false }
    await Promise.all(both(20, ({ workspaces }) => workspaces.resolveAccess(question)))
    assert.deepEqual(
      (await t.ownedBy(userId)).map(({ slug, isDefault }) => [slug, isDefault]),
      [['personal', true]],
    )
  })
})
