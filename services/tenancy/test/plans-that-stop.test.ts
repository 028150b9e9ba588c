import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { startLedger } from './ledger.ts'
import { ofNamespace, ofWorkspace } from './plans.ts'
import { asOperator, asUser } from './tenancy.ts'

let t: Awaited<ReturnType<typeof startLedger>>
before(async () => {
  t = await startLedger()
})

/** A workspace that holds a package and pays for its owner's Personal namespace too. */
async function payer() {
  const owner = await t.newOwner()
  await t.assign(ofWorkspace(owner.workspace.id), 'small')
  await t.namespaces.updateNamespace(
    {
      ...{ idOrUuid: owner.own.id, name: undefined, slug: undefined, workspaceId: owner.workspace.id, cleared: [] },
      ...{ description: undefined, settingsJson: undefined, isActive: undefined },
    },
    owner.inWorkspace,
  )
  return owner
}
const named = (id: string) => ({ idOrSlug: id })

describe('packages', () => {
  it('of a suspended workspace stop at once and are back with it, for all whom it pays for', async () => {
    const { workspace, namespace, own, user } = await payer()
    const reasons = async () => [
      (await t.check(namespace.id, 'credits')).reason,
      (await t.check(own.id, 'credits', 1, false, { context: user })).reason,
      (await t.consume(own.id, 'credits', 1, {}, { context: user })).reason,
    ]
    assert.deepEqual(await reasons(), ['', '', ''])
    await t.workspaces.suspendWorkspace({ ...named(workspace.id), reason: '' }, t.operator)
    assert.deepEqual(await reasons(), Array(3).fill('WORKSPACE_SUSPENDED'))
    await t.workspaces.reactivateWorkspace({ ...named(workspace.id), reason: '' }, t.operator)
    assert.deepEqual(await reasons(), ['', '', ''])
  })

  it('of a deleted workspace stop at once: its namespaces are gone, others that it paid for have nothing', async () => {
    const { workspace, namespace, own, user } = await payer()
    await t.create(user)
    await t.consume(own.id, 'credits', 7, {}, { context: user })
    const reserved = await t.reserve(own.id, 'credits', 5)
    await t.workspaces.deleteWorkspace(named(workspace.id), { context: { ...user, workspaceId: workspace.id } })
    await assert.rejects(t.check(namespace.id, 'credits'), { code: 'RESOURCE_NOT_FOUND' })
    assert.equal((await t.check(own.id, 'credits')).reason, 'FEATURE_NOT_INCLUDED')
    assert.equal((await t.consume(own.id, 'credits', 1)).isAllowed, false)
    // A reservation from before the deletion may still be released.
    assert.equal((await t.release(own.id, reserved.reservation?.id ?? '')).status, 'released')
  })

  it('are of no use in a namespace that is not active, until it is again', async () => {
    const { namespace, inWorkspace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    const set = (isActive: boolean) =>
      t.namespaces.updateNamespace(
        {
          ...{ idOrUuid: namespace.id, name: undefined, slug: undefined, workspaceId: undefined, cleared: [] },
          ...{ description: undefined, settingsJson: undefined, isActive },
        },
        inWorkspace,
      )
    await set(false)
    assert.equal((await t.check(namespace.id, 'domains')).reason, 'NAMESPACE_INACTIVE')
    assert.equal((await t.consume(namespace.id, 'credits', 1)).reason, 'NAMESPACE_INACTIVE')
    assert.equal((await t.reserve(namespace.id, 'credits', 1)).decision?.reason, 'NAMESPACE_INACTIVE')
    await set(true)
    assert.equal((await t.consume(namespace.id, 'credits', 1)).isAllowed, true)
  })

  it('are assigned by nobody’s tier: a workspace of the tier pro holds nothing', async () => {
    const user = asUser()
    const workspace = await t.create(asOperator(), { tier: 'pro', ownerId: user.principal?.userId ?? '' })
    assert.deepEqual(await t.held(ofWorkspace(workspace.id)), [])
    const { namespaces } = await t.namespaces.listNamespaces({}, { context: { ...user, workspaceId: workspace.id } })
    const namespace = namespaces.find(({ ownerId }) => ownerId === workspace.id)
    assert.equal((await t.check(namespace?.id ?? '', 'domains')).reason, 'FEATURE_NOT_INCLUDED')
  })
})
