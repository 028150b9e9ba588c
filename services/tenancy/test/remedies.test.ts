import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { startLedger } from './ledger.ts'
import { apply, customerOf, histories, type LedgerPlans, sumOf, travels } from './plan-worlds.ts'

let t: LedgerPlans
let goOn: (ms: number) => Promise<void>
before(async () => {
  t = await startLedger()
  goOn = travels(t)
})

const question = fc.record({
  feature: fc.constantFrom('credits', 'chat', 'mails', 'mails', 'storage', 'domains', 'exports', 'unheard-of'),
  quantity: fc.integer({ min: 1, max: 150 }),
})

describe('an explained check of generated plans', () => {
  it('offers only what, done, makes the same check allowed, and its ladder adds up to the limit', async () => {
    const done = new Map<string, number>()
    const kinds = ['assign', 'boost', 'reactivate', 'wait']
    // Every kind is offered and done: some are rare.
    for (let round = 0; round < 10 && !kinds.every((kind) => done.has(kind)); round++) await checkPlans(done)
    assert.deepEqual([...done.keys()].sort(), kinds, JSON.stringify([...done]))
  })
})

/** Does each remedy of 50 generated plans, and counts them by kind. */
const checkPlans = (done: Map<string, number>) =>
  fc.assert(
    fc.asyncProperty(histories, question, fc.boolean(), async (history, { feature, quantity }, isOwn) => {
      for (let place = 0; ; place++) {
        const { namespace } = await customerOf(t, goOn, history, isOwn)
        const explained = await t.check(namespace.id, feature, quantity, true)
        assertSum(explained)
        const remedies = explained.explanation?.remedies ?? assert.fail('nothing was explained')
        if (explained.isAllowed) assert.deepEqual(remedies, [])
        const remedy = remedies[place]
        if (remedy === undefined) return
        await apply(t, goOn, remedy)
        const { isAllowed, reason } = await t.check(namespace.id, feature, quantity)
        assert.deepEqual([isAllowed, reason], [true, ''], JSON.stringify({ remedy, explained }))
        done.set(remedy.kind, (done.get(remedy.kind) ?? 0) + 1)
      }
    }),
    { numRuns: 50, endOnFailure: true },
  )

function assertSum(explained: Awaited<ReturnType<LedgerPlans['check']>>): void {
  const { reason, limit, isUnlimited, explanation } = explained
  const sum = sumOf(explained)
  if (reason !== '' && reason !== 'LIMIT_EXCEEDED') assert.equal(explanation?.counted, undefined)
  else if (limit !== undefined) assert.equal(sum, limit, JSON.stringify(explained))
  else assert.equal(sum, isUnlimited ? 'unlimited' : 'on', JSON.stringify(explained))
}
