import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { afterBeat, type Beat, type Pulse } from './pulse.ts'

const fresh: Pulse = { windowSize: 2, transportFailures: 0, openCount: 0, averageMs: 0, failureRate: 0 }
const limits = { windowMin: 1, windowMax: 4, random: 0.5, isOpen: false }
const ok: Beat = { outcome: 'ok', statusCode: 200, totalMs: 10 }
const timeout: Beat = { outcome: 'timeout', statusCode: 0, totalMs: 15_000 }
const answered = (statusCode: number): Beat => ({ outcome: 'http', statusCode, totalMs: 10 })

function after(beats: Beat[], start: Pulse = fresh) {
  return beats.reduce<ReturnType<typeof afterBeat>>(({ pulse }, beat) => afterBeat(pulse, beat, limits), {
    pulse: start,
  })
}

describe('the window of an endpoint', () => {
  it('grows by one with every success, to its maximum', () => {
    assert.equal(after([ok]).pulse.windowSize, 3)
    assert.equal(after([ok, ok, ok, ok]).pulse.windowSize, 4)
  })
  it('is halved by a timeout and by 429, never below one', () => {
    assert.equal(after([ok, ok, timeout]).pulse.windowSize, 2)
    assert.equal(after([answered(429)]).pulse.windowSize, 1)
    assert.equal(after([timeout, timeout, timeout]).pulse.windowSize, 1)
  })
  it('stays with other failures', () => assert.equal(after([answered(500)]).pulse.windowSize, 2))
})

describe('the breaker of an endpoint', () => {
  it('opens for 30 s with the fifth exchange in a row that has no answer', () => {
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
    const { pulse } = after([timeout, timeout, timeout, timeout, timeout])
    assert.equal(afterBeat(pulse, timeout, { ...limits, isOpen: true }).openForMs, undefined)
  })
  it('closes with any answer', () => {
    const { pulse } = after([timeout, timeout, timeout, timeout, timeout, answered(500)])
    assert.deepEqual([pulse.openCount, pulse.transportFailures], [0, 0])
  })
  it('varies by a fifth', () => {
    const { pulse } = after([timeout, timeout, timeout, timeout])
    assert.equal(afterBeat(pulse, timeout, { ...limits, random: 0 }).openForMs, 24_000)
    assert.equal(afterBeat(pulse, timeout, { ...limits, random: 1 }).openForMs, 36_000)
  })
})

describe('the averages of an endpoint', () => {
  it('are numbers that their columns hold, a million exchanges long and in batches of any size', () => {
    for (const [seed, batch] of [1, 2, 3, 4, 11, 50].entries()) {
      const random = randomFrom(seed + 1)
      let pulse = after([answered(500)]).pulse
      for (let step = 1; step <= 200_000; step++) {
        const isUnlucky = random() < (step < 100_000 ? 0 : 0.001)
        pulse = afterBeat(pulse, isUnlucky ? timeout : { ...ok, totalMs: step % 3 }, {
          ...limits,
          random: random(),
        }).pulse
        if (step % batch > 0) continue
        assert.ok(fitsReal(pulse.failureRate) && fitsReal(pulse.averageMs), `${JSON.stringify(pulse)} after ${step}`)
        pulse = { ...pulse, failureRate: Math.fround(pulse.failureRate), averageMs: Math.fround(pulse.averageMs) }
      }
    }
  })
  it('come to zero after successes alone, from the smallest number a column may hold too', () => {
    const rates = [1, 1.4e-45, 2.8e-45].map((failureRate) => {
      const start = { ...fresh, failureRate }
      return after(
        Array.from({ length: 100 }, () => ok),
        start,
      ).pulse.failureRate
    })
    assert.deepEqual(rates, [0, 0, 0])
  })
})

describe('an endpoint that never answers', () => {
  it('has counts that integers hold and a breaker that opens for 12 minutes at the most, however long it goes on', () => {
    let pulse = fresh
    for (let step = 0; step < 1_000_000; step++) {
      const { pulse: next, openForMs = 0 } = afterBeat(pulse, timeout, { ...limits, random: 1 })
      assert.ok(openForMs <= 720_000)
      pulse = next
    }
    assert.deepEqual(
      [pulse.windowSize, pulse.transportFailures, pulse.openCount, Math.fround(pulse.failureRate)],
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
