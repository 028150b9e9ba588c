import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fillYoung, youngBytes } from '../test/fixtures/young-generation.ts'
import { collectStart } from './collect-start.ts'

describe('the collection of the start', () => {
  it('makes the young generation small, which loading has made large', () => {
    fillYoung()
    collectStart()
    assert.ok(youngBytes() < 4_000_000)
    assert.equal('gc' in globalThis, false)
  })
})
