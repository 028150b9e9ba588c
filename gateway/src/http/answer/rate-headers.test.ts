import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PolicyState } from '@plinth/kit/limiter'
import { rateHeaders } from './rate-headers.ts'

const now = new Date(1_700_000_000_500)
const state = (name: string, limit: number, remaining: number, resetMs: number): PolicyState => ({
  policy: {
    bucket: `b:${limit}`,
    name,
    algorithm: name === 'burst' ? 'gcra' : 'window',
    limit,
    windowSeconds: name === 'burst' ? 10 : 3_600,
    cost: 1,
  },
  remaining,
  resetMs,
  retryAfterMs: 0,
})

describe('rate-limit headers', () => {
  it('tell the hour with the fewest calls left, and each policy once', () => {
    const states = [
      state('hour', 1_000, 900, 60_000),
      state('burst', 50, 49, 200),
      state('hour', 10_000, 40, 90_000),
      state('burst', 200, 12, 9_400),
    ]
    assert.deepEqual(rateHeaders({ isAllowed: true, states }, now, true), {
      'X-RateLimit-Limit': '10000',
      'X-RateLimit-Remaining': '40',
      'X-RateLimit-Reset': '1700000091',
      'RateLimit-Policy': '"hour";q=10000;w=3600, "burst";q=200;w=10',
      RateLimit: '"hour";r=40;t=90, "burst";r=12;t=10',
    })
  })

  it('say 2147483647 without a limit', () => {
    assert.deepEqual(rateHeaders(undefined, now, true), {
      'X-RateLimit-Limit': '2147483647',
      'X-RateLimit-Remaining': '2147483647',
      'X-RateLimit-Reset': '1700000001',
    })
  })

  it('leave the draft ones out when the setting says so', () => {
    const decision = { isAllowed: true, states: [state('ip', 60, 59, 60_000)] }
    assert.deepEqual(Object.keys(rateHeaders(decision, now, false)), [
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'X-RateLimit-Reset',
    ])
  })
})
