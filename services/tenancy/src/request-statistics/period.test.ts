import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { periodOf } from './period.ts'

const now = new Date('2026-11-25T14:30:00Z')
const at = (time: string) => new Date(time)

describe('the period of a report by endpoint or key', () => {
  it('is read by the hour as far back as hours are kept', () => {
    const [from, to] = [at('2026-11-24T10:00:00Z'), at('2026-11-25T15:00:00Z')]
    assert.deepEqual(periodOf(from, to, now, 'key'), {
      hours: { from, to, days: ['2026-11-24', '2026-11-25'] },
      days: { from: '2026-11-24', to: '2026-10-26' },
    })
  })

  it('is read by the day before that, no day twice', () => {
    const { hours, days } = periodOf(at('2026-10-01T18:00:00Z'), at('2026-11-01T00:00:00Z'), now, 'endpoint')
    assert.deepEqual(days, { from: '2026-10-01', to: '2026-10-26' })
    assert.deepEqual(hours, {
      from: at('2026-10-26T00:00:00Z'),
      to: at('2026-11-01T00:00:00Z'),
      days: ['2026-10-26', '2026-10-31'],
    })
  })

  it('has no hours when it ends before they begin', () => {
    const { hours, days } = periodOf(at('2026-01-01T00:00:00Z'), at('2026-02-01T00:00:00Z'), now, 'key')
    assert.deepEqual(days, { from: '2026-01-01', to: '2026-02-01' })
    const [first = '', last = ''] = hours.days
    assert.ok(first > last)
  })
})

describe('the period of totals', () => {
  const periodFrom = (from: string, to: string) => {
    const { hours, days } = periodOf(at(from), at(to), now, undefined)
    return [hours.days, days.from, days.to]
  }

  it('is read by the day, and by the hour where it has a part of one', () => {
    assert.deepEqual(periodFrom('2026-11-02T10:00:00Z', '2026-11-25T14:30:00Z'), [
      ['2026-11-02', '2026-11-25'],
      '2026-11-03',
      '2026-11-25',
    ])
    assert.deepEqual(periodFrom('2026-11-02T00:00:00Z', '2026-11-25T00:00:00Z'), [
      [undefined, undefined],
      '2026-11-02',
      '2026-11-25',
    ])
  })

  it('is read by the hour within one day', () => {
    assert.deepEqual(periodFrom('2026-11-02T10:00:00Z', '2026-11-02T11:00:00Z'), [
      ['2026-11-02', '2026-11-02'],
      '2026-11-03',
      '2026-11-02',
    ])
  })

  it('has whole days before hours are kept', () => {
    assert.deepEqual(periodFrom('2026-10-01T18:00:00Z', '2026-10-03T18:00:00Z'), [
      [undefined, undefined],
      '2026-10-01',
      '2026-10-04',
    ])
  })
})
