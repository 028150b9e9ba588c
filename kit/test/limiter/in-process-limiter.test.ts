import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inProcessLimiter } from '@plinth/kit/limiter'
import { burst, freshBucket, hour, limiterContract } from './limiter.contract.ts'

class HandClock {
  ms = 0
  now(): Date {
    return new Date(this.ms)
  }
  monotonicMs(): number {
    return this.ms
  }
}

limiterContract('in-process limiter', async () => {
  const clock = new HandClock()
  return {
    limiter: inProcessLimiter({ clock }),
    setTimeUs: (us) => {
      clock.ms = us / 1000
    },
    stepUs: 1000,
  }
})

describe('in-process limiter', () => {
  it('enforces its share of a limit, at least one call', async () => {
    const limiter = inProcessLimiter({ clock: new HandClock(), share: () => 3 })
    const bucket = freshBucket()
    const allowed = async (limit: number): Promise<number> => {
      let count = 0
      for (let call = 0; call < 20; call++)
        if ((await limiter.take([hour(`${bucket}${limit}`, limit)])).isAllowed) count++
      return count
    }
    assert.deepEqual([await allowed(10), await allowed(2), await allowed(0)], [3, 1, 0])
  })

  it('is not shut by a clock that was set back', async () => {
    const clock = new HandClock()
    clock.ms = 100_000_000
    const limiter = inProcessLimiter({ clock })
    const bucket = freshBucket()
    const call = () => limiter.take([hour(bucket, 1), burst(bucket, 1)])
    assert.equal((await call()).isAllowed, true)
    clock.ms = 0
    const { states } = await call()
    assert.deepEqual(
      states.map(({ resetMs }) => resetMs),
      [3_600_000, 10_000],
    )
  })
})
