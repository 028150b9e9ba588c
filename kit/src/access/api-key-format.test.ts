import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeApiKey, parseApiKey, prefixOf, shownPrefix } from './api-key-format.ts'

describe('the key format', () => {
  it('is prefix, lookup id, 43 letters of secret and 6 of checksum', () => {
    const { key, lookupId } = makeApiKey('sk_live')
    assert.match(key, /^sk_live_[0-9A-Za-z]{16}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/)
    assert.equal(key.split('_')[2], lookupId)
  })

  it('parses what it made, whatever the prefix', () => {
    for (const prefix of ['sk_live', 'sk', 'a_b_c']) {
      const made = makeApiKey(prefix)
      assert.deepEqual(parseApiKey(made.key), { lookupId: made.lookupId, hash: made.hash })
      assert.equal(prefixOf(made.key), prefix)
    }
  })

  it('holds all 256 bits of the secret', () => {
    const most = makeApiKey('sk_live', (bytes) => Buffer.alloc(bytes, 0xff)).key
    const least = makeApiKey('sk_live', (bytes) => Buffer.alloc(bytes)).key
    assert.equal(least.split('_')[3], '0'.repeat(43))
    const secret = [...(most.split('_')[3] ?? '')].reduce((sum, letter) => sum * 62n + digit(letter), 0n)
    assert.equal(secret, 2n ** 256n - 1n)
  })

  it('refuses a key with any one letter changed', () => {
    const { key } = makeApiKey('sk_live')
    for (let at = 0; at < key.length; at++) {
      const other = key[at] === 'x' ? 'y' : 'x'
      assert.equal(parseApiKey(key.slice(0, at) + other + key.slice(at + 1)), undefined, `letter ${at}`)
    }
  })

  it('refuses what is no key', () => {
    const { key } = makeApiKey('sk_live')
    for (const text of ['', 'sk_live_', `${key} `, `${key}\n`, ` ${key}`, key.slice(0, -1), 'x'.repeat(10_000)]) {
      assert.equal(parseApiKey(text), undefined)
    }
  })

  it('shows no more than the prefix and the first letters of the lookup id', () => {
    assert.equal(shownPrefix('sk_live', 'AbCdEfGhIjKlMnOp'), 'sk_live_AbCd')
  })
})

function digit(letter: string): bigint {
  return BigInt('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.indexOf(letter))
}
