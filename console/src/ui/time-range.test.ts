import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { boundsOf, createdIn, isFixed, pinned, rangeField } from './time-range.ts'

const nowMs = Date.parse('2026-11-27T12:00:00.000Z')
const fixed = '2026-11-26T12:00:00.000Z..2026-11-27T12:00:00.000Z'

describe('a range of time in the URL', () => {
  it('that is a span ends now', () => {
    assert.deepEqual(boundsOf('24h', nowMs), { from: '2026-11-26T12:00:00.000Z', to: '' })
    assert.deepEqual(createdIn('24h', nowMs), { created_after: '2026-11-26T12:00:00.000Z', created_before: undefined })
  })
  it('that is pinned has fixed times, and keeps those that it has', () => {
    assert.equal(pinned('24h', nowMs), fixed)
    assert.equal(pinned(fixed, nowMs + 1), fixed)
    assert.equal(pinned('', nowMs), '')
  })
  it('may be open at one end', () => {
    const range = '2026-11-26T12:00:00.000Z..'
    assert.equal(rangeField.read(range), range)
    assert.deepEqual(boundsOf(range, nowMs), { from: '2026-11-26T12:00:00.000Z', to: '' })
    assert.ok(isFixed(range))
  })
  it('is any time where it is none', () => {
    for (const text of ['', '..', 'toString', '25h', 'x..y', '2026-99-26T12:00:00Z..', '2026-11-26'])
      assert.equal(rangeField.read(text), '', text)
    assert.deepEqual(boundsOf('', nowMs), { from: '', to: '' })
  })
})
