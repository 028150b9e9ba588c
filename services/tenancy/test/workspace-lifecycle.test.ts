import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { make } from '@plinth/testkit'
import { asOperator, asUser, startTenancy } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTenancy>>
before(async () => {
  tenancy = await startTenancy()
})

describe('DeleteWorkspace, SuspendWorkspace and ReactivateWorkspace', () => {
  it('deletes softly: gone for all, its slug free again, and said', async () => {
    const context = asUser()
    const workspace = await tenancy.create(context)
    await tenancy.create(context)
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: workspace.slug }, { context })
    await assert.rejects(tenancy.get(asOperator(), workspace.id), { code: 'RESOURCE_NOT_FOUND' })
    assert.equal((await tenancy.eventsOf(workspace.id)).filter(({ type }) => type === 'workspace.deleted').length, 1)
    assert.notEqual((await tenancy.create(context, { slug: workspace.slug })).id, workspace.id)
  })

  it('keeps a user’s only workspace, also when two are deleted at once', async () => {
    const context = asUser()
    const mine = [await tenancy.create(context), await tenancy.create(context)]
    const results = await Promise.allSettled(
      mine.map(({ id }) => tenancy.workspaces.deleteWorkspace({ idOrSlug: id }, { context })),
    )
    const codes = results.map((result) => (result.status === 'fulfilled' ? 'done' : result.reason.code)).sort()
    assert.deepEqual(codes, ['CANNOT_DELETE', 'done'])
  })

  it('is an owner’s to delete, not an admin’s', async () => {
    const workspace = await tenancy.create(asUser())
    const admin = make.id('usr')
    await tenancy.join(workspace.id, admin, 'admin')
    await tenancy.create(asUser(admin))
    const request = { idOrSlug: workspace.id }
    await assert.rejects(tenancy.workspaces.deleteWorkspace(request, { context: asUser(admin) }), {
      code: 'INSUFFICIENT_PERMISSIONS',
    })
  })

  it('is stopped and started by operators, and nobody changes it meanwhile', async () => {
    const owner = asUser()
    const { id } = await tenancy.create(owner)
    const request = { idOrSlug: id, reason: 'unpaid' }
    await assert.rejects(tenancy.workspaces.suspendWorkspace(request, { context: owner }), {
      code: 'INSUFFICIENT_PERMISSIONS',
    })
    const context = asOperator()
    assert.equal((await tenancy.workspaces.suspendWorkspace(request, { context })).workspace?.status, 'suspended')
    assert.equal((await tenancy.workspaces.suspendWorkspace(request, { context })).workspace?.version, 2)
    await assert.rejects(tenancy.update(owner, id, { name: 'x' }), { code: 'WORKSPACE_SUSPENDED' })
    const again = await tenancy.workspaces.reactivateWorkspace({ idOrSlug: id, reason: '' }, { context })
    assert.equal(again.workspace?.status, 'active')
    assert.equal((await tenancy.update(owner, id, { name: 'Back' })).name, 'Back')
  })
})
