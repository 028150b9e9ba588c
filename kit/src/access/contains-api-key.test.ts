import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeApiKey, parseApiKey } from './api-key-format.ts'
import { containsApiKey } from './contains-api-key.ts'

describe('a text that contains a key', () => {
  it('is found wherever the key stands in it', () => {
    for (const prefix of ['s', 'sk_live', 'a_b_c', 'x'.repeat(60)]) {
      const { key } = makeApiKey(prefix)
      assert.ok(parseApiKey(key) !== undefined)
      for (const text of [
        key,
        ` ${key}`,
        `${key}\n`,
        `x${key}`,
        `X${key}`,
        `_${key}`,
        `__${key}__`,
        `${key}x`,
        key + key,
      ])
        assert.equal(containsApiKey(text), true, text)
      for (const beside of ['a', 'a_', 'a_'.repeat(50), 'a_0123456789_', `a_01234567_${'b'.repeat(43)}_`])
        assert.equal(containsApiKey(beside + key + beside), true, beside)
    }
  })

  it('is told from a text without one, however much of the form it has', () => {
    const { key } = makeApiKey('sk_live')
    const [, , lookup = '', secret = '', sum = ''] = key.split('_')
    for (const text of [
      '',
      'sk_live_',
      key.slice(0, -1),
      key.replace(secret, `${secret}x`),
      `${lookup}_${secret}_${sum}`,
      `_${lookup}_${secret}_${sum}`,
      `sk_Live_${lookup}_${secret}_${sum}`,
      `sk__${lookup}_${secret}_${sum}`,
      makeApiKey('x'.repeat(61)).key,
      'x'.repeat(100_000),
      '_'.repeat(100_000),
      `a_01234567_${'b'.repeat(43)}_`.repeat(300),
    ])
      assert.equal(containsApiKey(text), false, text.slice(0, 200))
  })

  it('has a key no longer when any one letter of the key is changed', () => {
    const { key } = makeApiKey('sk_live')
    for (let at = 0; at < key.length; at++) {
      const other = key[at] === 'x' ? 'y' : 'x'
      assert.equal(containsApiKey(key.slice(0, at) + other + key.slice(at + 1)), false, `letter ${at}`)
    }
  })
})
