import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { make } from '@plinth/testkit'
import { asOperator, startIdentity } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

const context = asOperator()
const invalid = { code: 'INVALID_API_KEY' }

describe('SuspendUser and ReactivateUser', () => {
  it('stop every key of the user in every workspace, and take them again', async () => {
    const [here, elsewhere] = [make.id('wks'), make.id('wks')]
    const { user, key } = await identity.member(here)
    const [other, fellow] = [await identity.createKey(elsewhere, user.id), await identity.member(here)]
    const request = { id: user.id, workspaceIds: [here, elsewhere] }
    const suspended = (await identity.users.suspendUser(request, { context })).user
    assert.equal(suspended?.status, 'suspended')
    for (const one of [key, other.key]) await assert.rejects(identity.authenticate(one), invalid)
    await identity.authenticate(fellow.key)
    // A key that an operator makes meanwhile waits as well.
    const made = await identity.createKey(here, user.id)
    await assert.rejects(identity.authenticate(made.key), invalid)
    assert.deepEqual((await identity.users.suspendUser(request, { context })).user, suspended)

    const active = (await identity.users.reactivateUser(request, { context })).user
    assert.equal(active?.status, 'active')
    for (const one of [key, other.key, made.key]) await identity.authenticate(one)
    const updates = (await identity.eventsAbout(user.id)).filter(({ type }) => type === 'user.updated')
    assert.deepEqual(
      updates.map((event) => [event.workspaceId, event.attributes['status']]),
      [
        [here, 'suspended'],
        [elsewhere, 'suspended'],
        [here, 'active'],
        [elsewhere, 'active'],
      ],
    )
  })

  it('emit an event for tenancy also for a user without a workspace', async () => {
    const { id } = await identity.createUser()
    await identity.users.suspendUser({ id, workspaceIds: [] }, { context })
    const update = (await identity.eventsAbout(id)).at(-1)
    assert.deepEqual(
      [update?.type, update?.workspaceId, update?.attributes['status']],
      ['user.updated', '', 'suspended'],
    )
  })

  it('are the operators’', async () => {
    const { user, context: own } = await identity.member(make.id('wks'))
    const refused = { code: 'INSUFFICIENT_PERMISSIONS' }
    const request = { id: user.id, workspaceIds: [] }
    await assert.rejects(identity.users.suspendUser(request, { context: own }), refused)
    await assert.rejects(identity.users.reactivateUser(request, { context: own }), refused)
    const unknown = { id: make.id('usr'), workspaceIds: [] }
    await assert.rejects(identity.users.suspendUser(unknown, { context }), { code: 'RESOURCE_NOT_FOUND' })
  })
})
