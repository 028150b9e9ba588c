import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { errorBody, problemBody } from './error-body.ts'

const facts = (err: PlinthError, status: number) => ({ err, status, requestId: 'req_1', retryAfterSeconds: undefined })

describe('an error', () => {
  const invalid = new PlinthError('VALIDATION_ERROR', 'Validation failed', { details: { email: ['Required.'] } })

  it('is the envelope of the contract', () => {
    assert.deepEqual(errorBody(facts(invalid, 422)), {
      error: {
        code: 'VALIDATION_ERROR',
        message: 'Validation failed',
        details: { email: ['Required.'] },
        request_id: 'req_1',
      },
    })
  })

  it('is the same as a problem', () => {
    assert.deepEqual(
      problemBody({ ...facts(invalid, 422), type: '/docs/errors/VALIDATION_ERROR', retryAfterSeconds: 3 }),
      {
        type: '/docs/errors/VALIDATION_ERROR',
        title: 'Unprocessable Entity',
        status: 422,
        detail: 'Validation failed',
        code: 'VALIDATION_ERROR',
        details: { email: ['Required.'] },
        request_id: 'req_1',
        retry_after: 3,
      },
    )
  })

  it('of ours, and a 404, says the same whatever happened inside', () => {
    for (const code of ['INTERNAL_ERROR', 'SERVICE_UNAVAILABLE', 'GATEWAY_TIMEOUT', 'RESOURCE_NOT_FOUND'] as const) {
      const say = (inside: string) =>
        errorBody(facts(new PlinthError(code, inside, { details: { inside: [inside] } }), 500))
      assert.deepEqual(say('connect ECONNREFUSED 10.0.0.1'), say(''))
    }
  })
})
