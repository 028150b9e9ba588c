import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { limits, retryAfterSeconds, retryWait } from './limits.ts'

const times = { timeout: 30_000, totalTimeout: 120_000, maxRetries: 2, retryDelay: 500, maxRetryWait: 30_000 }
const now = Date.UTC(2026, 0, 5, 10, 0, 0)

describe('the wait before a retry', () => {
  it('doubles its bound with each retry, up to 8 s', () => {
    const longest = [1, 2, 3, 4, 5, 6, 20].map((retry) => retryWait(retry, undefined, times, 1))
    assert.deepEqual(longest, [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
    assert.equal(retryWait(3, undefined, times, 0), 0)
  })

  it('is never less than Retry-After, and not at all when that is more than maxRetryWait', () => {
    assert.equal(retryWait(1, 4, times, 0), 4_000)
    assert.equal(retryWait(1, 30, times, 0), 30_000)
    assert.equal(retryWait(1, 30.001, times, 0), undefined)
  })

  it('spreads over the bound after Retry-After, so that a herd does not come back at once', () => {
    assert.deepEqual(
      [0, 0.5, 1].map((random) => retryWait(2, 4, times, random)),
      [4_000, 4_500, 5_000],
    )
  })
})

describe('Retry-After', () => {
  it('is a number of seconds or an HTTP date; a date gone by is now', () => {
    const read = (header: string) => retryAfterSeconds(header, now)
    assert.deepEqual(
      ['0', '86400', '1.5', 'Mon, 05 Jan 2026 10:00:07 GMT', 'Mon, 05 Jan 2026 09:00:00 GMT'].map(read),
      [0, 86_400, 1.5, 7, 0],
    )
  })

  it('is nothing when it is nonsense', () => {
    for (const header of ['', 'soon', '-1', '1e9', 'NaN', 'Infinity', '2026-01-05', '10 s', '0x10']) {
      assert.equal(retryAfterSeconds(header, now), undefined, header)
    }
    assert.equal(retryAfterSeconds(undefined, now), undefined)
  })
})

describe('limits', () => {
  it('are those of the call, else those of the client', () => {
    assert.deepEqual(limits({ timeout: 10, maxRetries: 0 }, times), { ...times, timeout: 10, maxRetries: 0 })
  })

  it('must be numbers', () => {
    for (const value of [Number.NaN, -1, '5s' as never]) {
      assert.throws(() => limits({ timeout: value }, times), {
        name: 'SdkError',
        message: 'timeout must be a number, 0 or more.',
      })
    }
  })
})
