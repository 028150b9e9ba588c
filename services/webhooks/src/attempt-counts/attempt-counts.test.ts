import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { added, addTo, countsOf } from './attempt-counts.ts'
import { bucketOf, latencyBuckets } from './latency.ts'

const fast = () => countsOf({ outcome: 'ok', totalMs: 8 })
const slow = () => countsOf({ outcome: 'http', totalMs: 1_024 })
const nothing = { ok: 0, failed: 0, timedOut: 0, refused: 0, latency: [] }

describe('counts of attempts', () => {
  it('add up in place, and as a new sum with every bucket', () => {
    const sum = fast()
    addTo(sum, slow())
    addTo(sum, countsOf({ outcome: 'timeout', totalMs: 1_024 }))
    addTo(sum, countsOf({ outcome: 'connect', totalMs: 1 }))
    const latency = Array<number>(latencyBuckets).fill(0)
    latency[bucketOf(8)] = 1
    latency[bucketOf(1_024)] = 2
    assert.deepEqual(added(sum, nothing), { ok: 1, failed: 1, timedOut: 1, refused: 1, latency })
    assert.deepEqual(added(nothing, sum), added(sum, nothing))
  })

  it('stay as they are where a new sum is made of them', () => {
    const [one, other] = [fast(), slow()]
    added(one, other)
    assert.deepEqual([one, other], [fast(), slow()])
  })
})
