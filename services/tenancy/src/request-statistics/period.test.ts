import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { periodOf } from './period.ts'

const now = new Date('2026-11-25T14:30:00Z')
const at = (time: string) => new Date(time)

describe('the period of a report', () => {
  it('is read by the hour as far back as hours are kept', () => {
    const [from, to] = [at('2026-11-24T10:00:00Z'), at('2026-11-25T15:00:00Z')]
    assert.deepEqual(periodOf(from, to, now), {
      hours: { from, to, firstDay: '2026-11-24', lastDay: '2026-11-25' },
      days: { from: '2026-11-24', to: '2026-10-26' },
    })
  })

  it('is read by the day before that, no day twice', () => {
    const { hours, days } = periodOf(at('2026-10-01T18:00:00Z'), at('2026-11-01T00:00:00Z'), now)
    assert.deepEqual(days, { from: '2026-10-01', to: '2026-10-26' })
    assert.deepEqual(hours, {
      from: at('2026-10-26T00:00:00Z'),
      to: at('2026-11-01T00:00:00Z'),
      firstDay: '2026-10-26',
      lastDay: '2026-10-31',
    })
  })

  it('has no hours when it ends before they begin', () => {
    const { hours, days } = periodOf(at('2026-01-01T00:00:00Z'), at('2026-02-01T00:00:00Z'), now)
    assert.deepEqual(days, { from: '2026-01-01', to: '2026-02-01' })
    assert.ok(hours.firstDay > hours.lastDay)
  })
})
