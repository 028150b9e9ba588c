import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkDeprecation, deprecationHeaders } from './deprecation.ts'

const successor = '/api/v2/things'

describe('a deprecation', () => {
  it('is announced by three headers', () => {
    assert.deepEqual(deprecationHeaders({ since: '2027-01-01', sunset: '2028-01-01', successor }), {
      Deprecation: '@1798761600',
      Sunset: 'Sat, 01 Jan 2028 00:00:00 GMT',
      Link: '</api/v2/things>; rel="successor-version"',
    })
  })

  it('lasts 12 months at least', () => {
    checkDeprecation('v1', { since: '2027-01-01', sunset: '2028-01-01', successor })
    for (const sunset of ['2027-12-31', 'never']) {
      assert.throws(() => checkDeprecation('v1', { since: '2027-01-01', sunset, successor }), /before 2028-01-01/)
    }
  })
})
