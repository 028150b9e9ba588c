import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Status } from '@plinth/proto/google/rpc/status.ts'
import { decodeError, encodeError, errorCodes, isErrorCode, PlinthError } from './index.ts'

const shown = (err: PlinthError) => ({
  code: err.code,
  message: err.message,
  details: err.details,
  retryAfterSeconds: err.retryAfterSeconds,
})

describe('an error on the wire', () => {
  it('arrives with its code, sentence, details and time to wait', () => {
    const err = new PlinthError('VALIDATION_ERROR', 'Validation failed', {
      details: { email: ['The email field is required.', 'Use an address.'], name: ['Too long.'] },
      retryAfterSeconds: 3,
    })
    assert.deepEqual(shown(decodeError(encodeError(err))), shown(err))
  })

  it('keeps fields that are called as what every object inherits', () => {
    const details = Object.fromEntries([
      ['toString', ['A.']],
      ['__proto__', ['B.']],
    ])
    const { details: arrived } = decodeError(encodeError(new PlinthError('VALIDATION_ERROR', 'no', { details })))
    assert.deepEqual(Object.entries(arrived), Object.entries(details))
  })

  it('keeps its cause at home', () => {
    const err = new PlinthError('SERVICE_UNAVAILABLE', 'Try again.', { cause: new Error('password=hunter2') })
    const encoded = encodeError(err)
    assert.equal(encoded.includes('hunter2'), false)
    assert.equal(decodeError(encoded).cause, undefined)
  })

  it('is INTERNAL_ERROR without a word of the inside when it was not ours', () => {
    const encoded = encodeError(new TypeError('column users.email does not exist'))
    assert.equal(decodeError(encoded).code, 'INTERNAL_ERROR')
    assert.equal(encoded.includes('column'), false)
  })

  it('is INTERNAL_ERROR when a stranger sent a status without our reason', () => {
    const strange = Buffer.from(Status.encode({ code: 5, message: 'nope', details: [] }).finish())
    assert.equal(decodeError(strange).code, 'INTERNAL_ERROR')
  })

  it('every code answers an HTTP error status', () => {
    for (const [code, { http }] of Object.entries(errorCodes)) {
      assert.ok(isErrorCode(code))
      assert.ok(http >= 400 && http < 600)
    }
    assert.equal(isErrorCode('toString'), false)
  })
})
