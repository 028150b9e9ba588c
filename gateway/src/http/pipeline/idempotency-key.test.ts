import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { PlinthError } from '@plinth/kit/errors'
import { parseIdempotencyKey } from './idempotency-key.ts'

const refused = (value: string) =>
  assert.throws(
    () => parseIdempotencyKey([value]),
    (err) => err instanceof PlinthError && err.code === 'IDEMPOTENCY_KEY_INVALID',
  )

describe('an Idempotency-Key', () => {
  it('is the same bare and quoted', () => {
    assert.equal(parseIdempotencyKey(['abc']), 'abc')
    assert.equal(parseIdempotencyKey(['"abc"']), 'abc')
    assert.equal(parseIdempotencyKey(['"a\\"b\\\\c"']), 'a"b\\c')
  })

  it('may be absent', () => assert.equal(parseIdempotencyKey(undefined), undefined))

  it('has 1 to 255 printable ASCII characters', () => {
    assert.equal(parseIdempotencyKey(['x'.repeat(255)])?.length, 255)
    assert.equal(parseIdempotencyKey(['a key ~!']), 'a key ~!')
    for (const value of ['', '""', 'x'.repeat(256), 'é', 'a\tb', 'a\x7f']) refused(value)
  })

  it('is no API key, which the audit log would show: not among other text either', () => {
    const { key } = makeApiKey('sk_live')
    for (const value of [key, `"${key}"`, `order-${key}`]) refused(value)
  })

  it('is given once', () => assert.throws(() => parseIdempotencyKey(['a', 'b'])))
})
