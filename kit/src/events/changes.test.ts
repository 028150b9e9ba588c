import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { changesOf } from './changes.ts'

describe('the changes of an object', () => {
  it('are the fields that differ, by their value', () => {
    const before = { id: 'wks_1', name: 'Old', tags: ['a', 'b'], slug: 'same', updated_at: '2026-01-01' }
    const after = { id: 'wks_1', name: 'New', tags: ['a'], slug: 'same', updated_at: '2026-01-02' }
    assert.deepEqual(changesOf(before, after), {
      name: { from: 'Old', to: 'New' },
      tags: { from: ['a', 'b'], to: ['a'] },
    })
  })

  it('of a new object are from null, and of one that is gone to null', () => {
    const attributes = { name: 'One', description: null, settings: { locale: 'en' } }
    assert.deepEqual(changesOf({}, attributes), {
      name: { from: null, to: 'One' },
      'settings.locale': { from: null, to: 'en' },
    })
    assert.deepEqual(changesOf(attributes, {}), {
      name: { from: 'One', to: null },
      'settings.locale': { from: 'en', to: null },
    })
  })

  it('of settings and metadata are by key', () => {
    const before = { settings: { locale: 'en', theme: { dark: true }, updated_at: 1 }, metadata: { a: '1', b: '2' } }
    const after = { settings: { locale: 'de', theme: { dark: true } }, metadata: { a: '1', constructor: '3' } }
    assert.deepEqual(changesOf(before, after), {
      'settings.locale': { from: 'en', to: 'de' },
      'settings.updated_at': { from: 1, to: null },
      'metadata.b': { from: '2', to: null },
      'metadata.constructor': { from: null, to: '3' },
    })
  })

  it('are bounded, whatever the attributes are', () => {
    const long = 'x'.repeat(100_000)
    const { text } = changesOf({}, { text: long })
    assert.equal(String(text?.to).length, 1_001)
    const metadata = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`key-${at}`, long]))
    assert.equal(Object.keys(changesOf({ metadata }, {})).length, 200)
  })

  it('are none when nothing differs, and read the other way round when undone', () => {
    const attributes = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 8 })
    fc.assert(
      fc.property(attributes, attributes, (one, other) => {
        assert.deepEqual(changesOf(one, one), {})
        const undone = Object.entries(changesOf(other, one)).map(([name, { from, to }]) => [
          name,
          { from: to, to: from },
        ])
        assert.deepEqual(changesOf(one, other), Object.fromEntries(undone))
      }),
    )
  })
})
