import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Bucket, evaluate } from './bucket.ts'
import type { Policy } from './limiter.ts'

const stepsEach = 250_000
// Limits that divide their windows and such that do not, the largest that tiers and proxies ask for.
const policies: Policy[] = (
  [
    ['window', 1_000_000, 3_600],
    ['gcra', 7, 3_600],
    ['gcra', 1_000_000, 3_600],
    ['gcra', 997, 1],
  ] as const
).map(([algorithm, limit, windowSeconds]) => ({ bucket: 'b', name: 'n', algorithm, limit, windowSeconds, cost: 1 }))

describe('the numbers of a bucket', () => {
  for (const policy of policies) {
    const { algorithm, limit, windowSeconds } = policy
    it(`stay whole, exact and within their limits: ${algorithm}, ${limit} in ${windowSeconds} s`, () => {
      let bucket: Bucket | undefined
      let [nowUs, state] = [1_767_225_600_000_000, 1]
      for (let step = 0; step < stepsEach; step++) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
        // Mostly onwards by up to three places, at times far, at times back.
        const placeUs = (windowSeconds * 1_000_000) / limit
        nowUs += Math.floor(
          state % 1_000 === 0 ? (state % 3 === 0 ? -5_000_000 : placeUs * 50) : (state / 2 ** 32) * placeUs * 3,
        )
        const cost = state % 97 === 0 ? Math.min(limit, 5) : 1
        const { isAllowed, retryAfterUs, before, after } = evaluate({ ...policy, cost }, bucket, nowUs)
        if (isAllowed) bucket = after.bucket
        const numbers = [retryAfterUs, before.remaining, before.resetUs, bucket?.atUs ?? 0, bucket?.part ?? 0]
        const areWhole = numbers.every((number) => Number.isSafeInteger(number) && number >= 0)
        const isWithin = before.remaining <= limit && before.resetUs <= windowSeconds * 1_000_000 + 1
        if (!areWhole || !isWithin) assert.fail(`${JSON.stringify({ numbers, bucket })} at ${step}`)
      }
    })
  }
})
