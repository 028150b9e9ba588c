import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type EndpointHealth, recordSample, type Sample } from './endpoint-health.ts'

const fresh: EndpointHealth = { windowSize: 2, transportFailures: 0, openCount: 0, averageMs: 0, failureRate: 0 }
const limits = { windowMin: 1, windowMax: 4, random: 0.5, isOpen: false }
const ok: Sample = { outcome: 'ok', statusCode: 200, totalMs: 10 }
const timeout: Sample = { outcome: 'timeout', statusCode: 0, totalMs: 15_000 }
const answered = (statusCode: number): Sample => ({ outcome: 'http', statusCode, totalMs: 10 })

function after(samples: Sample[], start: EndpointHealth = fresh) {
  return samples.reduce<ReturnType<typeof recordSample>>(({ health }, sample) => recordSample(health, sample, limits), {
    health: start,
  })
}

describe('the window of an endpoint', () => {
  it('grows by one with every success, to its maximum', () => {
    assert.equal(after([ok]).health.windowSize, 3)
    assert.equal(after([ok, ok, ok, ok]).health.windowSize, 4)
  })
  it('is halved by a timeout and by 429, never below one', () => {
    assert.equal(after([ok, ok, timeout]).health.windowSize, 2)
    assert.equal(after([answered(429)]).health.windowSize, 1)
    assert.equal(after([timeout, timeout, timeout]).health.windowSize, 1)
  })
  it('stays with other failures', () => assert.equal(after([answered(500)]).health.windowSize, 2))
})

describe('the breaker of an endpoint', () => {
  it('opens for 30 s with the fifth attempt in a row without an answer', () => {
    assert.equal(after([timeout, timeout, timeout, timeout]).openForMs, undefined)
    assert.equal(after([timeout, timeout, timeout, timeout, timeout]).openForMs, 30_000)
  })
  it('counts only those in a row', () => {
    assert.equal(after([timeout, timeout, timeout, timeout, answered(500), timeout]).openForMs, undefined)
  })
  it('doubles with every probe that fails, to ten minutes', () => {
    const opened = Array.from({ length: 4 }, () => timeout)
    const openings = [5, 6, 7, 8, 9, 10, 11].map(
      (n) => after([...opened, ...Array.from({ length: n - 4 }, () => timeout)]).openForMs,
    )
    assert.deepEqual(openings, [30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000])
  })
  it('is not opened further by what was in flight when it opened', () => {
    const { health } = after([timeout, timeout, timeout, timeout, timeout])
    assert.equal(recordSample(health, timeout, { ...limits, isOpen: true }).openForMs, undefined)
  })
  it('closes with any answer', () => {
    const { health } = after([timeout, timeout, timeout, timeout, timeout, answered(500)])
    assert.deepEqual([health.openCount, health.transportFailures], [0, 0])
  })
  it('varies by a fifth', () => {
    const { health } = after([timeout, timeout, timeout, timeout])
    assert.equal(recordSample(health, timeout, { ...limits, random: 0 }).openForMs, 24_000)
    assert.equal(recordSample(health, timeout, { ...limits, random: 1 }).openForMs, 36_000)
  })
})

describe('the averages of an endpoint', () => {
  it('are numbers that their columns hold, a million exchanges long and in batches of any size', () => {
    for (const [seed, batch] of [1, 2, 3, 4, 11, 50].entries()) {
      const random = randomFrom(seed + 1)
      let health = after([answered(500)]).health
      for (let step = 1; step <= 200_000; step++) {
        const isUnlucky = random() < (step < 100_000 ? 0 : 0.001)
        health = recordSample(health, isUnlucky ? timeout : { ...ok, totalMs: step % 3 }, {
          ...limits,
          random: random(),
        }).health
        if (step % batch > 0) continue
        assert.ok(fitsReal(health.failureRate) && fitsReal(health.averageMs), `${JSON.stringify(health)} after ${step}`)
        health = { ...health, failureRate: Math.fround(health.failureRate), averageMs: Math.fround(health.averageMs) }
      }
    }
  })
  it('come to zero after successes alone, from the smallest number a column may hold too', () => {
    const rates = [1, 1.4e-45, 2.8e-45].map((failureRate) => {
      const start = { ...fresh, failureRate }
      return after(
        Array.from({ length: 100 }, () => ok),
        start,
      ).health.failureRate
    })
    assert.deepEqual(rates, [0, 0, 0])
  })
})

describe('an endpoint that never answers', () => {
  it('has counts that integers hold and a breaker that opens for 12 minutes at the most, however long it goes on', () => {
    let health = fresh
    for (let step = 0; step < 1_000_000; step++) {
      const { health: next, openForMs = 0 } = recordSample(health, timeout, { ...limits, random: 1 })
      assert.ok(openForMs <= 720_000)
      health = next
    }
    assert.deepEqual(
      [health.windowSize, health.transportFailures, health.openCount, Math.fround(health.failureRate)],
      [1, 1_000_000, 999_996, 1],
    )
  })
})

/** PostgreSQL refuses for a column of type real what would become zero or infinity there. */
const fitsReal = (value: number) => value === 0 || (Math.fround(value) !== 0 && Number.isFinite(Math.fround(value)))

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
