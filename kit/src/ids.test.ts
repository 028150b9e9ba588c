import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { firstIdOf, newId, timeOfId } from './ids.ts'

const at = (iso: string) => ({ now: () => new Date(iso), monotonicMs: () => 0 })

describe('ids', () => {
  it('carry their prefix, 26 letters and the millisecond of their making', () => {
    const id = newId('wks', at('2026-11-25T13:47:56.216Z'))
    assert.match(id, /^wks_[0-9a-hjkmnp-tv-z]{26}$/)
    assert.equal(timeOfId(id).toISOString(), '2026-11-25T13:47:56.216Z')
  })

  it('give the time that they were made at, whatever it was', () => {
    const check = fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (timeMs) => {
      const made = newId('evt', { now: () => new Date(timeMs), monotonicMs: () => 0 })
      assert.equal(timeOfId(made).getTime(), timeMs)
    })
    fc.assert(check)
  })

  it('sort as text the way they were made in time', () => {
    const times = [
      '1999-12-31T23:59:59.999Z',
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:00.001Z',
      '2199-01-01T00:00:00Z',
    ]
    const ids = times.map((time) => newId('evt', at(time)))
    assert.deepEqual([...ids].sort(), ids)
  })

  it('begin with what firstIdOf gives for their time', () => {
    const [time, later] = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z']
    const id = newId('del', at(time))
    assert.ok(id.startsWith(firstIdOf('del', new Date(time))) && id < firstIdOf('del', new Date(later)))
    assert.equal(firstIdOf('del', new Date('1900-01-01T00:00:00.000Z')), firstIdOf('del', new Date(0)))
  })

  it('do not repeat within a millisecond, and sort as they were made', () => {
    const clock = at('2026-01-01T00:00:00.000Z')
    const ids = Array.from({ length: 10_000 }, () => newId('del', clock))
    assert.equal(new Set(ids).size, 10_000)
    assert.deepEqual([...ids].sort(), ids)
  })

  it('are version 7 UUIDs', () => {
    const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
    let bits = 0n
    for (const letter of newId('ns', at('2026-01-01T00:00:00.000Z')).slice(3))
      bits = bits * 32n + BigInt(alphabet.indexOf(letter))
    const hex = bits.toString(16).padStart(32, '0')
    assert.equal(hex[12], '7')
    assert.match(hex[16] ?? '', /[89ab]/)
  })
})
