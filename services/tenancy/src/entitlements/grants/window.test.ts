import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Feature, Reset } from '../../catalog/catalog.ts'
import { cycleAt, nextBoundary, rollingEnd, windowAt } from './window.ts'

const feature = (reset: Reset, rollingDays?: number): Feature => ({
  code: 'f',
  name: 'F',
  type: 'limit',
  unit: '',
  reset,
  rollingDays,
  parent: undefined,
  isActive: true,
})
const time = (text: string) => new Date(text.includes('T') ? text : `${text}T00:00:00Z`)
const iso = ({ start, end }: { start: Date | undefined; end: Date | undefined }) => [
  start?.toISOString(),
  end?.toISOString(),
]

describe('a monthly window', () => {
  it('keeps to the anchor’s day, clamped to the month’s end: 31 Jan → 28 Feb → 31 Mar', () => {
    const anchor = time('2026-01-31T10:00:00Z')
    const boundaries = ['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'].map((day) => `${day}T10:00:00.000Z`)
    let at = anchor
    for (const boundary of boundaries) {
      at = nextBoundary(anchor, at)
      assert.equal(at.toISOString(), boundary)
    }
  })

  it('ends on 29 February in a leap year, and begins there again', () => {
    const inLeap = cycleAt(time('2027-12-31'), time('2028-02-15'))
    assert.deepEqual(iso(inLeap), ['2028-01-31T00:00:00.000Z', '2028-02-29T00:00:00.000Z'])
    const fromLeapDay = cycleAt(time('2028-02-29'), time('2029-02-28'))
    assert.deepEqual(iso(fromLeapDay), ['2029-02-28T00:00:00.000Z', '2029-03-29T00:00:00.000Z'])
  })

  it('is the calendar month without an anchor', () => {
    const window = windowAt(feature('monthly'), undefined, time('2026-11-25T15:00:00Z'))
    assert.deepEqual(iso(window), ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'])
  })

  it('begins at its boundary to the millisecond', () => {
    const anchor = time('2026-01-15T12:00:00.500Z')
    assert.equal(cycleAt(anchor, time('2026-02-15T12:00:00.499Z')).start.getTime(), anchor.getTime())
    assert.equal(cycleAt(anchor, time('2026-02-15T12:00:00.500Z')).start.toISOString(), '2026-02-15T12:00:00.500Z')
  })

  it('is found by walking month by month, from any anchor to any instant (10,000 cases)', () => {
    const instant = fc.date({ min: time('2015-01-01'), max: time('2035-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(instant, instant, (anchor, at) => {
        assert.deepEqual(iso(cycleAt(anchor, at)), iso(walked(anchor, at)))
      }),
      { numRuns: 10_000 },
    )
  })
})

describe('a rolling window', () => {
  it('moves in whole UTC hours, and holds what was recorded in its last days', () => {
    const window = windowAt(feature('rolling', 1), undefined, time('2026-03-02T10:59:59.999Z'))
    assert.deepEqual(iso(window), ['2026-03-01T10:00:00.000Z', '2026-03-02T11:00:00.000Z'])
    const later = windowAt(feature('rolling', 1), undefined, time('2026-03-02T11:00:00Z'))
    assert.deepEqual(iso(later), ['2026-03-01T11:00:00.000Z', '2026-03-02T12:00:00.000Z'])
  })

  it('lets an hour go when its last moment is that many days old', () => {
    const hour = time('2026-03-01T10:00:00Z')
    const end = rollingEnd(feature('rolling', 7), hour)
    const startAt = (at: Date) => windowAt(feature('rolling', 7), undefined, at).start?.getTime() ?? 0
    assert.ok(startAt(new Date(end.getTime() - 1)) <= hour.getTime())
    assert.ok(startAt(end) > hour.getTime())
  })
})

describe('a window that never resets', () => {
  it('holds all time', () => {
    assert.deepEqual(windowAt(feature('none'), time('2026-01-01'), time('2026-02-01')), {
      start: undefined,
      end: undefined,
    })
  })
})

/** One month after the other, each clamped by its own length. */
function walked(anchor: Date, at: Date): { start: Date; end: Date } {
  const clock = anchor.getTime() % 86_400_000
  let [year, month] = [anchor.getUTCFullYear(), anchor.getUTCMonth()]
  const boundary = () => {
    const lengths = [31, (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28]
    lengths.push(31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    const midnight = Date.UTC(year, month, Math.min(anchor.getUTCDate(), lengths[month] ?? 0))
    return new Date(midnight + clock)
  }
  const step = (by: 1 | -1) => {
    month += by
    if (month === 12 || month === -1) [year, month] = [year + by, month === 12 ? 0 : 11]
  }
  while (boundary() > at) step(-1)
  let start = boundary()
  for (;;) {
    step(1)
    if (boundary() > at) return { start, end: boundary() }
    start = boundary()
  }
}
