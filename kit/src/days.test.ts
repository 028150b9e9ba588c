import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dayAfter, dayOf } from './days.ts'

describe('a day', () => {
  it('is that of UTC, in whatever order times are asked', () => {
    for (const time of [
      '2026-11-28T23:59:59.999Z',
      '2026-11-29T00:00:00.000Z',
      '2026-11-28T00:00:00.000Z',
      '1969-12-31T23:59:59.999Z',
      '1970-01-01T00:00:00.000Z',
      '2028-02-29T12:00:00.000Z',
    ])
      assert.equal(dayOf(new Date(time)), time.slice(0, 10))
  })

  it('is none of a time that is none', () => {
    assert.throws(() => dayOf(new Date(Number.NaN)), RangeError)
  })

  it('is followed by another over the ends of months and years, and back', () => {
    assert.deepEqual(
      [dayAfter('2026-11-30'), dayAfter('2026-12-31'), dayAfter('2028-02-28'), dayAfter('2026-01-01', -1)],
      ['2026-12-01', '2027-01-01', '2028-02-29', '2025-12-31'],
    )
    assert.equal(dayAfter('2026-11-29', 365), '2027-11-29')
  })
})
