// A base package that never starts replaces nothing.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { EntitlementOwner } from '@plinth/proto/tenancy/v1/assignments.ts'
import { EntitlementsServiceService } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { PlanPreviewsServiceService } from '@plinth/proto/tenancy/v1/plan_previews.ts'
import { endWhatIsOver } from '../src/jobs/plan-expiry.ts'
import { dayMs, hourMs, ofWorkspace, type Plans, startPlans } from './plans.ts'
import { given } from './tenancy.ts'

let plans: Plans
before(async () => {
  plans = await startPlans()
})
const later = (ms: number) => new Date(plans.now().getTime() + ms)
const newOwner = async () => ofWorkspace((await plans.newOwner()).workspace.id)
const cancel = (owner: EntitlementOwner, id: string, isAtPeriodEnd = false) =>
  plans.assignments.cancelAssignment({ owner, id, isAtPeriodEnd }, plans.operator)
const suspend = (owner: EntitlementOwner, id: string) =>
  plans.assignments.suspendAssignment({ owner, id }, plans.operator)
const reactivate = (owner: EntitlementOwner, id: string) =>
  plans.assignments.reactivateAssignment({ owner, id }, plans.operator)
/** Status and end of an assignment as its list shows them. */
const termOf = async (owner: EntitlementOwner, id: string) => {
  const { assignments } = await plans.assignments.listAssignments({ owner }, plans.operator)
  const one = given(assignments.find((held) => held.id === id))
  return [one.status, one.expiresAt]
}

