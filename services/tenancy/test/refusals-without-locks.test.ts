// A call that is refused anyway waits for no lock of another user's, and takes none.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { make } from '@plinth/testkit'
import { lockOwner } from '../src/owner-lock.ts'
import { ofWorkspace } from './namespaces.ts'
import { changing, type Paid, paidNamespaces, usersOwn } from './paid-namespaces.ts'
import { nobodyKnown } from './team.ts'

let t: Paid
before(async () => {
  t = await paidNamespaces()
})

/** Refused with the code while another transaction holds the owner's lock. */
async function refusedBeside(ownerId: string, ask: () => Promise<unknown>, code: string): Promise<void> {
  await t.part.database.transaction(async (tx) => {
    await lockOwner(tx, ownerId)
    await assert.rejects(ask(), { code })
  })
}

describe('a refusal that needs no lock', () => {
  it('is that of a member who names a stranger, or anybody else', async () => {
    const { as, member, admin, owner } = await t.paid()
    const stranger = make.id('usr')
    const remove = (userId: string) => () => t.members.removeMember({ userId }, as(member))
    const raise = (userId: string) => () =>
      t.members.updateMember({ userId, role: Role.ROLE_ADMIN, ...nobodyKnown }, as(member))
    for (const ask of [remove, raise]) {
      await refusedBeside(stranger, ask(stranger), 'RESOURCE_NOT_FOUND')
      for (const userId of [admin, owner]) await refusedBeside(userId, ask(userId), 'INSUFFICIENT_PERMISSIONS')
    }
  })

  it('is that of a member who changes, detaches or adds a namespace', async () => {
    const { id, namespaceId, as, member, admin } = await t.paid()
    const workspacesOwn = await t.defaultOf(id)
    const rename = () => t.namespaces.updateNamespace(changing(workspacesOwn, { name: 'Mine' }), as(member))
    const add = (by: string) => () =>
      t.namespaces.createNamespace({ ...usersOwn('New', ''), ownerType: ofWorkspace, ownerId: id }, as(by))
    await refusedBeside(id, rename, 'INSUFFICIENT_PERMISSIONS')
    await refusedBeside(id, add(member), 'INSUFFICIENT_PERMISSIONS')
    await refusedBeside(id, add(make.id('usr')), 'VALIDATION_ERROR')
    await refusedBeside(admin, () => t.detach(as(member), namespaceId), 'RESOURCE_NOT_FOUND')
  })

  it('is that of a member who deletes the workspace', async () => {
    const { id, as, member, admin } = await t.paid()
    const drop = () => t.workspaces.deleteWorkspace({ idOrSlug: id }, as(member))
    for (const ownerId of [id, admin]) await refusedBeside(ownerId, drop, 'INSUFFICIENT_PERMISSIONS')
  })
})
