import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isOwnPattern, takesEvent } from './own-types.ts'

describe('the events an endpoint asks for', () => {
  it('are exact names, all of a resource, or all', () => {
    for (const name of [
      'workspace.updated',
      'api_key.rotated',
      'workspace.*',
      '*',
      'resource.created',
      'resource.*',
      'ping',
    ]) {
      assert.equal(isOwnPattern(name), true, name)
    }
    for (const name of [
      '',
      'workspace',
      'workspace.',
      'workspace.renamed',
      '*.updated',
      'w*',
      'workspace.updated.*',
      'WORKSPACE.updated',
    ]) {
      assert.equal(isOwnPattern(name), false, name)
    }
  })
  it('take what they name and nothing beside it', () => {
    assert.equal(takesEvent(['workspace.updated'], 'workspace.updated'), true)
    assert.equal(takesEvent(['workspace.updated'], 'workspace.deleted'), false)
    assert.equal(takesEvent(['member.*', 'workspace.*'], 'workspace.deleted'), true)
    assert.equal(takesEvent(['work.*'], 'workspace.deleted'), false)
    assert.equal(takesEvent(['*'], 'boost.expired'), true)
    assert.equal(takesEvent([], 'boost.expired'), false)
  })
})
