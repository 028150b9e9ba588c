import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isPathOf, thingPath } from './page-path.ts'

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

describe('the path of a thing', () => {
  for (const [pattern, params, path] of [
    ['/users', {}, '/users'],
    ['/users/:userId', { 0: 'usr_1', userId: 'usr_1' }, '/users/usr_1'],
    ['/workspaces/:workspaceId/:tab?', { workspaceId: 'wks_1', tab: 'keys' }, '/workspaces/wks_1'],
    [
      '/workspaces/:workspaceId/events/:eventId',
      { workspaceId: 'wks_1', eventId: 'evt_1' },
      '/workspaces/wks_1/events/evt_1',
    ],
  ] as const)
    it(`${path} is of ${pattern}`, () => assert.equal(thingPath(pattern, params), path))
})
