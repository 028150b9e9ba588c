import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { wideningOf } from './widening.ts'

const key = { scopes: ['read:all', 'write:webhooks'], addresses: ['192.0.2.1', '198.51.100.0/24'] }

describe('what a change of a key adds', () => {
  it('is nothing where less is allowed than before', () => {
    for (const now of [
      key,
      { scopes: ['read:all'], addresses: ['192.0.2.1'] },
      { ...key, scopes: ['read:users', 'write:webhooks'] },
    ])
      assert.equal(wideningOf(key, now), undefined)
    assert.equal(
      wideningOf({ scopes: ['*'], addresses: [] }, { scopes: ['manage:all'], addresses: ['::1'] }),
      undefined,
    )
    assert.equal(wideningOf({ ...key, scopes: ['manage:users'] }, { ...key, scopes: ['delete:users'] }), undefined)
  })

  it('is each scope that no scope before includes', () => {
    assert.deepEqual(wideningOf(key, { ...key, scopes: ['read:all', 'manage:all', 'write:users'] }), {
      scopes: ['manage:all', 'write:users'],
      addresses: [],
    })
    assert.deepEqual(wideningOf({ ...key, scopes: ['manage:all'] }, { ...key, scopes: ['*'] })?.scopes, ['*'])
    assert.deepEqual(wideningOf({ ...key, scopes: ['manage:all'] }, { ...key, scopes: ['metering'] })?.scopes, [
      'metering',
    ])
  })

  it('is each address that was not listed, or every address', () => {
    assert.deepEqual(wideningOf(key, { ...key, addresses: ['192.0.2.1', '203.0.113.9'] }), {
      scopes: [],
      addresses: ['203.0.113.9'],
    })
    assert.deepEqual(wideningOf(key, { ...key, addresses: [] }), { scopes: [], addresses: 'every' })
    assert.equal(wideningOf({ ...key, addresses: [] }, { ...key, addresses: ['203.0.113.9'] }), undefined)
  })
})
