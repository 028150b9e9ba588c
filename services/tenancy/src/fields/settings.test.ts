import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mergeSettings, parseSettings } from './settings.ts'

const refusal = { code: 'VALIDATION_ERROR' }

describe('settings', () => {
  it('are one JSON object', () => {
    assert.deepEqual(parseSettings(''), {})
    assert.deepEqual(parseSettings('{"a":[1]}'), { a: [1] })
    for (const json of ['[]', 'null', '1', '"x"', '{']) assert.throws(() => parseSettings(json), refusal)
  })

  it('merge by key: null removes, the rest stays', () => {
    assert.deepEqual(mergeSettings({ a: 1, b: { x: 1 } }, { b: { y: 2 }, a: null, c: true }), { b: { y: 2 }, c: true })
  })

  it('are the same object when nothing changes', () => {
    const current = { a: 1, b: { x: 1 } }
    assert.equal(mergeSettings(current, {}), current)
    assert.equal(mergeSettings(current, { b: { x: 1 }, gone: null }), current)
  })

  it('take IANA time zones and language tags, with hyphen or underscore', () => {
    for (const settings of [{ timezone: 'Europe/London' }, { timezone: 'UTC' }, { locale: 'en_GB' }, { locale: 'de' }])
      assert.deepEqual(mergeSettings({}, settings), settings)
    for (const settings of [
      { timezone: 'Mars/Base' },
      { timezone: '+01:00' },
      { timezone: 1 },
      { locale: 'en GB' },
      { locale: '' },
    ])
      assert.throws(() => mergeSettings({}, settings), refusal)
  })

  it('refuse what cannot be stored, and too much', () => {
    for (const value of ['\0', '\ud800', 'x'.repeat(20_000)]) assert.throws(() => mergeSettings({}, { value }), refusal)
    assert.deepEqual(mergeSettings({}, { value: '\\u0000 😀' }), { value: '\\u0000 😀' })
  })

  it('treat __proto__ as any other key', () => {
    const merged = mergeSettings({}, parseSettings('{"__proto__":{"x":1}}'))
    assert.equal(JSON.stringify(merged), '{"__proto__":{"x":1}}')
    assert.equal(Object.getPrototypeOf(merged), Object.prototype)
  })
})
