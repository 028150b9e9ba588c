import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isPathOf } from './page-path.ts'

describe('a path', () => {
  for (const [pattern, path] of [
    ['/', '/'],
    ['/users', '/users'],
    ['/users', '/Users/'],
    ['/users/:userId', '/users/usr_1'],
    ['/workspaces/:workspaceId/:tab?', '/workspaces/wks_1'],
    ['/workspaces/:workspaceId/:tab?', '/workspaces/wks_1/keys'],
  ] as const)
    it(`${path} is of the page ${pattern}`, () => assert.ok(isPathOf(pattern, path)))

  for (const [pattern, path] of [
    ['/', '/users'],
    ['/users', '/users/usr_1'],
    ['/users/:userId', '/users'],
    ['/workspaces/:workspaceId/:tab?', '/workspaces/wks_1/webhooks/whk_1'],
    ['/workspaces/:workspaceId/:tab?', '/workspaces'],
  ] as const)
    it(`${path} is not of the page ${pattern}`, () => assert.ok(!isPathOf(pattern, path)))
})
