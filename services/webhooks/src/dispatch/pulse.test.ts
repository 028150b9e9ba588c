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
