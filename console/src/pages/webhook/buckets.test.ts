import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bucketsOf, fromOf } from './buckets.ts'

const now = Date.parse('2026-01-05T10:59:59.999Z')
const point = (at: string) => ({ at, ok: 1, failed: 2, timed_out: 3, refused: 4, p50_ms: 5, p95_ms: 6 })

describe('the buckets of a series', () => {
  it('end with the one of now', () => {
    const iso = (range: 'hour' | 'day' | 'month') => new Date(fromOf(range, now)).toISOString()
    assert.equal(iso('hour'), '2026-01-05T10:00:00.000Z')
    assert.equal(iso('day'), '2026-01-04T11:00:00.000Z')
    assert.equal(iso('month'), '2025-12-07T00:00:00.000Z')
  })

  it('have a place for each point, and none for what is older', () => {
    const last = point('2026-01-05T10:00:00.000Z')
    const first = point('2026-01-04T11:00:00.000Z')
    const older = point('2026-01-04T10:00:00.000Z')
    const { at, points } = bucketsOf([older, first, last], 'day', fromOf('day', now))
    assert.deepEqual([at.length, at[0], at[23]], [24, Date.parse(first.at), Date.parse(last.at)])
    assert.deepEqual([points[0], points[23], points.filter((one) => one === null).length], [first, last, 22])
  })
})
