import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { make } from '@plinth/testkit'
import { outcome, startLedger } from './ledger.ts'
import { dayMs, ofNamespace, ofWorkspace } from './plans.ts'
import { asUser } from './tenancy.ts'

let t: Awaited<ReturnType<typeof startLedger>>
before(async () => {
  t = await startLedger()
})

/** A namespace that holds a package itself, and its workspace. */
const withPackage = async (code = 'small') => {
  const owner = await t.newOwner()
  const assignment = await t.assign(ofNamespace(owner.namespace.id), code)
  return { ...owner, id: owner.namespace.id, assignment }
}

describe('check', () => {
  it('follows a package through its life, at once', async () => {
    const { namespace } = await t.newOwner()
    const owner = ofNamespace(namespace.id)
    assert.deepEqual(outcome(await t.check(namespace.id, 'credits')), [
      ...[false, 'FEATURE_NOT_INCLUDED', 0, undefined, undefined],
    ])
    const { id } = await t.assign(owner, 'small')
    assert.deepEqual(outcome(await t.check(namespace.uuid, 'credits', 100)), [true, '', 0, 100, 100])
    await t.boost(owner)
    assert.deepEqual(outcome(await t.check(namespace.id, 'credits', 151)), [false, 'LIMIT_EXCEEDED', 0, 150, 150])
    await t.assignments.suspendAssignment({ owner, id }, t.operator)
    assert.equal((await t.check(namespace.id, 'domains')).reason, 'PACKAGE_SUSPENDED')
    await t.assignments.reactivateAssignment({ owner, id }, t.operator)
    assert.equal((await t.check(namespace.id, 'domains', 999)).isAllowed, true)
    await t.assignments.cancelAssignment({ owner, id, isAtPeriodEnd: false }, t.operator)
    assert.equal((await t.check(namespace.id, 'domains')).reason, 'PACKAGE_CANCELLED')
  })

  it('is exact, as of a moment, and explains itself when asked', async () => {
    const { id, workspace } = await withPackage()
    await t.assign(ofWorkspace(workspace.id), 'large')
    const before = t.now().getTime()
    const decision = await t.check(id, 'exports', 1, true)
    assert.equal(decision.isExact, true)
    const asOf = decision.asOf?.getTime() ?? 0
    assert.ok(before <= asOf && asOf <= t.now().getTime(), `${asOf - before} ms later`)
    assert.deepEqual(
      decision.steps.map(({ level, ownerId, passedOverBecause }) => [level, ownerId, passedOverBecause]),
      [
        ['namespace', id, 'FEATURE_NOT_INCLUDED'],
        ['workspace', workspace.id, ''],
      ],
    )
    assert.deepEqual((await t.check(id, 'exports')).steps, [])
  })

  it('looks where usage counts now, though it looked elsewhere before', async () => {
    const { namespace, workspace } = await t.newOwner()
    const used = async () => (await t.check(namespace.id, 'credits')).currentUsage
    await t.assign(ofWorkspace(workspace.id), 'large')
    await t.consume(namespace.id, 'credits', 7)
    assert.deepEqual([await used(), await used()], [7, 7])
    const { id } = await t.assign(ofNamespace(namespace.id), 'small')
    assert.equal(await used(), 0)
    await t.consume(namespace.id, 'credits', 2)
    assert.deepEqual([await used(), await used()], [2, 2])
    await t.assignments.cancelAssignment({ owner: ofNamespace(namespace.id), id, isAtPeriodEnd: false }, t.operator)
    assert.deepEqual([await used(), await used()], [7, 7])
    await t.reserve(namespace.id, 'credits', 3)
    assert.equal((await t.check(namespace.id, 'credits')).available, 1_000 - 7 - 3)
  })

  it('answers up to a hundred at once, each by itself', async () => {
    const { id } = await withPackage()
    const checks = ['credits', 'nothing', 'domains', 'exports'].map((feature) => ({ feature, quantity: 5 }))
    const request = { namespaceIdOrUuid: id, checks, consistency: 0 as const }
    const { decisions } = await t.entitlements.batchCheckEntitlements(request, t.operator)
    assert.deepEqual(
      decisions.map(({ isAllowed, reason }) => [isAllowed, reason]),
      [
        [true, ''],
        [false, 'FEATURE_NOT_FOUND'],
        [true, ''],
        [false, 'FEATURE_NOT_INCLUDED'],
      ],
    )
    const many = { ...request, checks: Array.from({ length: 101 }, () => ({ feature: 'credits', quantity: 1 })) }
    await assert.rejects(t.entitlements.batchCheckEntitlements(many, t.operator), { code: 'BATCH_TOO_LARGE' })
  })

  it('404 for a namespace that the caller does not see, in every verb', async () => {
    const { id } = await withPackage()
    const stranger = { context: asUser() }
    const missing = { code: 'RESOURCE_NOT_FOUND' }
    await assert.rejects(t.check(id, 'credits', 1, false, stranger), missing)
    await assert.rejects(t.consume(id, 'credits', 1, {}, stranger), missing)
    await assert.rejects(t.usage.listUsage({ namespaceIdOrUuid: id }, stranger), missing)
    await assert.rejects(t.usage.reconcileUsage({ namespaceIdOrUuid: id, feature: '' }, stranger), missing)
    const own = await t.newOwner()
    await assert.rejects(t.check(own.own.id, 'credits', 1, false, stranger), missing)
  })

  it('404 for a name that the database cannot read, which costs those who ask at the same moment nothing', async () => {
    const { id } = await withPackage()
    const [unreadable, ...others] = await Promise.allSettled([
      t.check('ns_\0', 'credits', 1, false, { context: asUser() }),
      t.check(id, 'credits'),
      t.check(id, 'credits', 101),
    ])
    assert.equal(unreadable.status === 'rejected' && unreadable.reason.code, 'RESOURCE_NOT_FOUND')
    assert.deepEqual(
      others.map((result) => result.status === 'fulfilled' && result.value.isAllowed),
      [true, false],
    )
  })

  it('never consumes', async () => {
    const { id } = await withPackage()
    for (let at = 0; at < 3; at++) await t.check(id, 'credits', 100)
    assert.deepEqual(await t.standing(id, 'credits'), [0, 100, 100])
  })
})

