import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bucketOf, spanOf } from './view.ts'

const day = 86_400_000

describe('the range of the usage', () => {
  it('ends now, or at the time that the link has, and not after now', () => {
    assert.deepEqual(spanOf('7d', '', 10 * day), { from: 3 * day, to: 10 * day })
    assert.deepEqual(spanOf('24h', '1970-01-06T00:00:00.000Z', 10 * day), { from: 4 * day, to: 5 * day })
    for (const until of ['1970-02-06T00:00:00.000Z', 'yesterday'])
      assert.deepEqual(spanOf('24h', until, 10 * day), { from: 9 * day, to: 10 * day })
  })
  it('has hours for a week, and days for more', () => {
    assert.deepEqual([bucketOf('24h', ''), bucketOf('7d', 'day'), bucketOf('30d', 'hour')], ['hour', 'day', 'day'])
  })
})
