import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bucketOf, latencyBuckets, quantileMs } from './latency.ts'

const of = (times: readonly number[]): number[] => {
  const latency = Array<number>(latencyBuckets).fill(0)
  for (const ms of times) latency[bucketOf(ms)] = (latency[bucketOf(ms)] ?? 0) + 1
  return latency
}

describe('response times in buckets', () => {
  it('give quantiles that are never too low and at most 19 % too high', () => {
    for (let ms = 1; ms <= 50_000; ms += 7) {
      const shown = quantileMs(of([ms]), 0.5) ?? 0
      assert.ok(shown >= Math.floor(ms) - 0.5 && shown <= ms * 1.19 + 0.5, `${ms} is shown as ${shown}`)
    }
  })
  it('have the quantiles of the times', () => {
    const times = of(Array.from({ length: 100 }, (_, at) => (at < 94 ? 16 : 1_024)))
    assert.deepEqual([quantileMs(times, 0.5), quantileMs(times, 0.94), quantileMs(times, 0.95)], [16, 16, 1_024])
  })
  it('have none without times', () => assert.equal(quantileMs([], 0.95), undefined))
  it('take times of no length and of any', () => {
    assert.deepEqual([bucketOf(0), bucketOf(1), bucketOf(10_000_000)], [0, 0, latencyBuckets - 1])
  })
})
