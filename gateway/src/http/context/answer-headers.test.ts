import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AnswerHeaders } from './answer-headers.ts'

describe('AnswerHeaders', () => {
  it('keeps the order in which names came, and one value where one is set again', () => {
    const headers = new AnswerHeaders(['A', '1'])
    headers.set('B', '2')
    headers.setAll({ A: '3', C: '4' })
    assert.deepEqual(headers.list, ['A', '3', 'B', '2', 'C', '4'])
    assert.equal(headers.get('B'), '2')
    assert.equal(headers.get('D'), undefined)
  })

  it('holds both where one is added', () => {
    const headers = new AnswerHeaders()
    headers.set('Link', 'a')
    headers.add('Link', 'b')
    assert.deepEqual(headers.list, ['Link', 'a', 'Link', 'b'])
  })

  it('never writes to what it began with, nor takes a value for a name', () => {
    const always = ['A', 'B'] as const
    const headers = new AnswerHeaders(always)
    headers.set('B', '2')
    headers.set('A', '1')
    assert.deepEqual(headers.list, ['A', '1', 'B', '2'])
    assert.deepEqual(always, ['A', 'B'])
  })
})
