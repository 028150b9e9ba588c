import assert from 'node:assert/strict'
import { it } from 'node:test'
import { setImmediate as endOfRun } from 'node:timers/promises'
import { SystemClock } from '@plinth/kit/clock'
import { openLog } from '@plinth/kit/log'
import { followClock } from './follow-clock.ts'

const log = openLog({ level: 'silent', name: 'clock' })

for (const [aheadMs, sentence] of [
  [3_600_000, /^the clock of this machine is 3600 s ahead of that of PostgreSQL; .*NTP$/],
  [-61_000, /^the clock of this machine is 61 s behind that of PostgreSQL; .*NTP$/],
] as const)
  it(`a machine whose clock is ${aheadMs} ms off is reported, and its process goes by the other clock`, async () => {
    const clock = new SystemClock()
    const followed = followClock({ clock, ask: async () => new Date(Date.now() - aheadMs), log })
    try {
      await followed.asked
      await assert.rejects(followed.isRight(), { message: sentence })
      assert.ok(Math.abs(Date.now() - aheadMs - clock.now().getTime()) < 30_000)
    } finally {
      await followed.stop()
    }
  })

it('the clock of the machine is taken while no other can be asked', async () => {
  const clock = new SystemClock()
  const asks = [async () => undefined, () => Promise.reject(new Error('away'))]
  for (const ask of asks) {
    const followed = followClock({ clock, ask, log })
    try {
      await followed.asked
      await followed.isRight()
      assert.ok(Math.abs(Date.now() - clock.now().getTime()) < 30_000)
    } finally {
      await followed.stop()
    }
  }
})

it('a machine that was suspended, so that its monotonic clock is late, has the time asked for at once', async (context) => {
  // Only the look of each second comes.
  context.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] })
  const clock = new SystemClock()
  let asks = 0
  const ask = async () => {
    asks++
    return new Date(Date.now())
  }
  const followed = followClock({ clock, ask, log })
  try {
    await followed.asked
    await endOfRun()
    context.mock.timers.tick(1_000)
    assert.equal(asks, 1)
    const right = Date.now
    context.mock.method(Date, 'now', () => right() + 3_600_000)
    context.mock.timers.tick(1_000)
    assert.equal(asks, 2)
  } finally {
    await followed.stop()
  }
})
