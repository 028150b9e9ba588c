import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { outcome, startLedger } from './ledger.ts'
import { changing, ofWorkspace as ownerType, wanted } from './namespaces.ts'
import { type LedgerPlans, sumOf } from './plan-worlds.ts'
import { dayMs, ofNamespace, ofWorkspace } from './plans.ts'

let t: LedgerPlans
before(async () => {
  t = await startLedger()
})

const explain = (namespaceId: string, feature: string, quantity = 1) => t.check(namespaceId, feature, quantity, true)

describe('the ladder of an explained check adds up to the limit', () => {
  const ladder = async (namespaceId: string, feature: string, quantity: number) => {
    const explained = await explain(namespaceId, feature, quantity)
    return [explained.isAllowed, sumOf(explained), explained.limit, explained.available]
  }
  const withCredits = async (used: number) => {
    const { namespace, workspace } = await t.newOwner()
    const owner = ofNamespace(namespace.id)
    const { id } = await t.assign(owner, 'small')
    if (used > 0) await t.record(namespace.id, 'credits', used)
    return { namespace, workspace, owner, id }
  }

  for (const [used, asked, isAllowed, available] of [
    [50, 50, true, 50],
    [90, 20, false, 10],
    [100, 1, false, 0],
  ] as const) {
    it(`limit 100: used ${used} + ${asked}`, async () => {
      const { namespace } = await withCredits(used)
      assert.deepEqual(await ladder(namespace.id, 'credits', asked), [isAllowed, 100, 100, available])
    })
  }

  it('boost 50: limit 150', async () => {
    const { namespace, owner } = await withCredits(0)
    await t.boost(owner)
    assert.deepEqual(await ladder(namespace.id, 'credits', 150), [true, 150, 150, 150])
  })

  it('suspend: denied; reactivate: allowed', async () => {
    const { namespace, owner, id } = await withCredits(0)
    await t.assignments.suspendAssignment({ owner, id }, t.operator)
    assert.deepEqual(await ladder(namespace.id, 'credits', 1), [false, undefined, undefined, undefined])
    await t.assignments.reactivateAssignment({ owner, id }, t.operator)
    assert.deepEqual(await ladder(namespace.id, 'credits', 1), [true, 100, 100, 100])
  })

  it('base A, then B: A is crossed out', async () => {
    const { namespace, owner } = await withCredits(0)
    await t.assign(owner, 'large')
    assert.deepEqual(await ladder(namespace.id, 'credits', 1_000), [true, 1_000, 1_000, 1_000])
    const [step] = (await explain(namespace.id, 'credits')).steps
    assert.deepEqual(step?.sources.map(({ code, status, reason }) => [code, status, reason]).sort(), [
      ['large', 'active', ''],
      ['small', 'cancelled', 'PACKAGE_CANCELLED'],
    ])
  })

  it('boolean with quantity 999: allowed, no limit', async () => {
    const { namespace } = await withCredits(0)
    assert.deepEqual(await ladder(namespace.id, 'domains', 999), [true, 'on', undefined, undefined])
  })

  it('workspace pool 10, one namespace used 6, another asks 5: denied', async () => {
    const { namespace, workspace, inWorkspace } = await t.newOwner()
    await t.assign(ofWorkspace(workspace.id), 'small')
    const made = await t.namespaces.createNamespace(wanted({ ownerType, ownerId: workspace.id }), inWorkspace)
    await t.record(namespace.id, 'mails', 6)
    assert.deepEqual(await ladder(made.namespace?.id ?? '', 'mails', 5), [false, 10, 10, 4])
  })
})