describe('consume', () => {
  it('counts what is allowed, and nothing of what is not', async () => {
    const { id } = await withPackage()
    assert.deepEqual(outcome(await t.consume(id, 'credits', 50)), [true, '', 50, 100, 50])
    assert.deepEqual(outcome(await t.consume(id, 'credits', 40)), [true, '', 90, 100, 10])
    assert.deepEqual(outcome(await t.consume(id, 'credits', 20)), [false, 'LIMIT_EXCEEDED', 90, 100, 10])
    assert.deepEqual(outcome(await t.consume(id, 'chat', 10)), [true, '', 100, 100, 0])
    assert.deepEqual(outcome(await t.consume(id, 'credits', 1)), [false, 'LIMIT_EXCEEDED', 100, 100, 0])
    const { records } = await t.usage.listUsage({ namespaceIdOrUuid: id }, t.operator)
    assert.deepEqual(
      records.map(({ feature, quantity }) => [feature, quantity]),
      [
        ['chat', 10],
        ['credits', 40],
        ['credits', 50],
      ],
    )
  })

  it('a workspace’s pool is one pool: 6 used by one namespace leave no 5 for another', async () => {
    const { workspace, namespace, inWorkspace } = await t.newOwner()
    await t.assign(ofWorkspace(workspace.id), 'single')
    const { namespace: other } = await t.namespaces.createNamespace(
      {
        ...{
          name: make.name(),
          slug: '',
          ownerType: 0,
          ownerId: '',
          workspaceId: '',
          description: '',
          settingsJson: '',
        },
        ...{ tags: [], metadata: {}, isDefault: false },
      },
      inWorkspace,
    )
    assert.equal((await t.consume(namespace.id, 'credits', 6)).isAllowed, true)
    assert.deepEqual(outcome(await t.consume(other?.id ?? '', 'credits', 5)), [false, 'LIMIT_EXCEEDED', 6, 7, 1])
  })

  it('counts boolean and unlimited features without limiting them', async () => {
    const { id, workspace } = await withPackage()
    await t.assign(ofWorkspace(workspace.id), 'large')
    assert.deepEqual(outcome(await t.consume(id, 'domains', 999)), [true, '', 0, undefined, undefined])
    assert.deepEqual(outcome(await t.consume(id, 'exports', 3)), [true, '', 3, undefined, undefined])
    assert.equal((await t.check(id, 'exports')).isUnlimited, true)
  })

  it('422 for quantities that are none, naming the field, and nothing is changed', async () => {
    const { id } = await withPackage()
    await assert.rejects(t.consume(id, 'credits', -1), (err: { code: string; details: object }) => {
      assert.deepEqual([err.code, Object.keys(err.details)], ['VALIDATION_ERROR', ['quantity']])
      return true
    })
    await t.consume(id, 'domains', 2 ** 53 - 1)
    await assert.rejects(t.consume(id, 'domains', 1), { code: 'VALIDATION_ERROR' })
    assert.deepEqual(await t.standing(id, 'credits'), [0, 100, 100])
  })
})

