import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import {
  endSession,
  endWithSession,
  forgetExpiry,
  holdPage,
  isSessionExpired,
  queries,
  sessionKey,
} from './query-cache.ts'
import { AuthenticationError } from './sdk.ts'

describe('the expiry of a session', () => {
  const refusal = () =>
    new AuthenticationError({ status: 401, code: 'UNAUTHENTICATED', message: 'The session has ended.', docUrl: '' })
  beforeEach(() => {
    forgetExpiry()
    queries.setQueryData(sessionKey, {})
  })

  it('is why a call was refused, and not where there was no session', () => {
    endWithSession(refusal())
    assert.deepEqual([isSessionExpired(), queries.getQueryData(sessionKey)], [true, null])
    forgetExpiry()
    endWithSession(refusal())
    assert.equal(isSessionExpired(), false)
  })

  it('is no reason any more after a sign-out', () => {
    const release = holdPage()
    endWithSession(refusal())
    assert.deepEqual([isSessionExpired(), queries.getQueryData(sessionKey)], [true, {}])
    endSession()
    assert.equal(isSessionExpired(), false)
    release()
  })
})
