import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fillNewSpace, newSpaceBytes } from '../test/fixtures/new-space.ts'
import { collectStart } from './collect-start.ts'

describe('the collection of the start', () => {
  it('makes the young generation small, which loading has made large', () => {
    fillNewSpace()
    collectStart()
    assert.ok(newSpaceBytes() < 4_000_000)
    assert.equal('gc' in globalThis, false)
  })
})
