import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { Decision, Limiter, Policy } from '@plinth/kit/limiter'
import fc from 'fast-check'
import { Oracle } from './oracle.ts'

export interface LimiterUnderTest {
  limiter: Limiter
  /** The limiter's clock stands at this moment until it is set again. */
  setTimeUs(us: number): void
  /** The smallest step of its clock. */
  stepUs: number
}

interface Wait {
  isEdge: boolean
  us: number
}

const startUs = 1_800_000_000_000_000

export const hour = (bucket: string, limit: number, cost = 1): Policy => ({
  bucket,
  name: 'hour',
  algorithm: 'window',
  limit,
  windowSeconds: 3600,
  cost,
})

export const burst = (bucket: string, limit: number, cost = 1): Policy => ({
  bucket,
  name: 'burst',
  algorithm: 'gcra',
  limit,
  windowSeconds: 10,
  cost,
})

export const freshBucket = (): string => `{ws_${randomUUID()}}:key_1`

/** Promises of every driver of the limiter. */
export function limiterContract(name: string, start: () => Promise<LimiterUnderTest>): void {
  describe(`${name}: the contract of the limiter`, () => {
    let driver: LimiterUnderTest
    before(async () => {
      driver = await start()
    })
    after(() => driver.limiter.close())

    const takeAt = (ms: number, ...policies: Policy[]): Promise<Decision> => {
      driver.setTimeUs(startUs + ms * 1000)
      return driver.limiter.take(policies)
    }
    const allowedOf = async (count: number, ms: number, ...policies: Policy[]): Promise<number> => {
      let allowed = 0
      for (let call = 0; call < count; call++) if ((await takeAt(ms, ...policies)).isAllowed) allowed++
      return allowed
    }

    it('is shut for a window at the most when its clock is set back by a day', async () => {
      const dayMs = 86_400_000
      const policies = [hour(freshBucket(), 2), burst(freshBucket(), 2)]
      assert.equal(await allowedOf(3, 2 * dayMs, ...policies), 2)
      assert.equal(await allowedOf(3, dayMs, ...policies), 0)
      assert.equal(await allowedOf(3, dayMs + 3_600_000, ...policies), 2)
      assert.equal(await allowedOf(3, dayMs + 3_600_001, ...policies), 0)
    })

    it('opens a window at the first call and shuts it after its length', async () => {
      const bucket = freshBucket()
      const policy = hour(bucket, 3)
      assert.deepEqual(await takeAt(0, policy), {
        isAllowed: true,
        states: [{ policy, remaining: 2, resetMs: 3_600_000, retryAfterMs: 0 }],
      })
      assert.equal(await allowedOf(5, 1_000, policy), 2)
      assert.deepEqual(await takeAt(3_599_999, policy), {
        isAllowed: false,
        states: [{ policy, remaining: 0, resetMs: 1, retryAfterMs: 1 }],
      })
      assert.deepEqual(await takeAt(3_600_000, policy), {
        isAllowed: true,
        states: [{ policy, remaining: 2, resetMs: 3_600_000, retryAfterMs: 0 }],
      })
    })

    it('lets a full burst through at once, then refills evenly, call by call', async () => {
      const policy = burst(freshBucket(), 50)
      assert.equal(await allowedOf(60, 0, policy), 50)
      assert.deepEqual(await takeAt(0, policy), {
        isAllowed: false,
        states: [{ policy, remaining: 0, resetMs: 10_000, retryAfterMs: 200 }],
      })
      assert.equal(await allowedOf(2, 199, policy), 0)
      assert.equal(await allowedOf(2, 200, policy), 1)
      assert.equal(await allowedOf(60, 10_200, policy), 50)
    })

    it('is exact when the limit does not divide the window', async () => {
      const policy = burst(freshBucket(), 7)
      assert.equal(await allowedOf(9, 0, policy), 7)
      assert.equal(await allowedOf(9, 10_000, policy), 7)
      for (let call = 1; call <= 14; call++) {
        const dueMs = Math.ceil(10_000 + (call * 10_000) / 7)
        const decisions = [await takeAt(dueMs - 1, policy), await takeAt(dueMs, policy), await takeAt(dueMs, policy)]
        assert.deepEqual(
          decisions.map(({ isAllowed }) => isAllowed),
          [false, true, false],
          `the call due at ${dueMs} ms`,
        )
      }
    })

    it('spends nothing anywhere when one policy refuses, and says which', async () => {
      const bucket = freshBucket()
      const policies = [hour(bucket, 100), burst(bucket, 2), hour(`${bucket}:workspace`, 100)]
      assert.equal(await allowedOf(2, 0, ...policies), 2)
      const refused = await takeAt(0, ...policies)
      assert.equal(refused.isAllowed, false)
      assert.deepEqual(
        refused.states.map(({ remaining, retryAfterMs }) => [remaining, retryAfterMs]),
        [
          [98, 0],
          [0, 5_000],
          [98, 0],
        ],
      )
    })

    it('answers a cost of nothing without spending, also when nothing is left', async () => {
      const bucket = freshBucket()
      assert.equal(await allowedOf(2, 0, hour(bucket, 1)), 1)
      const free = hour(bucket, 1, 0)
      assert.deepEqual(await takeAt(10, free), {
        isAllowed: true,
        states: [{ policy: free, remaining: 0, resetMs: 3_599_990, retryAfterMs: 0 }],
      })
      const untouched = hour(freshBucket(), 5, 0)
      assert.deepEqual(await takeAt(10, untouched), {
        isAllowed: true,
        states: [{ policy: untouched, remaining: 5, resetMs: 0, retryAfterMs: 0 }],
      })
    })

    it('takes a changed limit at once: what was spent stays spent', async () => {
      const bucket = freshBucket()
      assert.equal(await allowedOf(10, 0, hour(bucket, 10)), 10)
      assert.equal(await allowedOf(10, 0, hour(bucket, 14)), 4)
      assert.equal(await allowedOf(1, 0, hour(bucket, 5)), 0)
    })

    it('refuses every call under a limit of 0', async () => {
      const bucket = freshBucket()
      assert.equal(await allowedOf(2, 0, hour(bucket, 0)), 0)
      assert.equal(await allowedOf(2, 0, burst(bucket, 0)), 0)
    })

    it('accepts exactly the limit of four times as many calls asked at once', async () => {
      driver.setTimeUs(startUs)
      const bucket = freshBucket()
      const policies = [hour(bucket, 250), hour(`${bucket}:workspace`, 1000)]
      const decisions = await Promise.all(Array.from({ length: 1000 }, () => driver.limiter.take(policies)))
      assert.equal(decisions.filter(({ isAllowed }) => isAllowed).length, 250)
    })

    it('never asks for longer patience than it takes: at the time of Retry-After the call passes', async () => {
      const policies = (bucket: string) => [hour(bucket, 4, 2), burst(bucket, 3, 2)]
      const bucket = freshBucket()
      let ms = 0
      for (let round = 0; round < 6; round++) {
        const decision = await takeAt(ms, ...policies(bucket))
        if (!decision.isAllowed) {
          const wait = Math.max(...decision.states.map(({ retryAfterMs }) => retryAfterMs))
          assert.equal((await takeAt(ms + wait - 1, ...policies(bucket))).isAllowed, false)
          ms += wait
          assert.equal((await takeAt(ms, ...policies(bucket))).isAllowed, true)
        }
      }
      assert.ok(ms > 3_600_000)
    })

    it('says of any history what the oracle says', async () => {
      const { stepUs } = driver
      const policy = fc.record({
        which: fc.integer({ min: 0, max: 3 }),
        cost: fc.integer({ min: 0, max: 4 }),
      })
      // The last call again at the very moment at which it would pass, or one step before it: there an error shows.
      const edge = fc.constantFrom<Wait>({ isEdge: true, us: 0 }, { isEdge: true, us: -stepUs })
      const some = fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 4_000_000 }))
      const call = fc.record({
        wait: fc.oneof(
          edge,
          some.map((us): Wait => ({ isEdge: false, us })),
        ),
        policies: fc.uniqueArray(policy, { selector: ({ which }) => which, minLength: 1, maxLength: 4 }),
      })
      const limits = fc.array(fc.integer({ min: 1, max: 23 }), { minLength: 4, maxLength: 4 })
      await fc.assert(
        fc.asyncProperty(limits, fc.array(call, { minLength: 1, maxLength: 60 }), async (limit, calls) => {
          const oracle = new Oracle()
          const bucket = freshBucket()
          let us = startUs
          let policies = calls[0]?.policies ?? []
          for (const { wait, policies: next } of calls) {
            if (!wait.isEdge) policies = next
            const waitUs = wait.isEdge ? Math.max(0, oracle.edgeUs + wait.us) : wait.us
            us += Math.ceil(waitUs / stepUs) * stepUs
            const asked = policies.map(
              ({ which, cost }): Policy => ({
                bucket,
                name: `p${which}`,
                algorithm: which % 2 === 0 ? 'window' : 'gcra',
                limit: limit[which] ?? 1,
                windowSeconds: which < 2 ? 7 : 3,
                cost,
              }),
            )
            driver.setTimeUs(us)
            assert.deepEqual(await driver.limiter.take(asked), oracle.take(asked, us))
          }
        }),
        { numRuns: 400 },
      )
    })
  })
}
