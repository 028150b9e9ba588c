import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Boost_Duration as Duration, Boost_Type as Type } from '@plinth/proto/tenancy/v1/boosts.ts'
import { EntitlementsServiceService } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { eventually } from '@plinth/testkit'
import { endWhatIsOver } from '../src/jobs/plan-expiry.ts'
import { hourMs, ofNamespace, ofWorkspace, type Plans, startPlans } from './plans.ts'

let plans: Plans
before(async () => {
  plans = await startPlans()
})
const later = (ms: number) => new Date(plans.now().getTime() + ms)

describe('a boost', () => {
  it('for a cycle ends at the first boundary of the base package after its start', async () => {
    const owner = ofWorkspace((await plans.newOwner()).workspace.id)
    const anchor = new Date('2026-01-31T10:00:00Z')
    await plans.assign(owner, 'small', { billingAnchor: anchor, startsAt: new Date('2026-01-31T10:00:00Z') })
    const startsAt = new Date('2030-01-31T10:00:00Z')
    const cycle = { duration: Duration.DURATION_CYCLE }
    assert.equal(
      (await plans.boost(owner, { ...cycle, startsAt })).expiresAt?.toISOString(),
      '2030-02-28T10:00:00.000Z',
    )
    const justBefore = new Date(startsAt.getTime() - 1)
    assert.deepEqual((await plans.boost(owner, { ...cycle, startsAt: justBefore })).expiresAt, startsAt)
  })

  it('for a cycle without a base package ends with the month', async () => {
    const owner = ofNamespace((await plans.newOwner()).namespace.id)
    const startsAt = new Date('2032-02-29T23:59:59Z')
    const { expiresAt } = await plans.boost(owner, { duration: Duration.DURATION_CYCLE, startsAt })
    assert.equal(expiresAt?.toISOString(), '2032-03-01T00:00:00.000Z')
  })

  it('enables, or takes the limit away, for whoever has no package; what it adds is null then', async () => {
    const { workspace, namespace } = await plans.newOwner()
    const owner = ofNamespace(namespace.id)
    const entitlements = plans.part.dial('tenancy', EntitlementsServiceService)
    const check = async (feature: string) => {
      const asked = { ...{ namespaceIdOrUuid: namespace.id, feature, quantity: 5_000 }, consistency: 0 as const }
      const { decision } = await entitlements.checkEntitlement({ ...asked, isExplained: false }, plans.operator)
      return [decision?.isAllowed, decision?.limit, decision?.isUnlimited]
    }
    await plans.boost(owner, { feature: 'domains', type: Type.TYPE_ENABLE, limit: 0 })
    assert.deepEqual(await check('domains'), [true, undefined, false])
    await plans.boost(owner, { feature: 'credits', type: Type.TYPE_ENABLE, limit: 0 })
    assert.deepEqual(await check('credits'), [false, 0, false])
    await plans.boost(owner, { feature: 'credits', type: Type.TYPE_UNLIMITED, limit: 0 })
    assert.deepEqual(await check('credits'), [true, undefined, true])
    await plans.boost(owner, { feature: 'exports', type: Type.TYPE_UNLIMITED, limit: 0 })
    assert.deepEqual(await check('exports'), [true, undefined, true])
    const told = (await plans.eventsOf(workspace.id)).filter(({ type }) => type === 'boost.activated')
    assert.deepEqual(told.map(({ attributes }) => [attributes['type'], attributes['limit']]).sort(), [
      ...Array(2).fill(['enable', null]),
      ...Array(2).fill(['unlimited', null]),
    ])
  })

  it('for a child goes to its pool', async () => {
    const owner = ofNamespace((await plans.newOwner()).namespace.id)
    assert.equal((await plans.boost(owner, { feature: 'chat' })).feature, 'credits')
  })

  it('422 naming what does not go together, and nothing changed', async () => {
    const owner = ofNamespace((await plans.newOwner()).namespace.id)
    const wrong: [Parameters<Plans['boost']>[1], string][] = [
      [{ feature: 'nothing' }, 'feature'],
      [{ feature: 'domains' }, 'type'],
      [{ feature: 'domains', type: Type.TYPE_UNLIMITED, limit: 0 }, 'type'],
      [{ limit: 0 }, 'limit'],
      [{ limit: -5 }, 'limit'],
      [{ type: Type.TYPE_UNLIMITED }, 'limit'],
      [{ type: Type.TYPE_UNSPECIFIED }, 'type'],
      [{ duration: Duration.DURATION_UNSPECIFIED }, 'duration'],
      [{ duration: Duration.DURATION_UNTIL }, 'expires_at'],
      [{ duration: Duration.DURATION_UNTIL, expiresAt: later(-1) }, 'expires_at'],
      [{ expiresAt: later(hourMs) }, 'expires_at'],
      [{ duration: Duration.DURATION_CYCLE, startsAt: new Date('2020-01-01') }, 'starts_at'],
    ]
    for (const [fields, field] of wrong) {
      await assert.rejects(plans.boost(owner, fields), (err: { code: string; details: object }) => {
        assert.deepEqual([err.code, Object.keys(err.details)], ['VALIDATION_ERROR', [field]])
        return true
      })
    }
    assert.deepEqual((await plans.boosts.listBoosts({ owner }, plans.operator)).boosts, [])
  })

  it('is the operators’ to give and to take', async () => {
    const { workspace, inWorkspace } = await plans.newOwner()
    const owner = ofWorkspace(workspace.id)
    const { id } = await plans.boost(owner)
    await assert.rejects(plans.boosts.deleteBoost({ owner, id }, inWorkspace), { code: 'INSUFFICIENT_PERMISSIONS' })
    assert.equal((await plans.boosts.listBoosts({ owner }, inWorkspace)).boosts[0]?.status, 'active')
    await plans.boosts.deleteBoost({ owner, id }, plans.operator)
    await assert.rejects(plans.boosts.deleteBoost({ owner, id }, plans.operator), { code: 'RESOURCE_NOT_FOUND' })
    assert.equal((await plans.boosts.listBoosts({ owner }, inWorkspace)).boosts[0]?.status, 'expired')
    assert.deepEqual(await plans.logOf(workspace.id), ['boost.activated', 'boost.expired'])
  })

  it('expires once, however many processes look', async () => {
    const { workspace } = await plans.newOwner()
    const owner = ofWorkspace(workspace.id)
    const until = { duration: Duration.DURATION_UNTIL, expiresAt: later(hourMs) }
    for (let at = 0; at < 10; at++) await plans.boost(owner, until)
    await plans.travel(2 * hourMs)
    const deps = { database: plans.part.database, clock: plans.part.clock }
    await Promise.all(Array.from({ length: 6 }, () => endWhatIsOver(deps)))
    const expired = async () =>
      (await plans.eventsOf(workspace.id)).filter(({ type }) => type === 'boost.expired').length
    // The service's own job may still hold some.
    await eventually(async () => assert.equal(await expired(), 10))
    await endWhatIsOver(deps)
    assert.equal(await expired(), 10)
    await plans.travel(0)
  })
})
