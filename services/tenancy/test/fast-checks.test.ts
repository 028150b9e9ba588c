import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { changesSubject } from '@plinth/kit/changes'
import { CatalogServiceService } from '@plinth/proto/tenancy/v1/catalog.ts'
import { Consistency, type Decision } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { eventually, StoppedClock } from '@plinth/testkit'
import { startLedger } from './ledger.ts'
import { ofNamespace, ofWorkspace } from './plans.ts'
import { given } from './tenancy.ts'

const clock = new StoppedClock()
let t: Awaited<ReturnType<typeof startLedger>>
before(async () => {
  t = await startLedger(clock)
})

const fast = async (namespaceIdOrUuid: string, feature: string, by = t.operator): Promise<Decision> => {
  const consistency = Consistency.CONSISTENCY_FAST
  const asked = { namespaceIdOrUuid, feature, quantity: 1, consistency, isExplained: false }
  return given((await t.entitlements.checkEntitlement(asked, by)).decision)
}
const standing = async (id: string, feature = 'credits') => {
  const { currentUsage, limit, isExact } = await fast(id, feature)
  return [currentUsage, limit, isExact]
}
/** A change that this process was not told of. */
const useUntold = (id: string, used: number) =>
  t.part.database.query({ text: 'UPDATE balance SET used = used + $2 WHERE owner_id = $1', values: [id, used] })

describe('a fast check', () => {
  it('answers from memory, says so, and as of when it was true', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    await t.consume(namespace.id, 'credits', 5)
    const first = await fast(namespace.id, 'credits')
    assert.deepEqual([first.currentUsage, first.limit, first.available, first.isExact], [5, 100, 95, false])
    await useUntold(namespace.id, 1)
    const second = await fast(namespace.id, 'credits')
    assert.deepEqual([second.currentUsage, second.asOf], [5, first.asOf])
    assert.deepEqual([(await t.check(namespace.id, 'credits')).currentUsage], [6])
  })

  it('says how old it is and whose changes end it, a strong one nothing', async () => {
    const { namespace, workspace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    const asked = { namespaceIdOrUuid: namespace.id, feature: 'credits', quantity: 1, isExplained: false }
    const ask = (consistency: Consistency) => t.entitlements.checkEntitlement({ ...asked, consistency }, t.operator)
    const source = given((await ask(Consistency.CONSISTENCY_FAST)).source)
    clock.pass(700)
    const again = given((await ask(Consistency.CONSISTENCY_FAST)).source)
    assert.deepEqual(again.ownerIds, [namespace.id, workspace.id])
    assert.deepEqual([source.ageMs, again.ageMs], [1, 701])
    assert.equal((await ask(Consistency.CONSISTENCY_STRONG)).source, undefined)
  })

  it('is read anew for an asker who has heard of a change since', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    await t.consume(namespace.id, 'credits', 5)
    await fast(namespace.id, 'credits')
    await useUntold(namespace.id, 1)
    const asked = { namespaceIdOrUuid: namespace.id, feature: 'credits', quantity: 1, isExplained: false }
    const request = { ...asked, consistency: Consistency.CONSISTENCY_FAST, maxAgeMs: 0 }
    const { decision, source } = await t.entitlements.checkEntitlement(request, t.operator)
    assert.equal(decision?.currentUsage, 6)
    assert.equal(given(source).ageMs, 1)
    assert.equal((await fast(namespace.id, 'credits')).currentUsage, 6)
  })

  it('among many is read anew as well', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    await t.consume(namespace.id, 'credits', 5)
    await fast(namespace.id, 'credits')
    await useUntold(namespace.id, 1)
    const checks = [{ feature: 'credits', quantity: 1 }]
    const asked = { namespaceIdOrUuid: namespace.id, checks, consistency: Consistency.CONSISTENCY_FAST, maxAgeMs: 0 }
    const { decisions } = await t.entitlements.batchCheckEntitlements(asked, t.operator)
    assert.equal(decisions[0]?.currentUsage, 6)
  })

  it('is never more than 2 s old', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    await t.consume(namespace.id, 'credits', 5)
    const { asOf } = await fast(namespace.id, 'credits')
    await useUntold(namespace.id, 1)
    clock.pass(1_500)
    const remembered = await fast(namespace.id, 'credits')
    assert.deepEqual([remembered.currentUsage, remembered.asOf], [5, asOf])
    clock.pass(500)
    assert.equal((await fast(namespace.id, 'credits')).currentUsage, 6)
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
    assert.deepEqual(await standing(namespace.id), [0, 1_000, false])
    await t.boost(ofWorkspace(workspace.id))
    assert.deepEqual(await standing(namespace.id), [0, 1_050, false])
    await t.assignments.suspendAssignment({ owner: ofWorkspace(workspace.id), id: held.id }, t.operator)
    assert.deepEqual(await standing(namespace.id), [0, 50, false])
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

  it('drops what another replica announces, while nothing grows old', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    await t.consume(namespace.id, 'credits', 5)
    await fast(namespace.id, 'credits')
    await useUntold(namespace.id, 1)
    assert.deepEqual(await standing(namespace.id), [5, 100, false])
    t.part.bus.announce(changesSubject, Buffer.from(`another ${namespace.id}`))
    await eventually(async () => assert.deepEqual(await standing(namespace.id), [6, 100, false]))
  })
})
