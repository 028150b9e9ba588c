import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { coversScope, narrowScopes, normaliseScope, parseScopes, scopesBeyond } from './scopes.ts'

describe('scopes', () => {
  it('are stored action first', () => {
    assert.equal(normaliseScope('read:webhooks'), 'read:webhooks')
    assert.equal(normaliseScope('webhooks:read'), 'read:webhooks')
    assert.equal(normaliseScope('all:read'), 'read:all')
    assert.equal(normaliseScope('*'), '*')
    assert.equal(normaliseScope('write:resources'), 'write:resources')
  })

  it('are unknown when either side is', () => {
    for (const scope of [
      '',
      'read',
      'read:',
      ':webhooks',
      'read:planets',
      'fly:webhooks',
      'read:webhooks:x',
      'READ:all',
    ]) {
      assert.equal(normaliseScope(scope), undefined, scope)
    }
    assert.deepEqual(parseScopes(['read:all', 'all:read', 'x']), { scopes: ['read:all'], unknown: ['x'] })
  })

  it('cover exactly what they name', () => {
    assert.equal(coversScope(['write:webhooks'], 'write:webhooks'), true)
    assert.equal(coversScope(['write:webhooks'], 'read:webhooks'), false)
    assert.equal(coversScope(['write:webhooks'], 'write:users'), false)
    assert.equal(coversScope([], 'read:users'), false)
  })

  it('cover by wildcard and by manage', () => {
    for (const granted of ['*', 'all:all', '*:*', 'write:all', 'write:*', 'all:webhooks', 'manage:webhooks']) {
      assert.equal(coversScope([granted], 'write:webhooks'), true, granted)
    }
    assert.equal(coversScope(['resources:write', 'write:resources'], 'write:webhooks'), false)
  })

  it('narrow a wildcard to what is granted', () => {
    assert.deepEqual(narrowScopes(['*'], ['read:all', 'write:all']), ['read:all', 'write:all'])
    assert.deepEqual(narrowScopes(['read:all', 'write:api-keys'], ['read:all', 'write:all']), [
      'read:all',
      'write:api-keys',
    ])
    assert.deepEqual(narrowScopes(['manage:users', 'delete:usage'], ['read:all', 'write:all']), [
      'read:users',
      'write:users',
    ])
  })

  it('narrow what is named to what is granted', () => {
    assert.deepEqual(narrowScopes(['write:webhooks'], ['write:webhooks', 'write:users', 'metering']), [
      'write:webhooks',
    ])
  })

  it('hold metering only by its name or by *', () => {
    assert.deepEqual(parseScopes(['metering', 'metering:all', 'write:metering']), {
      scopes: ['metering'],
      unknown: ['metering:all', 'write:metering'],
    })
    for (const granted of ['all:all', '*:*', 'manage:all', 'write:all', 'write:entitlements'])
      assert.equal(coversScope([granted], 'metering'), false, granted)
    for (const granted of ['*', 'metering']) assert.equal(coversScope([granted], 'metering'), true, granted)
    assert.equal(coversScope(['metering'], 'write:entitlements'), false)
  })

  it('name every resource of the API', () => {
    const named = 'workspaces namespaces users api-keys webhooks events entitlements usage catalog audit-log resources'
    const scopes = named.split(' ').map((resource) => `read:${resource}`)
    assert.deepEqual(parseScopes(scopes), { scopes, unknown: [] })
  })

  it('grow neither by wildcard nor by manage', () => {
    assert.deepEqual(scopesBeyond(['read:all'], ['read:users', 'write:users', 'manage:users', '*']), [
      'write:users',
      'manage:users',
      '*',
    ])
    assert.deepEqual(scopesBeyond(['read:users', 'write:users', 'delete:users'], ['manage:users', 'all:users']), [])
    assert.deepEqual(scopesBeyond(['manage:all', 'metering'], ['*']), [])
    assert.deepEqual(scopesBeyond(['manage:all'], ['all:all', 'metering', '*']), ['metering', '*'])
    assert.deepEqual(scopesBeyond(['manage:users'], ['manage:all']), ['manage:all'])
  })
})
