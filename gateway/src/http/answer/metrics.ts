import { isTier, tiers } from '@plinth/kit/access/tiers'
import { type ErrorCode, errorCodes } from '@plinth/kit/errors'
import { counter, durationBounds, gauge, histogram } from '@plinth/kit/metrics'
import type { Gateway } from '../context/gateway.ts'
import type { ReceivedRequest } from '../context/request-context.ts'

const durations = histogram({
  name: 'http_server_request_duration_seconds',
  help: 'Requests of the public API by path template.',
  labels: ['http_request_method', 'http_route', 'http_response_status_code'],
  kept: ['http_response_status_code'],
  bounds: durationBounds,
})
const active = gauge({
  name: 'http_server_active_requests',
  help: 'Requests of the public API in flight.',
  labels: [],
})
const unread = gauge({
  name: 'plinth_unread_answer_bytes',
  help: 'Answers that are on their way and not read by their clients.',
  labels: [],
})
const refusals = counter({
  name: 'plinth_refusals_total',
  help: 'Refused or failed requests, by public error code.',
  labels: ['code'],
})
const authFailures = counter({
  name: 'plinth_auth_failures_total',
  help: 'Requests that failed authentication, by reason.',
  labels: ['reason'],
})
const decisions = counter({
  name: 'plinth_ratelimit_decisions_total',
  help: 'Rate limit decisions by tier of the workspace; the tier none means no valid key.',
  labels: ['tier', 'allowed'],
})
const idempotent = counter({
  name: 'plinth_idempotency_requests_total',
  help: 'Requests with an Idempotency-Key: result is new, replay or conflict.',
  labels: ['result'],
})

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const statuses = Array.from({ length: 600 }, (_, status) => String(status))
// A path without a match has no template, and is never a label itself.
const noRoute = 'none'
const noTier = 'none'

/** Counts an answered request, or one whose caller has disconnected. */
export function countRequest(request: ReceivedRequest): void {
  const { req, res, startedMs, operation, decision, errorCode } = request
  const method = methods.has(req.method) ? req.method : '_OTHER'
  const status = statuses[res.statusCode] ?? 'other'
  durations.observe((performance.now() - startedMs) / 1_000, method, operation?.path ?? noRoute, status)
  if (decision !== undefined) decisions.add(1, tierOf(request), decision.isAllowed ? 'true' : 'false')
  if (request.idempotency !== undefined) idempotent.add(1, idempotencyResult(request))
  if (errorCode === undefined) return
  refusals.add(1, errorCode)
  if (isAuthFailure(errorCode)) authFailures.add(1, errorCode)
}

/** Exposes the requests in flight, the bytes of answers that are not read, and counters that alerts use, at 0. Returns a function that ends the first two. */
export function showRequests({ slots, unreadAnswers }: Pick<Gateway, 'slots' | 'unreadAnswers'>): () => void {
  for (const code of Object.keys(errorCodes) as ErrorCode[]) if (isAuthFailure(code)) authFailures.begin(code)
  for (const tier of [noTier, ...tiers]) for (const isAllowed of ['true', 'false']) decisions.begin(tier, isAllowed)
  const hideActive = active.read(() => [{ value: slots.total, labels: [] }])
  const hideUnread = unread.read(() => [{ value: unreadAnswers.bytes, labels: [] }])
  return () => {
    hideActive()
    hideUnread()
  }
}

const isAuthFailure = (code: ErrorCode) => errorCodes[code].http === 401 || code === 'IP_NOT_ALLOWED'

function tierOf({ bearer, decision }: ReceivedRequest): string {
  if (bearer === undefined || decision?.states[0]?.policy.name === 'ip') return noTier
  const tier = bearer.home?.tier ?? ''
  return isTier(tier) ? tier : 'free'
}

function idempotencyResult({ reply, errorCode }: ReceivedRequest): 'new' | 'replay' | 'conflict' {
  if (reply?.isReplay) return 'replay'
  return errorCode === 'IDEMPOTENCY_IN_PROGRESS' || errorCode === 'IDEMPOTENCY_KEY_REUSED' ? 'conflict' : 'new'
}