describe('cancelling a base package that has not started', () => {
  it('gives the one it replaced its former status and end back, and tells and logs it', async () => {
    const { workspace, namespace } = await plans.newOwner()
    const owner = ofWorkspace(workspace.id)
    const small = await plans.assign(owner, 'small')
    const large = await plans.assign(owner, 'large', { startsAt: later(hourMs) })
    assert.deepEqual(await termOf(owner, small.id), ['cancelled', large.startsAt])
    await cancel(owner, large.id)
    assert.deepEqual(await termOf(owner, small.id), ['active', undefined])
    const told = (await plans.eventsOf(workspace.id)).filter(({ type }) => type.startsWith('package.')).slice(-2)
    assert.deepEqual(
      told.map(({ type, objectId, attributes }) => [type, objectId, attributes.status, attributes.expires_at]),
      [
        ['package.cancelled', large.id, 'cancelled', told[0]?.attributes.expires_at],
        ['package.renewed', small.id, 'active', null],
      ],
    )
    assert.deepEqual((await plans.logOf(workspace.id)).slice(-2), ['package.cancelled', 'package.renewed'])

    await plans.travel(2 * hourMs)
    const check = { namespaceIdOrUuid: namespace.id, feature: 'credits', quantity: 1, isExplained: false }
    const entitlements = plans.part.dial('tenancy', EntitlementsServiceService)
    const { decision } = await entitlements.checkEntitlement({ ...check, consistency: 0 }, plans.operator)
    assert.deepEqual([decision?.isAllowed, decision?.limit], [true, 100])
    await plans.travel(0)
  })

  it('a dry run shows so, of the moment of the start', async () => {
    const owner = await newOwner()
    const small = await plans.assign(owner, 'small')
    const { id, startsAt } = await plans.assign(owner, 'large', { startsAt: later(hourMs) })
    const change = { $case: 'cancelAssignment', value: { owner, id, isAtPeriodEnd: false } } as const
    const previews = plans.part.dial('tenancy', PlanPreviewsServiceService)
    const { at, features } = await previews.previewPlanChange({ change }, plans.operator)
    const credits = features.find(({ code }) => code === 'credits')
    const limit = (value: number) => ({ grant: { $case: 'limit', value } })
    assert.deepEqual([at, credits?.before, credits?.after], [startsAt, limit(1_000), limit(100)])
    assert.deepEqual(await termOf(owner, small.id), ['cancelled', startsAt])
  })

  it('the end is the one that it had, also a renewed one, and a suspension stays', async () => {
    const owner = await newOwner()
    const expiresAt = later(9 * dayMs)
    const { id } = await plans.assign(owner, 'small', { expiresAt })
    const first = await plans.assign(owner, 'large', { startsAt: later(hourMs) })
    await cancel(owner, first.id)
    assert.deepEqual(await termOf(owner, id), ['active', expiresAt])

    await suspend(owner, id)
    const second = await plans.assign(owner, 'large', { startsAt: later(hourMs) })
    const longer = later(20 * dayMs)
    const renewed = await plans.assignments.renewAssignment({ owner, id, expiresAt: longer }, plans.operator)
    assert.deepEqual(renewed.assignment?.expiresAt, second.startsAt)
    await cancel(owner, second.id)
    assert.deepEqual(await termOf(owner, id), ['suspended', longer])
    await reactivate(owner, id)
    assert.deepEqual(await termOf(owner, id), ['active', longer])
  })

  it('the next scheduled one cuts it, whatever the order of scheduling and cancelling', async () => {
    const starts = [later(hourMs), later(2 * hourMs), later(3 * hourMs)]
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]
    for (const scheduled of orders)
      for (const cancelled of orders) {
        const owner = await newOwner()
        const { id } = await plans.assign(owner, 'small')
        const ids: string[] = []
        for (const at of scheduled) ids[at] = (await plans.assign(owner, 'large', { startsAt: starts[at] })).id
        const left = new Set(scheduled)
        for (const at of cancelled) {
          await cancel(owner, ids[at] ?? '')
          left.delete(at)
          const live = [0, 1, 2].filter((one) => left.has(one))
          const ends = live.map((_, place) => starts[live[place + 1] ?? 3])
          const [first] = live
          const status = first === undefined ? 'active' : 'cancelled'
          assert.deepEqual(await termOf(owner, id), [status, first === undefined ? undefined : starts[first]])
          const terms = await Promise.all(live.map((one) => termOf(owner, ids[one] ?? '')))
          assert.deepEqual(
            terms.map(([, end]) => end),
            ends,
          )
        }
      }
  })

  it('of several that start at the same time, the last before it comes back', async () => {
    const owner = await newOwner()
    const { id } = await plans.assign(owner, 'small')
    const startsAt = later(hourMs)
    const ids: string[] = []
    for (const code of ['large', 'pro', 'large']) ids.push((await plans.assign(owner, code, { startsAt })).id)
    const [first = '', second = '', third = ''] = ids
    await cancel(owner, third)
    assert.deepEqual(await termOf(owner, first), ['cancelled', startsAt])
    assert.deepEqual(await termOf(owner, second), ['active', undefined])
    assert.deepEqual(await termOf(owner, id), ['cancelled', startsAt])
    await cancel(owner, first)
    assert.deepEqual(await termOf(owner, second), ['active', undefined])
    assert.deepEqual(await termOf(owner, id), ['cancelled', startsAt])
    await cancel(owner, second)
    assert.deepEqual(await termOf(owner, id), ['active', undefined])
  })

  it('what was cancelled on request stays so, before or after it was replaced', async () => {
    const owner = await newOwner()
    const anchor = new Date(beginningOfDay(plans.now()).getTime() + 20 * dayMs)
    const { id } = await plans.assign(owner, 'small', { billingAnchor: anchor })
    const first = await plans.assign(owner, 'large', { startsAt: later(hourMs) })
    await cancel(owner, id, true)
    assert.deepEqual(await termOf(owner, id), ['cancelled', first.startsAt])
    await cancel(owner, first.id)
    assert.deepEqual(await termOf(owner, id), ['cancelled', anchor])
    const second = await plans.assign(owner, 'large', { startsAt: later(hourMs) })
    await cancel(owner, second.id)
    assert.deepEqual(await termOf(owner, id), ['cancelled', anchor])
  })

  it('what ends before the start was not replaced', async () => {
    const owner = await newOwner()
    const expiresAt = later(hourMs)
    const { id } = await plans.assign(owner, 'small', { expiresAt })
    const { id: next } = await plans.assign(owner, 'large', { startsAt: later(2 * hourMs) })
    assert.deepEqual(await termOf(owner, id), ['active', expiresAt])
    await cancel(owner, next)
    assert.deepEqual(await termOf(owner, id), ['active', expiresAt])
  })

  it('cancelled at the end of its first cycle it does start, and replaces', async () => {
    const owner = await newOwner()
    const { id } = await plans.assign(owner, 'small')
    const { id: next, startsAt } = await plans.assign(owner, 'large', { startsAt: later(hourMs) })
    await cancel(owner, next, true)
    assert.deepEqual(await termOf(owner, id), ['cancelled', startsAt])
  })

  it('once it has started, the one it replaced stays ended', async () => {
    const owner = await newOwner()
    const { id } = await plans.assign(owner, 'small')
    const { id: next, startsAt } = await plans.assign(owner, 'large', { startsAt: later(hourMs) })
    await plans.travel(hourMs + 1)
    await cancel(owner, next)
    assert.deepEqual(await termOf(owner, id), ['cancelled', startsAt])
    await plans.travel(0)
  })

  it('leaves as it is what the release before has replaced, or has ended earlier', async () => {
    const owner = await newOwner()
    const { id } = await plans.assign(owner, 'small')
    const save = (change: string, values: unknown[] = []) =>
      plans.part.database.query({
        text: `UPDATE package_assignment SET ${change} WHERE id = $1`,
        values: [id, ...values],
      })
    const first = await plans.assign(owner, 'large', { startsAt: later(2 * hourMs) })
    const earlier = later(hourMs)
    await save('expires_at = $2', [earlier])
    await cancel(owner, first.id)
    assert.deepEqual(await termOf(owner, id), ['cancelled', earlier])
    const { id: next, startsAt } = await plans.assign(owner, 'large', { startsAt: later(hourMs / 2) })
    await save('replaced_by = NULL, own_status = NULL, own_expires_at = NULL')
    await cancel(owner, next)
    assert.deepEqual(await termOf(owner, id), ['cancelled', startsAt])
  })

  it('at the moment of its start, many times: either it never started, or it replaced', async () => {
    for (let round = 0; round < 12; round++) {
      const owner = await newOwner()
      const { id } = await plans.assign(owner, 'small')
      const { id: next, startsAt = new Date(0) } = await plans.assign(owner, 'large', {
        startsAt: later(4 + 2 * round),
      })
      await Promise.all([cancel(owner, next), endWhatIsOver(plans.part)])
      const [, cancelledAt] = await termOf(owner, next)
      const hasStarted = given(cancelledAt as Date | undefined) >= startsAt
      assert.deepEqual(await termOf(owner, id), hasStarted ? ['cancelled', startsAt] : ['active', undefined])
    }
  })
})

