import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { endOf } from './session-end.ts'

const at = (time: string) => Date.parse(`2026-05-19T${time}:00Z`)
// Read at nine o'clock of the gateway's clock.
const session = { expires_at: '2026-05-19T12:00:00Z', idle_expires_at: '2026-05-19T10:00:00Z' }

for (const [name, skewMs] of [
  ['is right', 0],
  ['is an hour behind', -3_600_000],
  ['is a day ahead', 86_400_000],
] as const)
  describe(`the end of a session, by a clock that ${name}`, () => {
    const end = (usedAt: string) => {
      const found = endOf(session, { readAt: at('09:00') + skewMs, usedAt: at(usedAt) + skewMs })
      return found && { ...found, at: found.at - skewMs }
    }
    it('is an hour after the last use, of which the last minute may not be noted', () => {
      assert.deepEqual(end('09:00'), { at: at('09:59'), isIdle: true })
      assert.deepEqual(end('09:30'), { at: at('10:29'), isIdle: true })
    })
    it('is never later than that of the session', () =>
      assert.deepEqual(end('11:58'), { at: at('11:59'), isIdle: false }))
  })

describe('the end of a key', () => {
  it('is none', () =>
    assert.equal(endOf({ expires_at: null, idle_expires_at: null }, { readAt: 0, usedAt: 0 }), undefined))
})
