import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseDuration } from './duration.ts'

describe('parseDuration', () => {
  it('adds up days, hours, minutes, seconds and milliseconds', () => {
    assert.equal(parseDuration('25h'), 90_000_000)
    assert.equal(parseDuration('1d12h'), 129_600_000)
    assert.equal(parseDuration('2m30s250ms'), 150_250)
  })

  for (const text of ['', '5', '-1h', '1h ', '1y', 'h', '1.5h', '9999d'])
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseDuration(text), Error)
    })
})
