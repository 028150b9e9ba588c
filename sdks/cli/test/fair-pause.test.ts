import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fairPauseMs } from '../src/own/logs/fair-pause.ts'

const nowMs = 1_800_000_000_000
const headers = (remaining: number, seconds: number) => ({
  'x-ratelimit-remaining': `${remaining}`,
  'x-ratelimit-reset': `${nowMs / 1_000 + seconds}`,
})

describe('the pause of a follower', () => {
  it('leaves half of the calls to others', () => {
    assert.equal(fairPauseMs(headers(1_000, 3_600), nowMs, 1), 7_200)
    assert.equal(fairPauseMs(headers(1_000, 3_600), nowMs, 2), 14_400)
  })
  it('ends when the limit begins anew, however many calls it was for', () => {
    for (const remaining of [0, 1]) assert.equal(fairPauseMs(headers(remaining, 60), nowMs, 2), 60_000)
  })
  it('is none without a limit, or when it has begun anew', () => {
    assert.equal(fairPauseMs({}, nowMs, 1), 0)
    assert.equal(fairPauseMs(headers(0, -1), nowMs, 1), 0)
    assert.ok(fairPauseMs(headers(2_147_483_647, 3_600), nowMs, 2) < 1)
  })
})