describe('an event_id', () => {
  it('counts once: the same again is the first answer, with another quantity 422', async () => {
    const { id } = await withPackage()
    const eventId = make.name()
    const first = await t.consumed(id, 'credits', 60, { eventId })
    await t.consume(id, 'credits', 40)
    assert.deepEqual(await t.consumed(id, 'credits', 60, { eventId }), first)
    await assert.rejects(t.consume(id, 'credits', 61, { eventId }), { code: 'VALIDATION_ERROR' })
    assert.deepEqual(await t.standing(id, 'credits'), [100, 100, 0])
    assert.equal((await t.consume(id, 'mails', 6, { eventId })).isAllowed, true)
  })

  it('is a namespace’s and a feature’s own: elsewhere it counts anew, in one pool too', async () => {
    const { workspace, namespace, own, inWorkspace } = await t.newOwner()
    await t.assign(ofWorkspace(workspace.id), 'small')
    const paidFor = { idOrUuid: own.id, workspaceId: workspace.id, cleared: [] }
    const others = { name: undefined, slug: undefined, description: undefined, settingsJson: undefined }
    await t.namespaces.updateNamespace({ ...paidFor, ...others, isActive: undefined }, inWorkspace)
    const eventId = make.name()
    await Promise.all([
      t.consume(namespace.id, 'credits', 3, { eventId }),
      t.consume(own.id, 'credits', 4, { eventId }),
      t.consume(own.id, 'chat', 5, { eventId }),
    ])
    await t.record(namespace.id, 'chat', 6, { eventId })
    assert.deepEqual(await t.standing(own.id, 'credits'), [18, 100, 82])
  })

  it('a refused consume does not bind it', async () => {
    const { id } = await withPackage()
    const eventId = make.name()
    assert.equal((await t.consume(id, 'credits', 101, { eventId })).isAllowed, false)
    assert.equal((await t.consume(id, 'credits', 99, { eventId })).isAllowed, true)
  })

  it('counts once when many send it at once, in both verbs', async () => {
    const { id } = await withPackage()
    const [one, other] = [make.name(), make.name()]
    const answers = await Promise.all(Array.from({ length: 20 }, () => t.consumed(id, 'credits', 3, { eventId: one })))
    assert.equal(new Set(answers.map(({ usageId }) => usageId)).size, 1)
    const records = await Promise.all(Array.from({ length: 20 }, () => t.record(id, 'credits', 4, { eventId: other })))
    assert.equal(new Set(records.map((record) => record.id)).size, 1)
    assert.deepEqual(await t.standing(id, 'credits'), [7, 100, 93])
  })

  it('is free again after 35 days', async () => {
    const { id } = await withPackage()
    const eventId = make.name()
    await t.record(id, 'storage', 5, { eventId })
    await t.travel(34.9 * dayMs)
    await t.record(id, 'storage', 5, { eventId })
    assert.deepEqual(await t.standing(id, 'storage'), [5, 1_000, 995])
    await t.travel(35.1 * dayMs)
    await t.record(id, 'storage', 7, { eventId })
    assert.deepEqual(await t.standing(id, 'storage'), [12, 1_000, 988])
    await t.travel(0)
  })
})

describe('usage', () => {
  it('is recorded without asking, beyond the limit too', async () => {
    const { id } = await withPackage()
    assert.equal((await t.record(id, 'credits', 150, { metadata: { job: '1' } })).quantity, 150)
    assert.deepEqual(await t.standing(id, 'credits'), [150, 100, 0])
  })

  it('given back is clamped at 0: ledger and answer hold what was applied', async () => {
    const { id } = await withPackage()
    await t.record(id, 'credits', 30)
    assert.equal((await t.record(id, 'credits', -10)).quantity, -10)
    assert.equal((await t.record(id, 'credits', -50)).quantity, -20)
    assert.equal((await t.record(id, 'credits', -5)).quantity, 0)
    assert.deepEqual(await t.standing(id, 'credits'), [0, 100, 100])
    assert.deepEqual(
      (await t.proof(id)).map(({ balance, ledger }) => [balance, ledger]),
      [[0, 0]],
    )
  })

  it('of a feature that nobody includes counts in the namespace', async () => {
    const { namespace } = await t.newOwner()
    assert.equal((await t.record(namespace.id, 'credits', 5)).quantity, 5)
    await t.assign(ofNamespace(namespace.id), 'extra')
    assert.deepEqual(await t.standing(namespace.id, 'credits'), [5, 20, 15])
    await assert.rejects(t.record(namespace.id, 'nothing', 5), { code: 'VALIDATION_ERROR' })
    await assert.rejects(t.record(namespace.id, 'credits', 0), { code: 'VALIDATION_ERROR' })
  })
})
