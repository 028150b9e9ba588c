import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isOwnPattern, patternsOf } from './own-types.ts'

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
  it('are three for each type', () => {
    assert.deepEqual(patternsOf('workspace.updated'), ['*', 'workspace.updated', 'workspace.*'])
    assert.deepEqual(patternsOf('ping'), ['*', 'ping', 'ping.*'])
  })
})
