import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Repetition } from './repetition.ts'
import { ApiError, type ErrorCode, TransportError } from './sdk.ts'

// Only a refusal of a role has other details than this.
const details = { required_scope: ['read:all'] }
const refusal = (code: ErrorCode, status: number, attempts = 1) =>
  Object.assign(new ApiError({ code, status, message: '', docUrl: '', details }), { attempts })
const lost = () => Object.assign(new TransportError('lost'), { attempts: 3 })

/** Whether the same content is sent with the same key after these failures. */
function isRepeated(...failures: readonly unknown[]): boolean {
  const repetition = new Repetition()
  const first = repetition.keyFor('content')
  for (const failure of failures) {
    repetition.keyFor('content')
    repetition.failed(failure)
  }
  return repetition.keyFor('content') === first
}

describe('the key of a call that is pressed again', () => {
  it('is the same after a lost answer and a failure of the server', () => {
    assert.ok(isRepeated(lost()))
    assert.ok(isRepeated(refusal('INTERNAL_ERROR', 500)))
  })

  it('is the same after a lost answer whose repetition was not taken', () => {
    for (const [code, status] of [
      ['RATE_LIMIT_EXCEEDED', 429],
      ['UNAUTHENTICATED', 401],
      ['INSUFFICIENT_PERMISSIONS', 403],
      ['IP_NOT_ALLOWED', 403],
      ['VALIDATION_ERROR', 422],
      ['INVALID_PARAMETER', 400],
      ['PAYLOAD_TOO_LARGE', 413],
    ] as const) {
      assert.ok(isRepeated(refusal(code, status, 2)), `${code} within a press`)
      assert.ok(isRepeated(lost(), refusal(code, status)), `${code} at the next press`)
      assert.ok(isRepeated(lost(), refusal(code, status), refusal(code, status)), `${code} again`)
    }
  })

  it('is the same while the first call still runs', () =>
    assert.ok(isRepeated(refusal('IDEMPOTENCY_IN_PROGRESS', 409))))

  it('is another one after a refusal, which the API would answer again', () => {
    for (const [code, status] of [
      ['STATE_CONFLICT', 409],
      ['DUPLICATE_RESOURCE', 409],
      ['PRECONDITION_FAILED', 412],
      ['CANNOT_DELETE', 422],
      ['CANNOT_RETRY', 400],
      ['RESOURCE_NOT_FOUND', 404],
      ['FEATURE_LIMIT_REACHED', 403],
      ['WORKSPACE_SUSPENDED', 403],
    ] as const) {
      assert.ok(!isRepeated(refusal(code, status)), code)
      assert.ok(!isRepeated(lost(), refusal(code, status)), `${code} after a lost answer`)
    }
    assert.ok(!isRepeated(refusal('INSUFFICIENT_PERMISSIONS', 403)))
  })

  it('is another one after a 403 of a role, which the API stores', () => {
    const byRole = new ApiError({ code: 'INSUFFICIENT_PERMISSIONS', status: 403, message: '', docUrl: '' })
    assert.ok(!isRepeated(lost(), byRole))
  })

  it('is another one for other content, and after a success', () => {
    const repetition = new Repetition()
    const first = repetition.keyFor('content')
    assert.notEqual(repetition.keyFor('other content'), first)
    const second = repetition.keyFor('content')
    repetition.succeeded()
    assert.notEqual(repetition.keyFor('content'), second)
  })

  it('forgets a lost answer to other content', () => {
    const repetition = new Repetition()
    repetition.keyFor('content')
    repetition.failed(lost())
    const other = repetition.keyFor('other content')
    repetition.failed(refusal('INSUFFICIENT_PERMISSIONS', 403))
    assert.notEqual(repetition.keyFor('other content'), other)
  })
})
