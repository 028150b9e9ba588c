import { errorCodes, type PlinthError } from '@plinth/kit/errors'
import { writes } from '../../operation/changes-access.ts'
import { shownParams } from '../../request-log/shown-path.ts'
import type { Gateway } from '../context/gateway.ts'
import type { ReceivedRequest } from '../context/request-context.ts'

// A part or a server is away: each request fails alike, and its stack tells nothing.
const outages: readonly string[] = ['SERVICE_UNAVAILABLE', 'GATEWAY_TIMEOUT']

/** A 5xx with its cause as an error, without stacks where a part or a server is away; any other refusal at debug level. */
export function logRefusal(request: ReceivedRequest, { log }: Gateway, err: PlinthError): void {
  const facts = {
    request_id: request.requestId,
    operation: request.operation?.id,
    code: err.code,
    key_id: request.bearer?.principal.keyId,
    workspace_id: request.access?.workspaceId,
    ms: Math.round(performance.now() - request.startedMs),
  }
  if (outages.includes(err.code)) log.error({ ...facts, reason: reasonOf(err) }, 'a request failed')
  else if (errorCodes[err.code].http >= 500) log.error({ ...facts, err, cause: err.cause }, 'a request failed')
  else log.debug(facts, 'a request was refused')
}

const reasonOf = ({ message, cause }: PlinthError): string => (cause instanceof Error ? cause.message : message)

/** At debug level; a refusal has been logged already. */
export function logAnswer(
  { requestId, operation, res, startedMs, errorCode }: ReceivedRequest,
  { log }: Gateway,
): void {
  if (errorCode !== undefined || !log.isLevelEnabled('debug')) return
  const ms = Math.round(performance.now() - startedMs)
  log.debug({ request_id: requestId, operation: operation?.id, status: res.statusCode, ms }, 'a request was answered')
}

/** Logs writes of operator keys, also refused ones, with the ID of the key and the address, never with the key or bodies. */
export function logOperator(request: ReceivedRequest, { log }: Gateway, status: number): void {
  const { bearer, operation, requestId, access, params, ip } = request
  if (bearer === undefined || operation === undefined) return
  const { isOperator, keyId } = bearer.principal
  if (!isOperator || !writes(operation)) return
  const where = access === undefined ? {} : { workspace: access.workspaceId }
  log.info(
    {
      request_id: requestId,
      key_id: keyId,
      operation: operation.id,
      ...where,
      params: shownParams(params),
      ip,
      status,
    },
    'an operator key was used to write',
  )
}
