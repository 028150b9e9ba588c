import { writes } from '../../operation/narrows.ts'
import type { Exchange } from '../context/exchange.ts'
import type { Gateway } from '../context/gateway.ts'

/** Which operator key changed something, or tried to, and from where: by its id, never the key, and without bodies. */
export function logOperator(exchange: Exchange, { log }: Gateway, status: number): void {
  const { bearer, operation, requestId, access, params, ip } = exchange
  if (bearer === undefined || operation === undefined) return
  const { isOperator, keyId } = bearer.principal
  if (!isOperator || !writes(operation)) return
  const where = access === undefined ? {} : { workspace: access.workspaceId }
  log.info(
    { request_id: requestId, key_id: keyId, operation: operation.id, ...where, params, ip, status },
    'an operator key was used to write',
  )
}
