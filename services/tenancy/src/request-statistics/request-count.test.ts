import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { firstDetailDay, noTotals, placed, sumOf, type Totals } from './request-count.ts'

const totals = (fields: Partial<Totals>): Totals => ({ ...noTotals, requests: 1, success: 1, ...fields })

describe('request counts', () => {
  it('belong to whole hours', () => {
    const now = new Date('2026-11-25T14:30:00Z')
    assert.deepEqual(placed({ hour: new Date('2026-11-25T13:59:59.999Z') }, now).hour, new Date('2026-11-25T13:00:00Z'))
  })

  it('of a clock that is ahead belong to the hour that is', () => {
    const now = new Date('2026-11-25T14:30:00Z')
    assert.deepEqual(placed({ hour: new Date('2027-01-01T00:00:00Z') }, now).hour, new Date('2026-11-25T14:00:00Z'))
  })

  it('keep their detail for thirty days', () => {
    assert.equal(firstDetailDay('2026-11-25'), '2026-10-26')
  })

  it('add up, and nothing is not the fastest of all', () => {
    const one = totals({ timeMsSum: 10, timeMsMin: 10, timeMsMax: 10, requestBytes: 1 })
    const other = totals({ success: 0, errors: 1, timeMsSum: 4, timeMsMin: 4, timeMsMax: 4, responseBytes: 7 })
    assert.deepEqual(sumOf(one, other), {
      requests: 2,
      success: 1,
      errors: 1,
      timeMsSum: 14,
      timeMsMin: 4,
      timeMsMax: 10,
      requestBytes: 1,
      responseBytes: 7,
    })
    assert.deepEqual(sumOf(noTotals, one), one)
    assert.deepEqual(sumOf(one, noTotals), one)
  })
})
