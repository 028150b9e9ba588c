import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { SystemClock } from './clock.ts'

const hourMs = 3_600_000

/** Sets the wall clock of the machine, and the monotonic clock. */
function machine(context: TestContext, wallMs: number) {
  const at = { wallMs, monotonicMs: 5_000 }
  context.mock.method(Date, 'now', () => at.wallMs)
  context.mock.method(performance, 'now', () => at.monotonicMs)
  return at
}

describe('a clock that follows another', () => {
  it('is that of the machine until it has heard the other', (context) => {
    machine(context, 7 * hourMs)
    assert.equal(new SystemClock().now().getTime(), 7 * hourMs)
  })

  it('goes by the other, with the test clock’s offset, however the machine’s clock is set', (context) => {
    const at = machine(context, 7 * hourMs)
    const clock = new SystemClock()
    clock.setOffset(10)
    const aheadMs = clock.follow({ time: new Date(6 * hourMs), askedMs: 4_980, answeredMs: 5_000 })
    // The other was asked 10 ms ago, give or take 10 ms and what its milliseconds leave out.
    assert.equal(aheadMs, hourMs - 10 - 11)
    assert.equal(clock.now().getTime(), 6 * hourMs + 10 + 10)
    at.wallMs = 0
    at.monotonicMs += 1_000
    assert.equal(clock.now().getTime(), 6 * hourMs + 1_020)
  })

  it('stays as it is where a reading does not tell that it is wrong', (context) => {
    machine(context, 0)
    const clock = new SystemClock()
    clock.follow({ time: new Date(hourMs), askedMs: 4_980, answeredMs: 5_000 })
    assert.equal(clock.follow({ time: new Date(hourMs + 5), askedMs: 4_980, answeredMs: 5_000 }) < 0, true)
    assert.equal(clock.now().getTime(), hourMs + 10)
    clock.follow({ time: new Date(hourMs + 50), askedMs: 4_980, answeredMs: 5_000 })
    assert.equal(clock.now().getTime(), hourMs + 60)
  })

  it('begins with the time of the machine where that may be right', (context) => {
    machine(context, hourMs)
    const clock = new SystemClock()
    assert.equal(clock.follow({ time: new Date(hourMs - 40), askedMs: 4_900, answeredMs: 5_000 }), 0)
    assert.equal(clock.now().getTime(), hourMs)
  })
})
