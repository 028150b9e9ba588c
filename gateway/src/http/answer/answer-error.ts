import { type ErrorCode, errorCodes, type PlinthError, toPlinthError } from '@plinth/kit/errors'
import { errorBody, problemBody } from '../../error-body.ts'
import type { Exchange } from '../context/exchange.ts'
import type { Gateway } from '../context/gateway.ts'
import { helpUrl } from './public-url.ts'
import { respond } from './respond.ts'
import { setRateHeaders } from '../set-rate-headers.ts'

/** When to come back, where the refusal itself does not say. */
const defaultRetrySeconds: Partial<Record<ErrorCode, number>> = { IDEMPOTENCY_IN_PROGRESS: 1, SERVICE_UNAVAILABLE: 1 }

export function answerError(exchange: Exchange, gateway: Gateway, thrown: unknown): void {
  const { req, res, headers, reply } = exchange
  if (res.headersSent || res.destroyed) return
  const err = toPlinthError(thrown)
  const status = errorCodes[err.code].http
  exchange.errorCode = err.code
  logRefusal(exchange, gateway, err)
  const retryAfterSeconds = err.retryAfterSeconds ?? defaultRetrySeconds[err.code]
  // A stored refusal is the first call's answer to the byte, its request id included; the header has the new one.
  const requestId = reply?.isReplay ? reply.firstRequestId : exchange.requestId
  if (reply?.isReplay) headers.set('Idempotent-Replayed', 'true')
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(retryAfterSeconds))
  if (status === 401) headers.set('WWW-Authenticate', 'Bearer realm="plinth"')
  headers.add('Link', `<${helpUrl(err.code, gateway.config)}>; rel="help"`)
  if (headers.get('X-RateLimit-Limit') === undefined) setRateHeaders(exchange, gateway)
  const facts = { err, status, requestId, retryAfterSeconds }
  if (req.accepts(['json', 'application/problem+json']) === 'application/problem+json') {
    respond(exchange, gateway, {
      status,
      text: JSON.stringify(problemBody(facts)),
      contentType: 'application/problem+json',
    })
  } else {
    respond(exchange, gateway, { status, text: JSON.stringify(errorBody(facts)) })
  }
}

/** A 5xx with its cause; anything else for whoever looks closely. */
export function logRefusal(exchange: Exchange, { log }: Gateway, err: PlinthError): void {
  const facts = {
    request_id: exchange.requestId,
    operation: exchange.operation?.id,
    code: err.code,
    key_id: exchange.bearer?.principal.keyId,
    workspace_id: exchange.access?.workspaceId,
    ms: Math.round(performance.now() - exchange.startedMs),
  }
  if (errorCodes[err.code].http >= 500) log.error({ ...facts, err, cause: err.cause }, 'a request failed')
  else log.debug(facts, 'a request was refused')
}
