import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { EventStreams } from './event-streams.ts'

describe('the places for streams of events', () => {
  it('are ten of a key and a thousand in all, and are free again when they are given back', () => {
    const streams = new EventStreams({ monotonicMs: () => 0 })
    for (let place = 0; place < 10; place++) streams.take('key_0')
    assert.throws(() => streams.take('key_0'), { code: 'RATE_LIMIT_EXCEEDED', message: /^A key can have 10 / })
    for (let place = 10; place < 1_000; place++) streams.take(`key_${place}`)
    assert.throws(() => streams.take('another'), { code: 'RATE_LIMIT_EXCEEDED', message: /^Too many event streams / })
    streams.give('key_0')
    streams.take('another')
    assert.throws(() => streams.take('key_0'), { code: 'RATE_LIMIT_EXCEEDED' })
  })
})
