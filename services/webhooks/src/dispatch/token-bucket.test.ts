import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bucketSize, takeTokens, tokensIn } from './token-bucket.ts'

const limits = [1, 2, 3, 7, 10, 49, 50, 99, 100, 333, 999, 1_000]
const full = (perSecond: number) => ({ perSecond, fullInUs: 0 })

/** Numbers from 0 to below 1, the same in every run. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

describe('a bucket of tokens', () => {
  it('holds a tenth of a second, and one at the least', () => {
    assert.deepEqual([1, 10, 11, 250, 1_000].map(bucketSize), [1, 1, 2, 25, 100])
    for (const perSecond of limits) assert.equal(tokensIn(full(perSecond)), bucketSize(perSecond))
  })
  it('is empty after its size was taken, and gives a turn when there is something to take', () => {
    for (const perSecond of limits) {
      const { pauseUs, ...empty } = takeTokens(full(perSecond), bucketSize(perSecond))
      assert.equal(tokensIn(empty), 0)
      const wanted = Math.max(1, Math.floor(perSecond / 50))
      const later = { ...empty, fullInUs: empty.fullInUs - pauseUs }
      assert.equal(tokensIn(later), wanted, `${perSecond} a second`)
      assert.ok(pauseUs <= 1_000_000)
    }
  })
  it('asks for no pause while it holds enough for a turn', () => {
    assert.equal(takeTokens(full(1_000), 80).pauseUs, 0)
    assert.equal(takeTokens(full(1_000), 81).pauseUs, 1_000)
  })
  it('starts no more in any second than the limit and one bucket, whenever it is asked, and no fewer in the long run', () => {
    for (const perSecond of limits) {
      const draw = random(perSecond)
      const starts: number[] = []
      let [nowUs, fullAtUs] = [0, 0]
      for (let turn = 0; turn < 2_000; turn++) {
        const bucket = { perSecond, fullInUs: fullAtUs - nowUs }
        // A quantum at the most, and at times fewer are due; the row keeps whole microseconds.
        const taken = Math.min(tokensIn(bucket), 8, Math.floor(draw() * 12))
        const left = takeTokens(bucket, taken)
        assert.ok(Number.isInteger(left.fullInUs) && left.fullInUs >= 0 && left.fullInUs <= 1_001_000)
        for (let one = 0; one < taken; one++) starts.push(nowUs)
        fullAtUs = nowUs + left.fullInUs
        // Now and then a process freezes for 20 s.
        nowUs += turn % 97 === 0 ? 20_000_000 : Math.floor(draw() * 40_000)
      }
      const most = perSecond + bucketSize(perSecond)
      for (const [at, startedUs] of starts.entries()) {
        const next = starts[at + most]
        if (next !== undefined) assert.ok(next - startedUs >= 1_000_000, `${perSecond} a second, start ${at}`)
      }
    }
  })
  it('gives its rate to an endpoint that always has something due', () => {
    for (const perSecond of limits) {
      let [nowUs, fullAtUs, taken] = [0, 0, 0]
      while (nowUs < 10_000_000) {
        const bucket = { perSecond, fullInUs: fullAtUs - nowUs }
        const left = takeTokens(bucket, tokensIn(bucket))
        taken += tokensIn(bucket)
        fullAtUs = nowUs + left.fullInUs
        nowUs += left.pauseUs
      }
      assert.ok(
        Math.abs(taken - bucketSize(perSecond) - 10 * perSecond) <= 1 + perSecond / 50,
        `${taken} at ${perSecond}`,
      )
    }
  })
  it('is empty, and not in debt for an hour, when the clock was set back by one', () => {
    const bucket = { perSecond: 10, fullInUs: 3_600_000_000 }
    assert.equal(tokensIn(bucket), 0)
    assert.deepEqual(takeTokens(bucket, 0), { perSecond: 10, fullInUs: 100_000, pauseUs: 100_000 })
  })
  it('never takes more than its column holds, in a million turns', () => {
    let bucket = full(3)
    for (let turn = 0; turn < 1_000_000; turn++) {
      const { pauseUs, fullInUs } = takeTokens(bucket, tokensIn(bucket))
      bucket = { perSecond: 3, fullInUs: fullInUs - pauseUs }
    }
    assert.ok(Number.isInteger(bucket.fullInUs) && Math.abs(bucket.fullInUs) <= 1_000_000)
  })
})
