import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { curveOf } from './curve.ts'

const day = 86_400_000
const iso = (days: number) => new Date(days * day).toISOString()
const point = (days: number, used: number) => ({ at: iso(days), recorded: 0, given_back: 0, used })
const always = { window_start: null, window_end: null }

describe('the curve of a feature', () => {
  const series = {
    points: [point(0, 10), point(1, 20), point(2, 30)],
    windows: [
      { start: iso(0), end: iso(1.25), limit: 100 },
      { start: iso(1.25), end: iso(3), limit: 150 },
    ],
    alerts: [{ threshold: 80, at: iso(0.5), event_id: 'evt_1' }],
  }

  it('steps where the limit does, and leads on at its pace', () => {
    const curve = curveOf(series, always, 'day', 2.5 * day)
    assert.deepEqual(
      curve?.at,
      [0, 1, 1.25, 2, 2.5, 3.75].map((days) => days * day),
    )
    assert.deepEqual(curve?.used, [null, 10, null, 20, 30, null])
    assert.deepEqual(curve?.limit, [100, 100, 150, 150, 150, 150])
    const perDay = 20 / 1.5
    assert.deepEqual(curve?.ahead, [null, null, null, null, 30, 30 + perDay * 1.25])
    assert.deepEqual(curve?.pace, { kind: 'meets', perDay, meetsAt: 2.5 * day + (120 / perDay) * day })
    assert.deepEqual(curve?.marks, [{ at: 0.5 * day, text: '80 %' }])
    assert.equal(curve?.limitNow, 150)
  })

  it('ends at the end of its month, and takes no rolling window for one', () => {
    const month = { window_start: iso(0), window_end: iso(3) }
    assert.equal(curveOf(series, month, 'day', 2.5 * day)?.pace.kind, 'within')
    const rolling = { window_start: iso(0), window_end: iso(3 + 1 / 24) }
    assert.equal(curveOf(series, rolling, 'day', 2.5 * day)?.pace.kind, 'meets')
  })

  it('has no line for an unlimited feature, and none where it is not included', () => {
    const unlimited = series.windows.map((window) => ({ ...window, limit: 'unlimited' }))
    const curve = curveOf({ ...series, windows: unlimited }, always, 'day', 2.5 * day)
    assert.deepEqual(curve?.limit, Array(6).fill(null))
    assert.equal(curve?.pace.kind, 'unlimited')
    const excluded = curveOf(
      { ...series, windows: [{ start: iso(0), end: iso(3), limit: null }] },
      always,
      'day',
      3 * day,
    )
    assert.deepEqual([excluded?.pace.kind, excluded?.ahead], ['excluded', Array(4).fill(null)])
  })

  it('is none without points', () => {
    assert.equal(curveOf({ points: [], windows: [], alerts: [] }, always, 'day', day), undefined)
  })
})
