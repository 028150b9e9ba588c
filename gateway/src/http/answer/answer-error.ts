import { type ErrorCode, errorCodes, toPlinthError } from '@plinth/kit/errors'
import { errorBody, problemBody } from '../../error-body.ts'
import type { Gateway } from '../context/gateway.ts'
import type { ReceivedRequest } from '../context/request-context.ts'
import { logRefusal } from './log-request.ts'
import { denialOfError, limitOfError } from './note-request.ts'
import { helpUrl } from './public-url.ts'
import { setRateHeaders } from './rate-headers.ts'
import { respond } from './respond.ts'

/** Default of Retry-After for errors without their own. */
const defaultRetrySeconds: Partial<Record<ErrorCode, number>> = { IDEMPOTENCY_IN_PROGRESS: 1, SERVICE_UNAVAILABLE: 1 }

export function answerError(request: ReceivedRequest, gateway: Gateway, thrown: unknown): void {
  const { req, res, headers, reply } = request
  if (res.headersSent || res.destroyed) return
  const err = toPlinthError(thrown)
  const status = errorCodes[err.code].http
  request.errorCode = err.code
  request.denial ??= denialOfError(err)
  request.limitedBy = limitOfError(err)
  logRefusal(request, gateway, err)
  const retryAfterSeconds = err.retryAfterSeconds ?? defaultRetrySeconds[err.code]
  // A stored refusal has the exact bytes of the first response, including its request ID; the header has the new ID.
  const requestId = reply?.isReplay ? reply.firstRequestId : request.requestId
  if (reply?.isReplay) headers.set('Idempotent-Replayed', 'true')
  // Caches may keep a 404 or a 405 that says nothing of it (RFC 9110 §15.1), though both differ by caller and by Accept.
  headers.set('Cache-Control', 'no-store')
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(retryAfterSeconds))
  if (status === 401) headers.set('WWW-Authenticate', 'Bearer realm="plinth"')
  const type = helpUrl(err.code, gateway.config)
  headers.add('Link', `<${type}>; rel="help"`)
  if (headers.get('X-RateLimit-Limit') === undefined) setRateHeaders(request, gateway)
  const facts = { err, status, requestId, retryAfterSeconds }
  if (req.accepts(['json', 'application/problem+json']) === 'application/problem+json') {
    respond(request, {
      status,
      text: JSON.stringify(problemBody({ ...facts, type })),
      contentType: 'application/problem+json',
    })
  } else {
    respond(request, { status, text: JSON.stringify(errorBody(facts)) })
  }
}
