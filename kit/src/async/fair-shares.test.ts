import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { FairShares, noHolder } from './fair-shares.ts'

describe('fair shares', () => {
  it('never more than a fifth for one, never more than there is, and nothing is lost', () => {
    const holder = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', noHolder)
    const step = fc.record({ holder, amount: fc.integer({ min: 1, max: 7 }), isGiven: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const shares = new FairShares(20)
        const held: { holder: string; amount: number }[] = []
        const sumOf = (one: string) =>
          held.filter(({ holder }) => holder === one).reduce((sum, { amount }) => sum + amount, 0)
        for (const { holder, amount, isGiven } of steps) {
          if (isGiven) {
            const given = held.shift()
            if (given !== undefined) shares.give(given.holder, given.amount)
          } else {
            const total = held.reduce((sum, taken) => sum + taken.amount, 0)
            const fits = total + amount <= 20 && (holder === noHolder || sumOf(holder) + amount <= 4)
            assert.equal(shares.take(holder, amount), fits)
            if (fits) held.push({ holder, amount })
          }
          assert.equal(
            shares.total,
            held.reduce((sum, taken) => sum + taken.amount, 0),
          )
        }
      }),
    )
  })

  it('what a holder has already counts, whatever it exceeds', () => {
    const shares = new FairShares(10)
    shares.add('a', 12)
    assert.deepEqual([shares.total, shares.isWithinShare('a'), shares.isWithinShare('b')], [12, false, true])
    shares.give('a', 12)
    assert.deepEqual([shares.total, shares.take('a', 2)], [0, true])
  })

  it('a holder has one at least', () => {
    const shares = new FairShares(1)
    assert.equal(shares.take('a'), true)
    assert.equal(shares.areTaken, true)
    assert.equal(shares.take('b'), false)
  })
})
