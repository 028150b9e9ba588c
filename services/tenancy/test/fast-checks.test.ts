import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { followOwnerChanges } from '@plinth/kit/owner-changes'
import { CatalogServiceService } from '@plinth/proto/tenancy/v1/catalog.ts'
import { Consistency, type Decision } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { eventually, StoppedClock } from '@plinth/testkit'
import { startLedger } from './ledger.ts'
import { ofNamespace, ofWorkspace } from './plans.ts'
import { given } from './tenancy.ts'

const clock = new StoppedClock()
let t: Awaited<ReturnType<typeof startLedger>>
let changes: Awaited<ReturnType<typeof followOwnerChanges>>
before(async () => {
  t = await startLedger(clock)
  changes = await followOwnerChanges({ bus: t.part.bus, clock })
})
after(() => changes.stop())

const fast = async (namespaceIdOrUuid: string, feature: string, by = t.operator): Promise<Decision> => {
  const consistency = Consistency.CONSISTENCY_FAST
  const asked = { namespaceIdOrUuid, feature, quantity: 1, consistency, isExplained: false }
  return given((await t.entitlements.checkEntitlement(asked, by)).decision)
}
const state = async (id: string, feature = 'credits') => {
  const { currentUsage, limit, isExact } = await fast(id, feature)
  return [currentUsage, limit, isExact]
}
/** A change that no announcement names. */
const useSilently = (id: string, used: number) =>
  t.part.database.query({ text: 'UPDATE balance SET used = used + $2 WHERE owner_id = $1', values: [id, used] })

/** Does the work and waits until followers hear that these owners have changed since. */
const announced = async <T>(ownerIds: string[], work: () => Promise<T>): Promise<T> => {
  clock.pass(1)
  const sinceMs = clock.monotonicMs()
  const result = await work()
  await eventually(async () => assert.ok(changes.haveBeen(ownerIds, sinceMs)))
  return result
}

