import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { allows } from './scopes.ts'

describe('what a session may do', () => {
  for (const scope of ['*', 'manage:all', 'manage:users', 'write:all', 'write:*', 'all:users', 'write:users'])
    it(`with ${scope}, write users`, () => assert.ok(allows({ scopes: ['read:webhooks', scope] }, 'write:users')))

  for (const scope of ['read:all', 'manage:webhooks', 'delete:users', 'write', ''])
    it(`with ${scope || 'no scope'}, not write users`, () => assert.ok(!allows({ scopes: [scope] }, 'write:users')))
})
