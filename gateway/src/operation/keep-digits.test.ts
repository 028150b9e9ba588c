import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseKeepingDigits } from './keep-digits.ts'

describe('JSON that is parsed for an answer', () => {
  it('is printed with the digits that it came with', () => {
    for (const json of [
      '{"a":12345678901234567890,"b":[0.10000000000000000555,1e400,-1.0E-7]}',
      '{"a":1,"b":"12345678901234567890 1e5"}',
      '12345678901234567890',
    ])
      assert.equal(JSON.stringify(parseKeepingDigits(json)), json)
  })
})
