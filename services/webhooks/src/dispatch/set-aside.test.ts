import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SetAside, setAsideMs } from './set-aside.ts'

describe('an endpoint that is set aside', () => {
  it('waits, gets one try, and is new again only after its secrets were opened', () => {
    let nowMs = 0
    const setAside = new SetAside({ monotonicMs: () => nowMs })
    assert.equal(setAside.add('whk_a'), true)
    assert.deepEqual(setAside.waiting(), ['whk_a'])
    nowMs = setAsideMs
    assert.deepEqual(setAside.waiting(), [])
    assert.equal(setAside.add('whk_a'), false)
    assert.deepEqual(setAside.waiting(), ['whk_a'])
    setAside.opened('whk_a')
    assert.deepEqual(setAside.waiting(), [])
    assert.equal(setAside.add('whk_a'), true)
  })
})
