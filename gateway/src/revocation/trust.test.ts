import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Trust } from './trust.ts'

/** Sends beat n at one time and has it back at another. */
function beat(trust: Trust, n: number, sentMs: number, backMs: number): boolean {
  trust.sent(n, sentMs)
  return trust.cameBack(n, backMs)
}

describe('the trust in caches', () => {
  it('on a bus for one process holds from the first beat that comes back, for 3 s from its sending', () => {
    const trust = new Trust()
    assert.equal(trust.holds(0), false)
    assert.equal(trust.hearsAllSinceMs, Number.NEGATIVE_INFINITY)
    assert.equal(beat(trust, 1, 0, 100), true)
    assert.deepEqual([trust.holds(2_999), trust.holds(3_000)], [true, false])
  })

  it('among others waits for a beat that was sent after one came back', () => {
    const trust = new Trust()
    trust.gap()
    trust.sent(1, 0)
    trust.sent(2, 50)
    assert.equal(trust.cameBack(1, 100), false)
    assert.equal(trust.cameBack(2, 110), false)
    assert.equal(trust.holds(120), false)
    assert.equal(beat(trust, 3, 1_000, 1_010), true)
    assert.deepEqual([trust.holds(1_010), trust.holds(3_999), trust.holds(4_000)], [true, true, false])
  })

  it('goes on with every beat that comes back in time, and begins anew after one that was late', () => {
    const trust = new Trust()
    trust.gap()
    const began = [beat(trust, 1, 0, 10), beat(trust, 2, 1_000, 1_010), beat(trust, 3, 2_000, 2_010)]
    assert.deepEqual(began, [false, true, false])
    assert.equal(beat(trust, 4, 4_900, 5_000), false)
    assert.equal(trust.holds(5_000), false)
    assert.equal(beat(trust, 5, 5_900, 5_910), true)
  })

  it('ends with a gap, before which no beat counts, and hears everything since the first that comes back after it', () => {
    const trust = new Trust()
    trust.gap()
    beat(trust, 1, 0, 10)
    beat(trust, 2, 1_000, 1_010)
    assert.equal(trust.hearsAllSinceMs, 10)
    trust.sent(3, 2_000)
    trust.gap()
    assert.equal(trust.cameBack(3, 2_010), false)
    assert.deepEqual([trust.holds(2_010), trust.hearsAllSinceMs], [false, Number.POSITIVE_INFINITY])
    beat(trust, 4, 3_000, 3_010)
    assert.equal(trust.hearsAllSinceMs, 3_010)
  })

  it('takes no beat that is 3 s old, or that it never sent', () => {
    const trust = new Trust()
    trust.sent(1, 0)
    trust.sent(2, 3_000)
    assert.equal(trust.cameBack(1, 3_001), false)
    assert.equal(trust.cameBack(9, 3_001), false)
    assert.equal(trust.holds(3_001), false)
  })
})
