import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { keyTextOf } from './key-text.ts'

describe('a text that finds keys', () => {
  for (const [text, prefix, lookupId] of [
    ['sk_live', 'sk_live', ''],
    ['sk_live_', 'sk_live_', ''],
    ['sk_live_AbCd', 'sk_live_AbCd', ''],
    ['sk_live_AbCdE', 'sk_live_AbCd', 'AbCdE'],
    ['sk_live_AbCdEfGhIjKlMnOp', 'sk_live_AbCd', 'AbCdEfGhIjKlMnOp'],
    ['Acme Inc.', 'Acme Inc.', ''],
    ['', '', ''],
  ] as const)
    it(`"${text}" is of prefixes that begin with "${prefix}"`, () =>
      assert.deepEqual(keyTextOf(text), { prefix, lookupId }))
})
