import type { Idempotency } from '@plinth/proto/common/v1/context.ts'
import { type Exchange, settled } from '../context/exchange.ts'

/**
 * Where an Idempotency-Key is unique: the API key and those it was rotated from, workspace, method and path (api.md §6), and
 * the place in a batch; no room where no key is needed. The release before said the user instead of the API key.
 */
export function idempotencyOf(exchange: Exchange): { idempotency?: Idempotency } {
  const { idempotency, operation, bearer, access, req, path, batchIndex } = exchange
  if (idempotency === undefined || bearer === undefined) return {}
  const { isOperator, keyId, keyFamilyId, keyGeneration, userId } = bearer.principal
  const place = batchIndex === undefined ? [] : [batchIndex]
  const roomOf = (holder: string) => [holder, access?.workspaceId ?? '', req.method, path, ...place].join(' ')
  return {
    idempotency: {
      ...idempotency,
      scope: roomOf(keyFamilyId || keyId),
      generation: keyGeneration,
      formerScope: isOperator ? '' : roomOf(userId),
      hasSecret: settled(operation).hasSecret === true,
    },
  }
}