describe('suspending a base package that another will replace', () => {
  it('stops it at once; reactivated it counts up to its end', async () => {
    const owner = await newOwner()
    const { id } = await plans.assign(owner, 'small')
    const next = await plans.assign(owner, 'large', { startsAt: later(hourMs) })
    await suspend(owner, id)
    assert.deepEqual(await termOf(owner, id), ['suspended', next.startsAt])
    await assert.rejects(suspend(owner, id), { code: 'STATE_CONFLICT' })
    await reactivate(owner, id)
    assert.deepEqual(await termOf(owner, id), ['active', next.startsAt])
    await cancel(owner, next.id)
    assert.deepEqual(await termOf(owner, id), ['active', undefined])
  })

  it('one that is cancelled at the end of its cycle is so again when it is reactivated', async () => {
    for (const startsAt of [undefined, later(hourMs)]) {
      const owner = await newOwner()
      const { id } = await plans.assign(owner, 'small', { startsAt })
      await cancel(owner, id, true)
      const [, end] = await termOf(owner, id)
      await suspend(owner, id)
      assert.deepEqual(await termOf(owner, id), ['suspended', end])
      await reactivate(owner, id)
      assert.deepEqual(await termOf(owner, id), ['cancelled', end])
      await cancel(owner, id)
      await assert.rejects(suspend(owner, id), { code: 'STATE_CONFLICT' })
    }
  })
})

const beginningOfDay = (at: Date) => new Date(Math.floor(at.getTime() / dayMs) * dayMs)
