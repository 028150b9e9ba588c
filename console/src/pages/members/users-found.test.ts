import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { SearchResult } from '../../api/sdk.ts'
import { usersFound } from './users-found.ts'

const one = (type: string, id: string): SearchResult => ({
  type,
  id,
  name: 'Ada',
  workspace_id: null,
  webhook_id: null,
})
const workspaces = (count: number) => Array.from({ length: count }, (_, at) => one('workspace', `wks_${at}`))

describe('the users that a search has found', () => {
  const ada = one('user', 'usr_1')

  it('are those of its results', () => assert.deepEqual(usersFound([...workspaces(19), ada]), [ada]))

  it('are none where the search has said all', () => assert.deepEqual(usersFound(workspaces(19)), []))

  it('are not known where other results left no room for them', () =>
    assert.equal(usersFound(workspaces(20)), undefined))
})
