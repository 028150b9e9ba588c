import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { allot, type Candidate } from './allotment.ts'
import { defaultTuning } from './tuning.ts'

const candidate = (endpointId: string, changes: Partial<Candidate> = {}): Candidate => ({
  endpointId,
  windowSize: 32,
  live: 0,
  isProbing: false,
  averageMs: 10,
  failureRate: 0,
  ...changes,
})
const idle = { total: 20, busyHealthy: 0, busySlow: 0 }
const counts = (candidates: Candidate[], slots = idle) =>
  allot(candidates, slots, defaultTuning).map(({ endpointId, count }) => [endpointId, count])

describe('a turn', () => {
  it('gives each endpoint a quantum, longest waiting first, until the slots are used up', () => {
    assert.deepEqual(counts([candidate('a'), candidate('b'), candidate('c'), candidate('d')]), [
      ['a', 8],
      ['b', 8],
      ['c', 4],
    ])
  })
  it('leaves an endpoint within its window, leases of other dispatchers counted', () => {
    assert.deepEqual(counts([candidate('a', { windowSize: 4, live: 3 }), candidate('b', { windowSize: 2, live: 2 })]), [
      ['a', 1],
    ])
  })
  it('gives a probing endpoint one delivery', () => {
    assert.deepEqual(counts([candidate('a', { isProbing: true })]), [['a', 1]])
    assert.deepEqual(counts([candidate('a', { isProbing: true, live: 1 })]), [])
  })
  it('keeps slow and failing endpoints to a fifth of the slots', () => {
    const slow = [candidate('a', { averageMs: 3_000 }), candidate('b', { failureRate: 0.9 }), candidate('c')]
    assert.deepEqual(counts(slow), [
      ['a', 4],
      ['c', 8],
    ])
    assert.deepEqual(counts(slow, { ...idle, busySlow: 4 }), [['c', 8]])
  })
  it('lets healthy endpoints borrow from the slow lane', () => {
    assert.deepEqual(counts([candidate('a')], { ...idle, busyHealthy: 17 }), [['a', 3]])
  })
})
