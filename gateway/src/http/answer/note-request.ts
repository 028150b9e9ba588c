import type { PlinthError } from '@plinth/kit/errors'
import type { Denial } from '@plinth/proto/tenancy/v1/request_log.ts'
import type { Bearer } from '../../access/caller.ts'
import type { GatewayConfig } from '../../config.ts'
import { writes } from '../../operation/changes-access.ts'
import type { Row } from '../../request-log/row-buffer.ts'
import { shownPath } from '../../request-log/shown-path.ts'
import type { Gateway } from '../context/gateway.ts'
import type { ReceivedRequest } from '../context/request-context.ts'

/** Adds the row of an answered request to the request log, if it has one. A call without a valid key is of no workspace and has none. */
export function noteRequest(request: ReceivedRequest, gateway: Gateway, now: Date): void {
  const { bearer } = request
  const { requestLog, config } = gateway
  if (bearer === undefined || !isLogged(request, config.requestLog)) return
  const workspaceId = workspaceOfCall(request, bearer)
  if (requestLog.hasPlaceFor(workspaceId, now)) requestLog.add(rowOf(request, bearer, workspaceId, now))
}

/** The workspace in which the call acted, or that of its key; empty for an operator who named none. */
export const workspaceOfCall = ({ access }: ReceivedRequest, { principal }: Bearer): string =>
  access?.workspaceId ?? principal.homeWorkspaceId

function isLogged(request: ReceivedRequest, level: GatewayConfig['requestLog']): boolean {
  if (level === 'off') return false
  const { operation, denial } = request
  const status = statusOf(request)
  if (level === 'all' || denial !== undefined || status === 0 || status >= 400) return true
  return level === 'changes' && operation !== undefined && writes(operation) && operation.isUsage !== true
}

/** 0: the caller disconnected before the answer. */
const statusOf = ({ res }: ReceivedRequest): number => (res.headersSent ? res.statusCode : 0)

function rowOf(request: ReceivedRequest, { principal }: Bearer, workspaceId: string, now: Date): Row {
  const { operation, access, params, reply } = request
  const durationMs = Math.round(performance.now() - request.startedMs)
  return {
    id: '',
    requestId: request.requestId,
    atMs: now.getTime() - durationMs,
    method: request.req.method,
    path: operation === undefined ? '' : shownPath(operation.path, params),
    operation: operation?.id ?? '',
    status: statusOf(request),
    code: request.errorCode ?? '',
    durationMs,
    keyId: principal.keyId,
    sessionId: principal.sessionId,
    userId: principal.userId,
    actorType: principal.isOperator ? 'operator' : 'user',
    actorName: principal.name,
    workspaceId,
    namespaceId:
      access?.namespaceId || (params['namespace_id'] === undefined ? '' : shownPath('{namespace_id}', params)),
    isReplayed: reply?.isReplay === true,
    limitedBy: request.limitedBy,
    denial: request.denial,
    omitted: 0,
    place: 0,
  }
}

/**
 * Returns the rate limit that refused a call with this error, of several the one to wait for longest; empty if none did. A service of
 * the release before names none of its own.
 */
export const limitOfError = ({ code, details }: PlinthError): string =>
  code === 'RATE_LIMIT_EXCEEDED' ? (details['policy']?.[0] ?? 'unknown') : ''

/** Returns what the plan refused by an error, for the request log. */
export function denialOfError({ code, details }: PlinthError): Denial | undefined {
  if (code !== 'FEATURE_LIMIT_REACHED' && code !== 'ENTITLEMENT_DENIED') return undefined
  const [feature] = details['feature'] ?? []
  return feature === undefined ? undefined : { feature, reason: code }
}
