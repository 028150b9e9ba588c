import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ErrorCode, PlinthError } from '../../errors/index.ts'
import { isStoredRefusal } from './stored-refusal.ts'

const isStored = (code: ErrorCode, details = {}) => isStoredRefusal(new PlinthError(code, 'No.', { details }))

describe('a refusal of a call with an Idempotency-Key', () => {
  for (const code of ['RESOURCE_NOT_FOUND', 'DUPLICATE_RESOURCE', 'STATE_CONFLICT', 'PRECONDITION_FAILED'] as const) {
    it(`${code} is stored`, () => assert.equal(isStored(code), true))
  }
  for (const code of ['CANNOT_DELETE', 'FEATURE_LIMIT_REACHED', 'CANNOT_RETRY', 'INVALID_WEBHOOK_URL'] as const) {
    it(`${code} is stored`, () => assert.equal(isStored(code), true))
  }
  for (const code of ['VALIDATION_ERROR', 'INVALID_PARAMETER', 'INVALID_API_KEY', 'RATE_LIMIT_EXCEEDED'] as const) {
    it(`${code} leaves the key free`, () => assert.equal(isStored(code), false))
  }
  for (const code of ['INTERNAL_ERROR', 'SERVICE_UNAVAILABLE', 'GATEWAY_TIMEOUT', 'IDEMPOTENCY_IN_PROGRESS'] as const) {
    it(`${code} leaves the key free`, () => assert.equal(isStored(code), false))
  }
  it('a missing role is stored, a missing scope is not', () => {
    assert.equal(isStored('INSUFFICIENT_PERMISSIONS'), true)
    assert.equal(isStored('INSUFFICIENT_PERMISSIONS', { required_scope: ['write:webhooks'] }), false)
  })
})