describe('an explained check', () => {
  it('names each package and boost with its reason, the balance that counts, and what would allow it', async () => {
    const { namespace, workspace } = await t.newOwner()
    const owner = ofWorkspace(workspace.id)
    const small = await t.assign(owner, 'small')
    const later = new Date(t.now().getTime() + 3 * dayMs)
    const coming = await t.boost(owner, { feature: 'mails', limit: 4, startsAt: later })
    const gone = await t.boost(owner, { feature: 'mails', limit: 2 })
    await t.boosts.deleteBoost({ owner, id: gone.id }, t.operator)
    await t.record(namespace.id, 'mails', 8)
    await t.reserve(namespace.id, 'mails', 1)

    const { steps, explanation, ...decision } = await explain(namespace.id, 'mails', 3)
    assert.deepEqual(outcome({ ...decision, steps }), [false, 'LIMIT_EXCEEDED', 8, 10, 1])
    assert.deepEqual(
      steps.map(({ level, ownerId, passedOverBecause, sources }) => [
        level,
        ownerId,
        passedOverBecause,
        sources.length,
      ]),
      [
        ['namespace', namespace.id, 'FEATURE_NOT_INCLUDED', 0],
        ['workspace', workspace.id, '', 3],
      ],
    )
    const isOver = (await t.boosts.listBoosts({ owner }, t.operator)).boosts.find(({ id }) => id === gone.id)
    const shared = { kind: 'boost', code: 'mails', name: 'mails' }
    assert.deepEqual(
      steps[1]?.sources.toSorted((one, other) => one.reason.localeCompare(other.reason)),
      [
        {
          ...{ id: small.id, kind: 'package', code: 'small', name: 'SMALL', status: 'active', reason: '' },
          ...{ startsAt: small.startsAt, expiresAt: undefined, grant: { $case: 'limit', value: 10 } },
        },
        {
          ...{
            ...shared,
            id: gone.id,
            status: 'expired',
            reason: 'BOOST_EXPIRED',
            grant: { $case: 'limit', value: 2 },
          },
          ...{ startsAt: gone.startsAt, expiresAt: isOver?.expiresAt },
        },
        {
          ...{ ...shared, id: coming.id, status: 'active', reason: 'NOT_STARTED', grant: { $case: 'limit', value: 4 } },
          ...{ startsAt: later, expiresAt: undefined },
        },
      ],
    )
    const { windowStart, windowEnd, ...counted } = explanation?.counted ?? assert.fail('nothing is counted')
    assert.deepEqual(counted, {
      ...{ level: 'workspace', ownerId: workspace.id, pool: 'mails', used: 8, reserved: 1 },
    })
    assert.equal((windowEnd?.getTime() ?? 0) - (windowStart?.getTime() ?? 0), 2 * dayMs + 3_600_000)
    assert.deepEqual(
      explanation?.remedies.map(({ kind, packageCode, limit, until }) => [kind, packageCode, limit, until]),
      [
        ['boost', '', 2, undefined],
        // The mails of this hour leave the window of two days before the boost begins.
        [
          'wait',
          '',
          undefined,
          new Date(Math.floor(t.now().getTime() / 3_600_000) * 3_600_000 + 2 * dayMs + 3_600_000),
        ],
      ],
    )
  })

  it('decides as the same check without an explanation, whose answer has none', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    for (const feature of ['credits', 'chat', 'storage', 'domains', 'exports', 'unheard-of']) {
      const plain = await t.check(namespace.id, feature, 101)
      assert.deepEqual(outcome(await explain(namespace.id, feature, 101)), outcome(plain))
      assert.deepEqual([plain.steps, plain.explanation], [[], undefined])
    }
  })

  it('has no remedies for an inactive namespace and for a feature that does not exist', async () => {
    const { namespace, inWorkspace } = await t.newOwner()
    assert.deepEqual((await explain(namespace.id, 'unheard-of')).explanation, { counted: undefined, remedies: [] })
    await t.namespaces.updateNamespace(changing(namespace.id, { isActive: false }), inWorkspace)
    const { reason, explanation } = await explain(namespace.id, 'credits')
    assert.deepEqual([reason, explanation], ['NAMESPACE_INACTIVE', { counted: undefined, remedies: [] }])
  })
})
