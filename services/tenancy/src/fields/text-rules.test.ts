import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asStored, metadataMistakes, tagMistakes } from './text-rules.ts'

describe('JSON as jsonb gives it back', () => {
  it('has the shorter keys first, then sorts by bytes, at every depth', () => {
    const sent = { timezone: 'Europe/Vienna', b: [{ z: 1, é: 2, ab: null }], a: { theme: true, aa: 1 } }
    assert.equal(
      JSON.stringify(asStored(sent)),
      '{"a":{"aa":1,"theme":true},"b":[{"z":1,"ab":null,"é":2}],"timezone":"Europe/Vienna"}',
    )
  })
  it('keeps a key named __proto__ and lists as they are', () => {
    const sent = JSON.parse('{"list":[3,1,2],"__proto__":{"b":1,"a":2}}')
    assert.equal(JSON.stringify(asStored(sent)), '{"list":[3,1,2],"__proto__":{"a":2,"b":1}}')
  })
})

describe('tags and metadata', () => {
  it('may look like escapes of JSON, and may not hold what an escape stands for', () => {
    for (const text of ['C:\\ud800\\x', 'a\\u0000b', '\\\\u0000'])
      assert.deepEqual([tagMistakes([text]), metadataMistakes({ [text]: text })], [{}, {}])
    for (const text of ['\ud800', 'a\0b', '\udc00\ud83d']) {
      assert.deepEqual(Object.keys(tagMistakes([text])), ['tags'])
      assert.deepEqual(Object.keys(metadataMistakes({ a: text })), ['metadata'])
    }
  })

  it('are counted in characters', () => {
    const [key, value] = ['😀'.repeat(40), '😀'.repeat(500)]
    assert.deepEqual([tagMistakes(['😀'.repeat(100)]), metadataMistakes({ [key]: value })], [{}, {}])
    assert.deepEqual(Object.keys(tagMistakes(['😀'.repeat(101)])), ['tags'])
    for (const pair of [{ [`${key}x`]: value }, { [key]: `${value}x` }])
      assert.deepEqual(Object.keys(metadataMistakes(pair)), ['metadata'])
  })
})
