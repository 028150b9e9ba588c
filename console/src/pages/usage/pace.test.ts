import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lineOf, type PaceQuestion, paceOf } from './pace.ts'

const day = 86_400_000
const pointsOf = (...used: number[]) => used.map((one, index) => ({ at: index * day, used: one }))
const ask = (question: Partial<PaceQuestion>) =>
  paceOf({ points: pointsOf(0, 10, 20), limit: 100, windowStart: undefined, windowEnd: undefined, ...question })

describe('the pace of a feature', () => {
  it('meets the limit at a moment, where the window does not end before', () => {
    assert.deepEqual(ask({}), { kind: 'meets', perDay: 10, meetsAt: 10 * day })
    assert.deepEqual(ask({ windowEnd: 11 * day }), { kind: 'meets', perDay: 10, meetsAt: 10 * day })
    assert.deepEqual(ask({ windowEnd: 10 * day }), { kind: 'within', perDay: 10, endsAt: 10 * day, used: 100 })
    assert.deepEqual(ask({ windowEnd: 5 * day }), { kind: 'within', perDay: 10, endsAt: 5 * day, used: 50 })
  })
  it('is that of the window which counts now, which began at 0', () => {
    const points = pointsOf(900, 950, 5, 15)
    assert.deepEqual(ask({ points, windowStart: 1.5 * day }), { kind: 'meets', perDay: 10, meetsAt: 11.5 * day })
    assert.deepEqual(ask({ windowStart: -30 * day }), ask({}))
  })
  it('is none where the usage does not grow, and where less than an hour is known', () => {
    assert.deepEqual(ask({ points: pointsOf(20, 20, 20) }), { kind: 'still' })
    assert.deepEqual(ask({ points: pointsOf(30, 20, 10) }), { kind: 'still' })
    assert.deepEqual(ask({ points: [] }), { kind: 'early' })
    assert.deepEqual(ask({ points: pointsOf(5) }), { kind: 'early' })
    assert.deepEqual(ask({ windowStart: 2 * day - 1_000 }), { kind: 'early' })
  })
  it('says so of a limit of zero, of none, and of one that is reached', () => {
    assert.deepEqual(ask({ limit: 0 }), { kind: 'zero' })
    assert.deepEqual(ask({ limit: null }), { kind: 'excluded' })
    assert.deepEqual(ask({ limit: 20 }), { kind: 'over' })
    assert.deepEqual(ask({ limit: 19 }), { kind: 'over' })
    assert.deepEqual(ask({ limit: 'unlimited' }), { kind: 'unlimited', perDay: 10 })
  })
})

describe('the dashed line', () => {
  const now = { at: 2 * day, used: 20 }
  it('ends where the limit is met, the window ends, or the chart does', () => {
    assert.deepEqual(lineOf(ask({}), now, 20 * day), { at: 10 * day, used: 100 })
    assert.deepEqual(lineOf(ask({}), now, 4 * day), { at: 4 * day, used: 40 })
    assert.deepEqual(lineOf(ask({ windowEnd: 5 * day }), now, 20 * day), { at: 5 * day, used: 50 })
    assert.deepEqual(lineOf(ask({ limit: 'unlimited' }), now, 3 * day), { at: 3 * day, used: 30 })
  })
  it('is not there without a pace', () => {
    for (const limit of [0, null, 20]) assert.equal(lineOf(ask({ limit }), now, 20 * day), undefined)
    assert.equal(lineOf(ask({}), now, 2 * day), undefined)
  })
})
