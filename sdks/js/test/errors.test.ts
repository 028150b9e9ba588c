import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ValidationError } from '../src/index.ts'

describe('String(err)', () => {
  const error = () =>
    new ValidationError({
      code: 'VALIDATION_ERROR',
      status: 422,
      message: 'Validation failed',
      details: { name: ['The name field is required.'] },
      requestId: 'req_1',
      docUrl: 'https://plinth.test/errors#VALIDATION_ERROR',
    })

  it('has the fields of the error as JSON', () => {
    const [, json = ''] = /^ValidationError: Validation failed (\{.*\})$/.exec(String(error())) ?? []
    assert.deepEqual(JSON.parse(json), {
      code: 'VALIDATION_ERROR',
      status: 422,
      details: { name: ['The name field is required.'] },
      requestId: 'req_1',
      docUrl: 'https://plinth.test/errors#VALIDATION_ERROR',
    })
  })

  it('has the key and the attempts of the write that failed', () => {
    const failed = Object.assign(error(), { idempotencyKey: 'mine', attempts: 3 })
    assert.match(String(failed), /"idempotencyKey":"mine","attempts":3/)
  })

  it('leaves out what a program attaches, which may be cyclic', () => {
    const tracked = error()
    Object.assign(tracked, { request: { error: tracked } })
    assert.equal(String(tracked), String(error()))
  })
})
