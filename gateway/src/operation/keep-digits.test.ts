import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseKeepingDigits } from './keep-digits.ts'

describe('JSON that is parsed for an answer', () => {
  it('is printed with the digits that it came with', () => {
    for (const json of [
      '{"a":12345678901234567890,"b":[0.10000000000000000555,1e400,-1.0E-7]}',
      '{"a":1,"b":"12345678901234567890 1e5"}',
      '12345678901234567890',
      '{"a":1.0}',
      '[1.50,"x"]',
      '0.0',
      '[-0]',
      '[-0.0]',
      '[0.0000001]',
    ])
      assert.equal(JSON.stringify(parseKeepingDigits(json)), json)
  })

  it('is so with any number', () => {
    const number = fc.stringMatching(/^-?(0|[1-9][0-9]{0,22})(\.[0-9]{1,22})?([eE][+-]?[0-9]{1,3})?$/)
    fc.assert(fc.property(number, (json) => assert.equal(JSON.stringify(parseKeepingDigits(json)), json)))
  })
})
