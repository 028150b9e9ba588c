import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { allot, type Candidate } from './allotment.ts'
import { HostSlots } from './host-slots.ts'
import { defaultTuning } from './tuning.ts'

const candidate = (endpointId: string, changes: Partial<Candidate> = {}): Candidate => ({
  endpointId,
  host: `${endpointId}.example.com`,
  windowSize: 32,
  live: 0,
  isProbing: false,
  averageMs: 10,
  failureRate: 0,
  perSecond: null,
  fullInUs: 0,
  ...changes,
})
const idle = { total: 20, busyHealthy: 0, busySlow: 0, hosts: new HostSlots(64) }
const counts = (candidates: Candidate[], slots = idle) =>
  allot(candidates, slots, defaultTuning).flatMap(({ endpointId, count }) => (count > 0 ? [[endpointId, count]] : []))

describe('a claim cycle', () => {
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
  it('gives the endpoints of one host together no more than is free for it', () => {
    const hosts = new HostSlots(10)
    for (let taken = 0; taken < 3; taken++) hosts.take('one.example.com')
    const of = (endpointId: string) => candidate(endpointId, { host: 'one.example.com', windowSize: 5 })
    assert.deepEqual(counts([of('a'), of('b'), of('c'), candidate('d')], { ...idle, hosts }), [
      ['a', 5],
      ['b', 2],
      ['d', 8],
    ])
    assert.deepEqual(hosts.full(), [])
    for (let taken = 0; taken < 7; taken++) hosts.take('one.example.com')
    assert.deepEqual(hosts.full(), ['one.example.com'])
    assert.deepEqual(counts([of('a')], { ...idle, hosts }), [])
    hosts.release('one.example.com')
    assert.deepEqual(counts([of('a')], { ...idle, hosts }), [['a', 1]])
  })
  it('gives an endpoint with a rate limit no more than it has tokens', () => {
    const limited = candidate('a', { perSecond: 50 })
    assert.deepEqual(counts([limited, candidate('b', { perSecond: 50, fullInUs: 60_000 }), candidate('c')]), [
      ['a', 5],
      ['b', 2],
      ['c', 8],
    ])
    assert.deepEqual(counts([candidate('a', { perSecond: 50, fullInUs: 90_000 })]), [])
  })
  it('says what keeps an endpoint from more: its quantum, its window, its rate, the slots, or those of its host', () => {
    const limits = (candidates: Candidate[], slots = idle) =>
      allot(candidates, slots, defaultTuning).map(({ count, limit }) => [count, limit])
    assert.deepEqual(limits([candidate('a'), candidate('b', { windowSize: 4 }), candidate('c'), candidate('d')]), [
      [8, 'quantum'],
      [4, 'window'],
      [8, 'slots'],
      [0, 'slots'],
    ])
    assert.deepEqual(limits([candidate('a', { live: 24 }), candidate('b', { live: 32 })]), [
      [8, 'window'],
      [0, 'window'],
    ])
    assert.deepEqual(limits([candidate('a')], { ...idle, hosts: new HostSlots(3) }), [[3, 'host']])
    assert.deepEqual(limits([candidate('a', { perSecond: 1 }), candidate('b', { perSecond: 1, fullInUs: 1 })]), [
      [1, 'rate'],
      [0, 'rate'],
    ])
  })
})
