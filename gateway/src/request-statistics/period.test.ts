import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { usagePeriod } from './period.ts'

const now = new Date('2026-11-25T14:30:00Z')
const shown = (from?: string, to?: string) => {
  const period = usagePeriod({ from: from ? new Date(from) : undefined, to: to ? new Date(to) : undefined }, now)
  return [period.from.toISOString(), period.to.toISOString()]
}

describe('the period of usage', () => {
  it('is the last thirty days, this hour included', () => {
    assert.deepEqual(shown(), ['2026-10-26T15:00:00.000Z', '2026-11-25T15:00:00.000Z'])
  })

  it('is whole hours, to both sides', () => {
    const asked = ['2026-11-01T10:59:59Z', '2026-11-01T12:00:01Z'] as const
    assert.deepEqual(shown(...asked), ['2026-11-01T10:00:00.000Z', '2026-11-01T13:00:00.000Z'])
  })

  it('is refused when it begins after its end, and past a year', () => {
    assert.throws(() => shown('2026-12-01T00:00:00Z'), { code: 'VALIDATION_ERROR' })
    assert.throws(() => shown('2025-11-01T00:00:00Z', '2026-11-25T00:00:00Z'), { code: 'VALIDATION_ERROR' })
  })
})
