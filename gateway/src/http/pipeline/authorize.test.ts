import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import express from 'express'
import { fail } from '../../errors.ts'
import { operations } from '../../operations.ts'
import { ReceivedRequest } from '../context/request-context.ts'
import { authorize } from './authorize.ts'

const { request: prototype, response } = express()
const received = (fields: Partial<ReceivedRequest>): ReceivedRequest => ({
  ...new ReceivedRequest(Object.create(prototype, { url: { value: '/' } }), response),
  ...fields,
})
const operationOf = (scope: string) => operations.find((operation) => operation.scope === scope)
const refused = (fields: Partial<ReceivedRequest>, code: string) =>
  assert.throws(
    () => authorize(received(fields)),
    (err) => err instanceof PlinthError && err.code === code,
  )

describe('authorize', () => {
  it('throws the refusal that was deferred, before all else', () =>
    refused({ deferredRefusal: fail.keyInQuery() }, 'INVALID_PARAMETER'))

  it('lets no request pass without an operation', () => refused({}, 'ENDPOINT_NOT_FOUND'))

  it('lets no request pass without a caller, unless the operation needs no key', () => {
    refused({ operation: operationOf('any') }, 'UNAUTHENTICATED')
    assert.doesNotThrow(() => authorize(received({ operation: operationOf('none') })))
  })
})
