import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isSameEffect } from './difference.ts'
import { stateOf } from './state.ts'
import { anchorOf, cycleStarts, scaleOf } from './timeline.ts'

const now = Date.parse('2026-03-15T00:00:00.000Z')
const iso = (moment: number) => new Date(moment).toISOString()

describe('the time line', () => {
  it('holds every start and end, and now', () => {
    const spans = [
      { starts_at: '2026-01-05T00:00:00.000Z', expires_at: '2026-02-01T00:00:00.000Z' },
      { starts_at: '2026-05-01T00:00:00.000Z', expires_at: null },
    ]
    const scale = scaleOf(spans, now)
    assert.equal(scale.at(Date.parse('2026-01-05T00:00:00.000Z')), 0)
    const places = [now, Date.parse('2026-05-01T00:00:00.000Z')].map((moment) => scale.at(moment))
    assert.ok(places.every((place) => place > 0 && place < 100))
    assert.equal(scale.at(Date.parse('2030-01-01T00:00:00.000Z')), 100)
    assert.equal(scale.at(Date.parse('2020-01-01T00:00:00.000Z')), 0)
    const alone = scaleOf([], now).at(now)
    assert.ok(alone > 0 && alone < 100)
  })

  it('keeps its scale where an end is centuries away, which is as none', () => {
    const soon = { starts_at: '2026-01-05T00:00:00.000Z', expires_at: '2026-06-01T00:00:00.000Z' }
    const far = Date.parse('9998-12-31T23:59:59.999Z')
    const scale = scaleOf([soon, { ...soon, expires_at: iso(far) }], now)
    assert.deepEqual({ ...scale, at: 0 }, { ...scaleOf([soon, { ...soon, expires_at: null }], now), at: 0 })
    assert.equal(scale.at(far), 100)
  })

  it('counts cycles from the anchor, on the last day of short months', () => {
    const range = { from: Date.parse('2026-01-15T00:00:00Z'), to: Date.parse('2026-05-10T00:00:00Z') }
    assert.deepEqual(cycleStarts('2025-12-31T10:00:00.000Z', range).map(iso), [
      '2026-01-31T10:00:00.000Z',
      '2026-02-28T10:00:00.000Z',
      '2026-03-31T10:00:00.000Z',
      '2026-04-30T10:00:00.000Z',
    ])
    assert.deepEqual(cycleStarts('2025-12-31T10:00:00.000Z', range, 3), [])
  })
})

describe('the anchor of billing cycles', () => {
  const packages = new Map([
    ['team', { is_base: true }],
    ['starter', { is_base: true }],
    ['credits', { is_base: false }],
  ])
  const held = (code: string, starts_at: string, expires_at: string | null = null, status = 'active') => ({
    ...{ package: { code }, status, starts_at, expires_at, billing_anchor: starts_at },
  })
  const past = '2026-01-20T00:00:00.000Z'
  const future = '2026-04-02T00:00:00.000Z'
  const cases = [
    ['a base in force', [held('credits', past), held('team', past)], past],
    ['of two, the one that has begun', [held('team', future), held('starter', past, future)], past],
    ['one that is suspended', [held('team', past, null, 'suspended')], past],
    ['one that is suspended before it begins', [held('team', future, null, 'suspended')], undefined],
    ['one that is cancelled later', [held('team', past, future, 'cancelled')], past],
    ['one that has ended', [held('team', past, iso(now)), held('team', past, null, 'cancelled')], undefined],
    ['none', [held('credits', past)], undefined],
  ] as const
  for (const [name, assigned, anchor] of cases)
    it(name, () => {
      assert.equal(anchorOf(assigned, { packages }, now), anchor)
    })
})

describe('how a package or boost stands', () => {
  const before = '2026-01-01T00:00:00.000Z'
  const later = '2026-06-01T00:00:00.000Z'
  const cases = [
    [{ status: 'active', starts_at: before, expires_at: null }, 'active'],
    [{ status: 'active', starts_at: before, expires_at: later }, 'ending'],
    [{ status: 'active', starts_at: later, expires_at: null }, 'later'],
    [{ status: 'active', starts_at: before, expires_at: iso(now) }, 'expired'],
    [{ status: 'suspended', starts_at: before, expires_at: null }, 'suspended'],
    [{ status: 'cancelled', starts_at: before, expires_at: later }, 'cancelledLater'],
    [{ status: 'cancelled', starts_at: before, expires_at: iso(now) }, 'cancelled'],
    [{ status: 'expired', starts_at: before, expires_at: iso(now) }, 'expired'],
  ] as const
  for (const [held, state] of cases)
    it(`${held.status}, ${held.starts_at} to ${held.expires_at}: ${state}`, () => {
      assert.equal(stateOf(held, now), state)
    })
})

describe('two differences', () => {
  const difference = (after: number, used: number) => ({
    at: iso(now),
    features: [{ code: 'credits', before: 100, after, used, would_refuse: false }],
  })
  it('promise the same if only the use has grown between them', () => {
    assert.equal(isSameEffect(difference(150, 1), difference(150, 2)), true)
    assert.equal(isSameEffect(difference(150, 1), difference(200, 1)), false)
  })
})
