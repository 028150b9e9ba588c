import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { InvitationsServiceService } from '@plinth/proto/tenancy/v1/invitations.ts'
import { OwnerType } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { make } from '@plinth/testkit'
import { ofWorkspace, type Plans, startPlans } from './plans.ts'

let plans: Plans
before(async () => {
  plans = await startPlans()
})

/** The limits of a workspace's plan, as the gateway gets them. */
const limitsOf = async (workspaceId: string, userId: string) =>
  (
    await plans.workspaces.resolveAccess({
      userId,
      workspaceIdOrSlug: workspaceId,
      namespaceId: '',
      keyWorkspaceId: '',
      allWorkspaces: false,
    })
  ).planLimits

describe('limits on Plinth’s own resources', () => {
  it('are those of the workspace’s plan: none without one, none that it does not mention', async () => {
    const { workspace, user } = await plans.newOwner()
    const userId = user.principal?.userId ?? ''
    assert.deepEqual(await limitsOf(workspace.id, userId), {})
    const { id } = await plans.assign(ofWorkspace(workspace.id), 'small')
    assert.deepEqual(await limitsOf(workspace.id, userId), { 'plinth.namespaces': 3 })
    await plans.boost(ofWorkspace(workspace.id), { feature: 'plinth.namespaces', limit: 2 })
    await plans.boost(ofWorkspace(workspace.id), { feature: 'plinth.webhooks', limit: 1 })
    assert.deepEqual(await limitsOf(workspace.id, userId), { 'plinth.namespaces': 5, 'plinth.webhooks': 1 })
    await plans.assignments.cancelAssignment(
      { owner: ofWorkspace(workspace.id), id, isAtPeriodEnd: false },
      plans.operator,
    )
    assert.deepEqual(await limitsOf(workspace.id, userId), { 'plinth.namespaces': 2, 'plinth.webhooks': 1 })
  })

  it('are nothing while the package is suspended', async () => {
    const { workspace, user } = await plans.newOwner()
    const owner = ofWorkspace(workspace.id)
    const { id } = await plans.assign(owner, 'small')
    await plans.assignments.suspendAssignment({ owner, id }, plans.operator)
    assert.deepEqual(await limitsOf(workspace.id, user.principal?.userId ?? ''), { 'plinth.namespaces': 0 })
  })

  it('tell how much a workspace may call, but not while the package is suspended: that would lock it out', async () => {
    const { workspace, user } = await plans.newOwner()
    const owner = ofWorkspace(workspace.id)
    const { id } = await plans.assign(owner, 'calls')
    assert.deepEqual(await limitsOf(workspace.id, user.principal?.userId ?? ''), { 'plinth.requests_burst': 900 })
    await plans.assignments.suspendAssignment({ owner, id }, plans.operator)
    assert.deepEqual(await limitsOf(workspace.id, user.principal?.userId ?? ''), {})
  })

  it('stop the namespace that is one too many, also among many at once', async () => {
    const { workspace, user } = await plans.newOwner()
    await plans.assign(ofWorkspace(workspace.id), 'small')
    const planLimits = await limitsOf(workspace.id, user.principal?.userId ?? '')
    const context = { ...user, workspaceId: workspace.id, planLimits }
    const made = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        plans.namespaces.createNamespace(
          {
            ...{ name: make.name(), slug: '', ownerType: 0, ownerId: '', workspaceId: '', description: '' },
            ...{ settingsJson: '', tags: [], metadata: {}, isDefault: false },
          },
          { context },
        ),
      ),
    )
    // One is there from the start.
    assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 2)
    for (const result of made)
      if (result.status === 'rejected') assert.equal(result.reason.code, 'FEATURE_LIMIT_REACHED')
  })

  it('of the workspace joined stop the invitation that is one too many, whatever the context, also at once', async () => {
    const { workspace, inWorkspace } = await plans.newOwner()
    const { id } = await plans.assign(ofWorkspace(workspace.id), 'solo')
    const invitations = plans.part.dial('tenancy', InvitationsServiceService)
    const guests = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const email = make.email()
        const invited = await invitations.createInvitation({ email, role: Role.ROLE_MEMBER }, inWorkspace)
        // In the context of a workspace of theirs, whose plan has no limit.
        const { inWorkspace: theirs } = await plans.newOwner()
        return () => invitations.acceptInvitation({ token: invited.token, userId: '', email, name: 'Jo' }, theirs)
      }),
    )
    const joined = await Promise.allSettled(guests.map((accept) => accept()))
    assert.equal(joined.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const one of joined) if (one.status === 'rejected') assert.equal(one.reason.code, 'FEATURE_LIMIT_REACHED')
    await plans.assignments.cancelAssignment(
      { owner: ofWorkspace(workspace.id), id, isAtPeriodEnd: false },
      plans.operator,
    )
    const left = joined.findIndex(({ status }) => status === 'rejected')
    await guests[left]?.()
  })

  it('of the paying workspace stop the namespace that another one is to pay for', async () => {
    const { workspace, user } = await plans.newOwner()
    await plans.assign(ofWorkspace(workspace.id), 'solo')
    const userId = user.principal?.userId ?? ''
    const elsewhere = { context: { ...user, workspaceId: (await plans.create(user)).id } }
    const paidBy = (workspaceId: string) =>
      plans.namespaces.createNamespace(
        {
          ...{ name: make.name(), slug: '', ownerType: OwnerType.OWNER_TYPE_USER, ownerId: userId, workspaceId },
          ...{ description: '', settingsJson: '', tags: [], metadata: {}, isDefault: false },
        },
        elsewhere,
      )
    const full = { code: 'FEATURE_LIMIT_REACHED' }
    await assert.rejects(paidBy(workspace.id), full)
    const { namespace } = await paidBy('')
    const change = {
      ...{ idOrUuid: namespace?.id ?? '', name: undefined, slug: undefined, workspaceId: workspace.id, cleared: [] },
      ...{ description: undefined, settingsJson: undefined, isActive: undefined },
    }
    await assert.rejects(plans.namespaces.updateNamespace(change, elsewhere), full)
  })
})
