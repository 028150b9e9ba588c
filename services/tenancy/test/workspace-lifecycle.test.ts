import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { make } from '@plinth/testkit'
import { firstPage } from './team.ts'
import { asOperator, asUser, startTenancy } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTenancy>>
before(async () => {
  tenancy = await startTenancy()
})

/** Of the row, whether or not it shows. */
const stored = async (columns: string, id: string) =>
  (await tenancy.part.database.query({ text: `SELECT ${columns} FROM workspace WHERE id = $1`, values: [id] }))[0]

describe('DeleteWorkspace, SuspendWorkspace and ReactivateWorkspace', () => {
  it('deletes softly: gone for all, its slug free again, and said', async () => {
    const context = asUser()
    const workspace = await tenancy.create(context)
    await tenancy.create(context)
    await tenancy.workspaces.deleteWorkspace({ idOrSlug: workspace.slug }, { context })
    await assert.rejects(tenancy.get(asOperator(), workspace.id), { code: 'RESOURCE_NOT_FOUND' })
    for (const caller of [context, asOperator()]) {
      const { workspaces } = await tenancy.workspaces.listWorkspaces({ query: firstPage }, { context: caller })
      assert.equal(
        workspaces.some(({ id }) => id === workspace.id),
        false,
      )
    }
    assert.deepEqual(await stored('deleted_at IS NOT NULL AS is_kept', workspace.id), { is_kept: true })
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

  it('is an owner’s to delete, in the version they know, not an admin’s', async () => {
    const owner = asUser()
    const workspace = await tenancy.create(owner)
    await tenancy.create(owner)
    const admin = make.id('usr')
    await tenancy.join(workspace.id, admin, 'admin')
    await tenancy.create(asUser(admin))
    const request = { idOrSlug: workspace.id }
    await assert.rejects(tenancy.workspaces.deleteWorkspace(request, { context: asUser(admin) }), {
      code: 'INSUFFICIENT_PERMISSIONS',
    })
    const stale = { context: { ...owner, ifMatchVersion: 7 } }
    await assert.rejects(tenancy.workspaces.deleteWorkspace(request, stale), { code: 'PRECONDITION_FAILED' })
    await tenancy.workspaces.deleteWorkspace(request, { context: { ...owner, ifMatchVersion: 1 } })
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
    assert.deepEqual(await stored('status_reason', id), { status_reason: 'unpaid' })
    await assert.rejects(tenancy.update(owner, id, { name: 'x' }), { code: 'WORKSPACE_SUSPENDED' })
    const deletion = tenancy.workspaces.deleteWorkspace({ idOrSlug: id }, { context: owner })
    await assert.rejects(deletion, { code: 'WORKSPACE_SUSPENDED' })
    const again = await tenancy.workspaces.reactivateWorkspace({ idOrSlug: id, reason: '' }, { context })
    assert.equal(again.workspace?.status, 'active')
    assert.equal((await tenancy.update(owner, id, { name: 'Back' })).name, 'Back')
  })
})
