import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Answered, verdictOn } from './verdict.ts'

const now = new Date('2026-01-01T00:00:00Z')
const http = (statusCode: number, headers = {}): Answered => ({ outcome: 'http', statusCode, headers })
const kind = (answer: Answered) => verdictOn(answer, now).kind

describe('what an attempt means for its delivery', () => {
  it('any 2xx delivers', () => assert.equal(kind({ outcome: 'ok', statusCode: 204, headers: {} }), 'delivered'))
  it('network errors and timeouts are tried again', () => {
    for (const outcome of ['timeout', 'connect', 'dns', 'tls'] as const) {
      assert.equal(kind({ outcome, statusCode: 0, headers: {} }), 'retry')
    }
    assert.equal(kind({ outcome: 'timeout', statusCode: 200, headers: {} }), 'retry')
  })
  it('5xx, 408, 425 and 429 are tried again', () => {
    for (const statusCode of [500, 502, 503, 599, 408, 425, 429]) assert.equal(kind(http(statusCode)), 'retry')
  })
  it('every other 3xx and 4xx ends it', () => {
    for (const statusCode of [301, 302, 307, 308, 400, 401, 403, 404, 409, 418, 422, 451]) {
      assert.equal(kind(http(statusCode)), 'fail')
    }
  })
  it('a refused address ends it', () => assert.equal(kind({ outcome: 'blocked', statusCode: 0, headers: {} }), 'fail'))
  it('410 closes the endpoint', () => assert.equal(kind(http(410)), 'gone'))
  it('429 with Retry-After pauses, for an hour at the most', () => {
    const pause = (value: string) => verdictOn(http(429, { 'retry-after': value }), now)
    assert.deepEqual(pause('120'), { kind: 'postpone', pauseMs: 120_000 })
    assert.deepEqual(pause('0'), { kind: 'postpone', pauseMs: 1_000 })
    assert.deepEqual(pause('99999'), { kind: 'postpone', pauseMs: 3_600_000 })
    assert.deepEqual(pause('Thu, 01 Jan 2026 00:00:30 GMT'), { kind: 'postpone', pauseMs: 30_000 })
    assert.deepEqual(pause('soon'), { kind: 'retry' })
  })
  it('429 with any Retry-After at all pauses for 1 s to an hour, or retries', () => {
    const digits = '9'.repeat(400)
    const odd = ['', ' ', '-1', '1e9', '0x10', 'NaN', 'Infinity', '0', digits, `-${digits}`, 'Thu, 01 Jan 1970', '+1']
    const dates = [-8.64e15, -1, 0, 1e12, 8.64e15].map((ms) => new Date(ms).toUTCString())
    for (const value of [...odd, ...dates]) {
      const verdict = verdictOn(http(429, { 'retry-after': value }), now)
      const isWithin = verdict.kind === 'postpone' && verdict.pauseMs >= 1_000 && verdict.pauseMs <= 3_600_000
      assert.ok(verdict.kind === 'retry' || isWithin, `${value}: ${JSON.stringify(verdict)}`)
    }
  })
})
