import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Boost_Type as BoostType } from '@plinth/proto/tenancy/v1/boosts.ts'
import { eventually } from '@plinth/testkit'
import { endWhatIsOver } from '../src/jobs/plan-expiry.ts'
import { dayMs, hourMs, ofNamespace, ofWorkspace, type Plans, startPlans } from './plans.ts'
import { asUser } from './tenancy.ts'

let plans: Plans
before(async () => {
  plans = await startPlans()
})
const later = (ms: number) => new Date(plans.now().getTime() + ms)
const typesOf = async (workspaceId: string) =>
  (await plans.eventsOf(workspaceId)).map(({ type }) => type).filter((type) => type.startsWith('package.'))

describe('assigning a package', () => {
  it('to a workspace and to a namespace: it is held, told and logged', async () => {
    const { workspace, namespace } = await plans.newOwner()
    for (const owner of [ofWorkspace(workspace.id), ofNamespace(namespace.id), ofNamespace(namespace.uuid)]) {
      const { status, packageCode, packageName, startsAt, billingAnchor } = await plans.assign(owner, 'extra')
      assert.deepEqual([status, packageCode, packageName], ['active', 'extra', 'EXTRA'])
      assert.deepEqual(billingAnchor, startsAt)
    }
    assert.deepEqual(await plans.held(ofNamespace(namespace.id)), [
      ['extra', 'active'],
      ['extra', 'active'],
    ])
    assert.deepEqual(await typesOf(workspace.id), Array(3).fill('package.assigned'))
    assert.deepEqual(await plans.logOf(workspace.id), ['package.assigned'])
  })

  it('base A then base B: A is cancelled', async () => {
    const { workspace } = await plans.newOwner()
    const owner = ofWorkspace(workspace.id)
    await plans.assign(owner, 'small')
    await plans.assign(owner, 'large')
    assert.deepEqual(await plans.held(owner), [
      ['large', 'active'],
      ['small', 'cancelled'],
    ])
    assert.deepEqual((await typesOf(workspace.id)).sort(), [
      'package.assigned',
      'package.assigned',
      'package.cancelled',
    ])
  })

  it('a base again, or beside a suspended one: the former is cancelled, and no reactivation brings it back', async () => {
    const owner = ofWorkspace((await plans.newOwner()).workspace.id)
    const first = await plans.assign(owner, 'solo')
    const { id } = await plans.assign(owner, 'solo')
    await plans.assignments.suspendAssignment({ owner, id }, plans.operator)
    await plans.assign(owner, 'large')
    assert.deepEqual(await plans.held(owner), [
      ['large', 'active'],
      ['solo', 'cancelled'],
      ['solo', 'cancelled'],
    ])
    for (const former of [first.id, id]) {
      const asked = { owner, id: former }
      await assert.rejects(plans.assignments.reactivateAssignment(asked, plans.operator), { code: 'STATE_CONFLICT' })
    }
  })

  it('a base for later: A stays usable up to its start', async () => {
    const owner = ofWorkspace((await plans.newOwner()).workspace.id)
    const { id } = await plans.assign(owner, 'small')
    const next = await plans.assign(owner, 'large', { startsAt: later(dayMs) })
    const { assignments } = await plans.assignments.listAssignments({ owner }, plans.operator)
    const replaced = assignments.find((one) => one.id === id)
    assert.deepEqual([replaced?.status, replaced?.expiresAt], ['cancelled', next.startsAt])
  })

  it('a base beside one for later: it ends where that one begins, and is not renewed beyond', async () => {
    const owner = ofWorkspace((await plans.newOwner()).workspace.id)
    const { startsAt } = await plans.assign(owner, 'large', { startsAt: later(10 * dayMs) })
    const { id, expiresAt } = await plans.assign(owner, 'small')
    assert.deepEqual(expiresAt, startsAt)
    for (const renewal of [undefined, later(40 * dayMs)]) {
      const renewed = await plans.assignments.renewAssignment({ owner, id, expiresAt: renewal }, plans.operator)
      assert.deepEqual(renewed.assignment?.expiresAt, startsAt)
    }
    assert.deepEqual(await plans.held(owner), [
      ['small', 'active'],
      ['large', 'active'],
    ])
  })

  it('two bases at once, many times: one stays', async () => {
    for (let round = 0; round < 5; round++) {
      const owner = ofNamespace((await plans.newOwner()).namespace.id)
      await Promise.all(['small', 'large', 'pro', 'small'].map((code) => plans.assign(owner, code)))
      const held = await plans.held(owner)
      assert.equal(held.filter(([, status]) => status === 'active').length, 1)
      assert.equal(held.filter(([, status]) => status === 'cancelled').length, 3)
    }
  })

  it('422 for what is unknown or inactive, twice what does not stack, and an end that is past', async () => {
    const owner = ofWorkspace((await plans.newOwner()).workspace.id)
    const invalid = (field: string) => ({ code: 'VALIDATION_ERROR', details: { [field]: [/./] } })
    const refused = (err: { code: string; details: object }, field: string) => {
      assert.equal(err.code, invalid(field).code)
      assert.deepEqual(Object.keys(err.details), [field])
      return true
    }
    for (const code of ['nothing', 'retired'])
      await assert.rejects(plans.assign(owner, code), (err: never) => refused(err, 'package'))
    await plans.assign(owner, 'single')
    await assert.rejects(plans.assign(owner, 'single'), (err: never) => refused(err, 'package'))
    for (const times of [{ expiresAt: later(-1) }, { startsAt: later(-dayMs), expiresAt: later(-1) }])
      await assert.rejects(plans.assign(owner, 'extra', times), (err: never) => refused(err, 'expires_at'))
    assert.deepEqual(await plans.held(owner), [['single', 'active']])
  })

  it('is the operators’; others read what they see, and no more', async () => {
    const { workspace, inWorkspace } = await plans.newOwner()
    const owner = ofWorkspace(workspace.id)
    const request = { owner, packageCode: 'small' }
    await assert.rejects(plans.assignments.assignPackage(request, inWorkspace), { code: 'INSUFFICIENT_PERMISSIONS' })
    await plans.assign(owner, 'small')
    assert.equal((await plans.assignments.listAssignments({ owner }, inWorkspace)).assignments.length, 1)
    const stranger = { context: asUser() }
    await assert.rejects(plans.assignments.listAssignments({ owner }, stranger), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('keeps what is assigned in the catalogue', async () => {
    const owner = ofWorkspace((await plans.newOwner()).workspace.id)
    await plans.assign(owner, 'pro')
    const { CatalogServiceService } = await import('@plinth/proto/tenancy/v1/catalog.ts')
    const service = plans.part.dial('tenancy', CatalogServiceService)
    const { catalog } = await service.getCatalog({}, plans.operator)
    const packages = catalog?.packages.filter(({ code }) => code !== 'pro') ?? []
    const without = { features: catalog?.features ?? [], packages }
    for (const isDryRun of [true, false]) {
      await assert.rejects(service.applyCatalog({ catalog: without, isDryRun }, plans.operator), {
        code: 'STATE_CONFLICT',
        details: { held: ['package pro'] },
      })
    }
    // A package that an owner has had is held as well, and a feature as long as a boost gives it.
    const { id } = await plans.assign(owner, 'calls')
    await plans.assignments.cancelAssignment({ owner, id, isAtPeriodEnd: false }, plans.operator)
    const boost = await plans.boost(owner, { feature: 'exports', type: BoostType.TYPE_UNLIMITED, limit: 0 })
    const isKept = ({ code }: { code: string }) => code !== 'exports' && code !== 'calls'
    const less = {
      features: catalog?.features.filter(isKept) ?? [],
      packages:
        catalog?.packages.filter(isKept).map((one) => ({ ...one, features: one.features.filter(isKept) })) ?? [],
    }
    const applyLess = () => service.applyCatalog({ catalog: less, isDryRun: true }, plans.operator)
    await assert.rejects(applyLess(), { details: { held: ['feature exports', 'package calls'] } })
    await plans.boosts.deleteBoost({ owner, id: boost.id }, plans.operator)
    await assert.rejects(applyLess(), { details: { held: ['package calls'] } })
    const addOn = catalog?.packages.map((one) => (one.code === 'pro' ? { ...one, isBase: false } : one)) ?? []
    await assert.rejects(
      service.applyCatalog({ catalog: { ...without, packages: addOn }, isDryRun: false }, plans.operator),
      { code: 'STATE_CONFLICT' },
    )
  })
})

describe('the life of a package', () => {
  const states = { code: 'STATE_CONFLICT' }
  const one = (owner: ReturnType<typeof ofWorkspace>, id: string) => ({ owner, id })

  it('suspend, reactivate: each only from where it leads on', async () => {
    const { workspace } = await plans.newOwner()
    const owner = ofWorkspace(workspace.id)
    const { id } = await plans.assign(owner, 'small')
    await assert.rejects(plans.assignments.reactivateAssignment(one(owner, id), plans.operator), states)
    const suspended = await plans.assignments.suspendAssignment(one(owner, id), plans.operator)
    assert.equal(suspended.assignment?.status, 'suspended')
    await assert.rejects(plans.assignments.suspendAssignment(one(owner, id), plans.operator), states)
    const again = await plans.assignments.reactivateAssignment(one(owner, id), plans.operator)
    assert.equal(again.assignment?.status, 'active')
    assert.deepEqual((await typesOf(workspace.id)).slice(1), ['package.suspended', 'package.reactivated'])
    assert.deepEqual(await plans.logOf(workspace.id), ['package.assigned', 'package.suspended', 'package.reactivated'])
  })

  it('cancel now ends it; at the period’s end it stays until the cycle is over', async () => {
    const owner = ofWorkspace((await plans.newOwner()).workspace.id)
    const anchor = new Date('2026-01-31T10:00:00Z')
    const { id } = await plans.assign(owner, 'small', { billingAnchor: anchor })
    await plans.assignments.cancelAssignment({ ...one(owner, id), isAtPeriodEnd: true }, plans.operator)
    const [kept] = (await plans.assignments.listAssignments({ owner }, plans.operator)).assignments
    assert.equal(kept?.status, 'cancelled')
    assert.equal(kept?.expiresAt?.getUTCHours(), 10)
    assert.ok((kept?.expiresAt?.getTime() ?? 0) > plans.now().getTime())
    await assert.rejects(plans.assignments.reactivateAssignment(one(owner, id), plans.operator), states)
    await assert.rejects(plans.assignments.renewAssignment(one(owner, id), plans.operator), states)
    await plans.assignments.cancelAssignment({ ...one(owner, id), isAtPeriodEnd: false }, plans.operator)
    await assert.rejects(
      plans.assignments.cancelAssignment({ ...one(owner, id), isAtPeriodEnd: false }, plans.operator),
      states,
    )
  })

  it('at the end of the first cycle of what begins later; of what is suspended, only now', async () => {
    const owner = ofWorkspace((await plans.newOwner()).workspace.id)
    const startsAt = new Date('2040-01-31T10:00:00Z')
    const { id } = await plans.assign(owner, 'extra', { startsAt })
    await plans.assignments.cancelAssignment({ ...one(owner, id), isAtPeriodEnd: true }, plans.operator)
    const [kept] = (await plans.assignments.listAssignments({ owner }, plans.operator)).assignments
    assert.equal(kept?.expiresAt?.toISOString(), '2040-02-29T10:00:00.000Z')
    const other = one(owner, (await plans.assign(owner, 'small')).id)
    await plans.assignments.suspendAssignment(other, plans.operator)
    await assert.rejects(plans.assignments.cancelAssignment({ ...other, isAtPeriodEnd: true }, plans.operator), states)
    await plans.assignments.cancelAssignment({ ...other, isAtPeriodEnd: false }, plans.operator)
  })

  it('an add-on ends with, and is renewed by, the cycles of the base package; without one by its own', async () => {
    const owner = ofWorkspace((await plans.newOwner()).workspace.id)
    const own = new Date('2026-05-17T08:00:00Z')
    const alone = await plans.assign(owner, 'extra', { billingAnchor: own })
    await plans.assignments.cancelAssignment({ ...one(owner, alone.id), isAtPeriodEnd: true }, plans.operator)
    await plans.assign(owner, 'small', { billingAnchor: new Date('2026-01-31T10:00:00Z') })
    const kept = await plans.assign(owner, 'extra', { billingAnchor: own })
    await plans.assignments.cancelAssignment({ ...one(owner, kept.id), isAtPeriodEnd: true }, plans.operator)
    const renewed = await plans.assign(owner, 'extra', { billingAnchor: own, expiresAt: later(60 * dayMs) })
    await plans.assignments.renewAssignment(one(owner, renewed.id), plans.operator)
    const { assignments } = await plans.assignments.listAssignments({ owner }, plans.operator)
    const endOf = ({ id }: { id: string }) => assignments.find((held) => held.id === id)?.expiresAt?.toISOString()
    assert.deepEqual([alone, kept, renewed].map(endOf), [
      '2026-06-17T08:00:00.000Z',
      '2026-05-31T10:00:00.000Z',
      '2026-07-31T10:00:00.000Z',
    ])
  })

  it('an add-on goes by the base package that counts when its cycle is asked for', async () => {
    const owner = ofWorkspace((await plans.newOwner()).workspace.id)
    await plans.assign(owner, 'small', { billingAnchor: new Date('2026-05-18T10:00:00Z') })
    const startsAt = new Date('2026-06-05T00:00:00Z')
    await plans.assign(owner, 'large', { startsAt, billingAnchor: new Date('2026-06-11T10:00:00Z') })
    const ends: (string | undefined)[] = []
    for (const start of [undefined, new Date('2026-06-06T00:00:00Z')]) {
      const { id } = await plans.assign(owner, 'extra', { startsAt: start })
      await plans.assignments.cancelAssignment({ ...one(owner, id), isAtPeriodEnd: true }, plans.operator)
      const { assignments } = await plans.assignments.listAssignments({ owner }, plans.operator)
      ends.push(assignments.find((held) => held.id === id)?.expiresAt?.toISOString())
    }
    assert.deepEqual(ends, ['2026-06-18T10:00:00.000Z', '2026-06-11T10:00:00.000Z'])
  })

  it('renew moves the end: to a given time, or one cycle on', async () => {
    const owner = ofWorkspace((await plans.newOwner()).workspace.id)
    const expiresAt = later(5 * dayMs)
    const { id, startsAt } = await plans.assign(owner, 'small', { expiresAt })
    const renewed = await plans.assignments.renewAssignment(one(owner, id), plans.operator)
    const end = renewed.assignment?.expiresAt
    assert.equal(end?.getUTCDate(), startsAt?.getUTCDate())
    const given = { ...one(owner, id), expiresAt: later(3 * dayMs) }
    const shorter = await plans.assignments.renewAssignment(given, plans.operator)
    assert.deepEqual(shorter.assignment?.expiresAt, given.expiresAt)
    const past = { ...one(owner, id), expiresAt: later(-dayMs) }
    await assert.rejects(plans.assignments.renewAssignment(past, plans.operator), { code: 'VALIDATION_ERROR' })
  })

  it('404 for another owner’s', async () => {
    const [mine, theirs] = [await plans.newOwner(), await plans.newOwner()]
    const { id } = await plans.assign(ofWorkspace(theirs.workspace.id), 'small')
    const asked = one(ofWorkspace(mine.workspace.id), id)
    await assert.rejects(plans.assignments.suspendAssignment(asked, plans.operator), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('expires by a job that any number of processes run, told once', async () => {
    const { workspace } = await plans.newOwner()
    const owner = ofWorkspace(workspace.id)
    for (let at = 0; at < 12; at++) await plans.assign(owner, 'extra', { expiresAt: later(hourMs) })
    const { id } = await plans.assign(owner, 'small', { expiresAt: later(hourMs) })
    await plans.assignments.suspendAssignment(one(owner, id), plans.operator)
    await plans.travel(2 * hourMs)
    const deps = { database: plans.part.database, clock: plans.part.clock }
    await Promise.all(Array.from({ length: 6 }, () => endWhatIsOver(deps)))
    const expired = async () => (await typesOf(workspace.id)).filter((type) => type === 'package.expired').length
    // The service's own job may still hold some.
    await eventually(async () => assert.equal(await expired(), 13))
    await endWhatIsOver(deps)
    assert.equal(await expired(), 13)
    const held = await plans.held(owner)
    assert.ok(held.every(([, status]) => status === 'expired'))
    for (const change of ['renewAssignment', 'reactivateAssignment', 'suspendAssignment'] as const)
      await assert.rejects(plans.assignments[change](one(owner, id), plans.operator), states)
    await plans.travel(0)
  })
})
