import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { hashOfToken, newOneTimeToken } from './one-time-token.ts'

describe('a one-time token', () => {
  it('has 256 random bits behind its prefix, and is found by its SHA-256', () => {
    const { token, hash } = newOneTimeToken('inv_tok_', (bytes) => Buffer.alloc(bytes, 7))
    assert.equal(token, `inv_tok_${Buffer.alloc(32, 7).toString('base64url')}`)
    assert.deepEqual(hash, createHash('sha256').update(token).digest())
    assert.deepEqual(hashOfToken(token), hash)
    assert.notEqual(newOneTimeToken('').token, newOneTimeToken('').token)
  })
})
