import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseApiKey } from '@plinth/kit/access/api-key-format'
import { newOperatorKey } from '../../sdks/testcontainers/src/operator-key.ts'

describe('the operator key of a container', () => {
  it('is one that Plinth takes, another one each time', () => {
    const keys = Array.from({ length: 1_000 }, newOperatorKey)
    for (const key of keys) assert.ok(parseApiKey(key), key)
    assert.equal(new Set(keys).size, keys.length)
  })
})