describe('a fast check', () => {
  it('is read from the database each time, though it may be cached, whatever age a gateway of the release before allows', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    await t.consume(namespace.id, 'credits', 5)
    assert.deepEqual(await state(namespace.id), [5, 100, false])
    await useSilently(namespace.id, 1)
    const asked = { namespaceIdOrUuid: namespace.id, consistency: Consistency.CONSISTENCY_FAST, maxAgeMs: 1_900 }
    const question = { feature: 'credits', quantity: 1 }
    const one = await t.entitlements.checkEntitlement({ ...asked, ...question, isExplained: false }, t.operator)
    const { decisions } = await t.entitlements.batchCheckEntitlements({ ...asked, checks: [question] }, t.operator)
    assert.deepEqual(
      [one.decision, ...decisions].map((decision) => [decision?.currentUsage, decision?.available, decision?.isExact]),
      [
        [6, 94, false],
        [6, 94, false],
      ],
    )
  })

  it('names the owners whose changes end it, a strong one none', async () => {
    const { namespace, workspace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    const asked = { namespaceIdOrUuid: namespace.id, feature: 'credits', quantity: 1, isExplained: false }
    const ask = (consistency: Consistency) => t.entitlements.checkEntitlement({ ...asked, consistency }, t.operator)
    assert.deepEqual((await ask(Consistency.CONSISTENCY_FAST)).source, { ownerIds: [namespace.id, workspace.id] })
    assert.equal((await ask(Consistency.CONSISTENCY_STRONG)).source, undefined)
  })

  it('knows of what was consumed, reserved, committed, released and given back at once', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    const seen = async () => {
      const { currentUsage, available } = await fast(id, 'credits')
      return [currentUsage, available]
    }
    assert.deepEqual(await seen(), [0, 100])
    await t.consume(id, 'credits', 10)
    assert.deepEqual(await seen(), [10, 90])
    await t.record(id, 'credits', -4)
    assert.deepEqual(await seen(), [6, 94])
    const made = given((await t.reserve(id, 'credits', 20)).reservation)
    assert.deepEqual(await seen(), [6, 74])
    await t.commit(id, made.id, 5)
    assert.deepEqual(await seen(), [11, 89])
    const other = given((await t.reserve(id, 'credits', 20)).reservation)
    await t.release(id, other.id)
    assert.deepEqual(await seen(), [11, 89])
  })

  it('knows of a change of plan at once, the pool of the workspace and the catalogue included', async () => {
    const { namespace, workspace } = await t.newOwner()
    assert.equal((await fast(namespace.id, 'credits')).reason, 'FEATURE_NOT_INCLUDED')
    const held = await t.assign(ofWorkspace(workspace.id), 'large')
    assert.deepEqual(await state(namespace.id), [0, 1_000, false])
    await t.boost(ofWorkspace(workspace.id))
    assert.deepEqual(await state(namespace.id), [0, 1_050, false])
    await t.assignments.suspendAssignment({ owner: ofWorkspace(workspace.id), id: held.id }, t.operator)
    assert.deepEqual(await state(namespace.id), [0, 50, false])
    const catalogs = t.part.dial('tenancy', CatalogServiceService)
    const { catalog } = await catalogs.getCatalog({}, t.operator)
    assert.ok(catalog)
    assert.equal((await fast(namespace.id, 'brand_new')).reason, 'FEATURE_NOT_FOUND')
    const feature = given(catalog.features.find(({ code }) => code === 'credits'))
    const changed = { ...catalog, features: [...catalog.features, { ...feature, id: '', code: 'brand_new' }] }
    await catalogs.applyCatalog({ catalog: changed, isDryRun: false }, t.operator)
    assert.equal((await fast(namespace.id, 'brand_new')).reason, 'FEATURE_NOT_INCLUDED')
  })

  it('404 from the moment on that the caller is no member any more', async () => {
    const { namespace, workspace } = await t.newOwner()
    const member = { context: { ...(await t.newOwner()).user } }
    const userId = member.context.principal?.userId ?? ''
    await t.join(workspace.id, userId, 'member')
    await fast(namespace.id, 'credits', member)
    await t.part.database.transaction(async (tx) => {
      await tx.query({
        text: 'DELETE FROM membership WHERE user_id = $1 AND workspace_id = $2',
        values: [userId, workspace.id],
      })
      tx.emit({
        ...{ type: 'member.removed', workspaceId: workspace.id, objectId: userId, objectType: 'member' },
        ...{ attributes: {}, consumers: [] },
      })
    })
    await assert.rejects(fast(namespace.id, 'credits', member), { code: 'RESOURCE_NOT_FOUND' })
  })
})

describe('tenancy', () => {
  it('announces the owner of what was consumed, given back, reserved, committed and released', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    await announced([id], () => t.consume(id, 'credits', 10))
    await announced([id], () => t.record(id, 'credits', -4))
    const made = given((await announced([id], () => t.reserve(id, 'credits', 20))).reservation)
    await announced([id], () => t.commit(id, made.id, 5))
    const other = given((await announced([id], () => t.reserve(id, 'credits', 20))).reservation)
    await announced([id], () => t.release(id, other.id))
  })

  it('announces the owner of a package and a boost, and all owners for the catalogue', async () => {
    const { workspace } = await t.newOwner()
    const held = await announced([workspace.id], () => t.assign(ofWorkspace(workspace.id), 'large'))
    await announced([workspace.id], () => t.boost(ofWorkspace(workspace.id)))
    const suspend = { owner: ofWorkspace(workspace.id), id: held.id }
    await announced([workspace.id], () => t.assignments.suspendAssignment(suspend, t.operator))
    const catalogs = t.part.dial('tenancy', CatalogServiceService)
    const catalog = given((await catalogs.getCatalog({}, t.operator)).catalog)
    const feature = given(catalog.features.find(({ code }) => code === 'credits'))
    const changed = { ...catalog, features: [...catalog.features, { ...feature, id: '', code: 'announced' }] }
    await announced(['any owner'], () => catalogs.applyCatalog({ catalog: changed, isDryRun: false }, t.operator))
  })
})
