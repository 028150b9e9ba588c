import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { SystemClock } from './clock.ts'

const hourMs = 3_600_000

/** Sets the wall clock of the machine, and the monotonic clock. */
function machine(context: TestContext, wallMs: number) {
  const at = { wallMs, monotonicMs: 5_000 }
  context.mock.method(Date, 'now', () => at.wallMs)
  context.mock.method(performance, 'now', () => at.monotonicMs)
  const pass = (ms: number) => {
    at.wallMs += ms
    at.monotonicMs += ms
  }
  /** Of another clock, which answers after so long, and says what it is in the middle of that. */
  const answer = (ofMs: number, tookMs: number) => async () => {
    pass(tookMs)
    return new Date(ofMs)
  }
  return { at, pass, answer }
}

describe('a clock that follows another', () => {
  it('is that of the machine until it has heard the other', async (context) => {
    machine(context, 7 * hourMs)
    const clock = new SystemClock()
    assert.equal(await clock.follow(async () => undefined), undefined)
    assert.equal(clock.now().getTime(), 7 * hourMs)
  })

  it('goes by the other, with the test clock’s offset, however the machine’s clock is set', async (context) => {
    const { at, pass, answer } = machine(context, 7 * hourMs)
    const clock = new SystemClock()
    clock.setOffset(10)
    const aheadMs = await clock.follow(answer(6 * hourMs, 20))
    // The other was read 10 ms ago, give or take 10 ms and what its milliseconds leave out.
    assert.equal(aheadMs, hourMs + 10 - 11)
    assert.equal(clock.now().getTime(), 6 * hourMs + 10 + 10)
    at.wallMs = 0
    pass(1_000)
    assert.equal(clock.now().getTime(), 6 * hourMs + 1_020)
  })

  it('stays as it is where an answer does not tell that it is wrong', async (context) => {
    const { answer } = machine(context, 0)
    const clock = new SystemClock()
    await clock.follow(answer(hourMs, 20))
    assert.equal(clock.now().getTime(), hourMs + 10)
    // It is 30 ms later by then: an answer 5 ms off leaves that open, one that is 50 ms off does not.
    await clock.follow(answer(hourMs + 25, 20))
    assert.equal(clock.now().getTime(), hourMs + 30)
    await clock.follow(answer(hourMs + 90, 20))
    assert.equal(clock.now().getTime(), hourMs + 100)
  })

  it('begins with the time of the machine where that may be right', async (context) => {
    const { answer } = machine(context, hourMs)
    const clock = new SystemClock()
    assert.equal(await clock.follow(answer(hourMs + 10, 100)), 0)
    assert.equal(clock.now().getTime(), hourMs + 100)
  })

  it('tells that the machine’s two clocks have moved against each other, until the other is asked again', async (context) => {
    const { at, pass, answer } = machine(context, hourMs)
    const clock = new SystemClock()
    pass(60_000)
    assert.equal(clock.movedMs, 0)
    at.wallMs += hourMs
    assert.equal(clock.movedMs, hourMs)
    await clock.follow(answer(2 * hourMs, 2))
    assert.equal(clock.movedMs, 0)
  })

  it('has a monotonic time that goes on while the machine is suspended, and never back when its clock is set', (context) => {
    const { at, pass } = machine(context, hourMs)
    const clock = new SystemClock()
    const beganMs = clock.monotonicMs()
    const passedMs = () => clock.monotonicMs() - beganMs
    pass(100)
    assert.equal(passedMs(), 100)
    at.wallMs += 2 * hourMs
    assert.equal(passedMs(), 100 + 2 * hourMs)
    pass(100)
    assert.equal(passedMs(), 200 + 2 * hourMs)
    at.wallMs -= 5 * hourMs
    pass(100)
    assert.equal(passedMs(), 300 + 2 * hourMs)
    // A clock that is slewed a little all the time tells of no suspension.
    for (let step = 0; step < 100; step++) {
      at.wallMs += 50
      passedMs()
    }
    assert.equal(passedMs(), 300 + 2 * hourMs)
  })
})
