import { errorCodes, PlinthError } from '@plinth/kit/errors'
import { type Exchange, settled } from '../http/context/exchange.ts'
import { narrows } from '../operation/narrows.ts'
import { pair } from '../access/access-names.ts'

/** What no gateway may use any more before the answer: names, everything, what nobody can name any more, or nothing. */
export type Revocation = string[] | 'everything' | 'unnamed' | undefined

const workspaceIdPattern = /^wks_[0-9a-z]{26}$/
/** What a path may name, as it is made. */
const targets = {
  key_id: /^key_[0-9a-z]{26}$/,
  namespace_id: /^(ns_[0-9a-z]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i,
  user_id: /^usr_[0-9a-z]{26}$/,
}

/**
 * What a call may have taken from callers. Also by a replay, and by a refusal: what is gone (404) or has changed (409, 412) may be
 * so since a call that was never answered. A refused call revokes only what is its own tenant's.
 */
export function revocationOf(exchange: Exchange, refusal: unknown): Revocation {
  if (!narrows(settled(exchange.operation), exchange.json, exchange.query)) return undefined
  if (refusal === undefined) return done(exchange)
  if (isHarmless(refusal)) return undefined
  return settled(exchange.bearer).principal.isOperator ? done(exchange) : refused(exchange, isMissing(refusal))
}

/** Of an operation of a batch whose whole answer was stored: it runs no more, so its workspace is not looked up. */
export function revocationOfReplay(exchange: Exchange, status: number): Revocation {
  const operation = settled(exchange.operation)
  if (!narrows(operation, exchange.json, exchange.query)) return undefined
  const isRefused = status >= 400
  if (operation.context !== 'path') return isRefused ? refused(exchange, status === 404) : done(exchange)
  const { workspace_id: named = '' } = exchange.params
  if (isRefused) return undefined
  return workspaceIdPattern.test(named) ? [named] : 'unnamed'
}

function done(exchange: Exchange): Revocation {
  const { operator_key_id: operatorKeyId } = exchange.params
  if (operatorKeyId !== undefined) return [operatorKeyId]
  const { workspaceId, keyId, namespaceId, userId } = targetOf(exchange)
  if (userId !== undefined) return workspaceId === undefined ? [userId] : [userId, pair(workspaceId, userId)]
  if (keyId !== undefined) return workspaceId === undefined ? [keyId] : [pair(workspaceId, keyId)]
  if (namespaceId !== undefined) return [namespaceId]
  return workspaceId === undefined ? 'everything' : [workspaceId]
}

function refused(exchange: Exchange, isMissing: boolean): Revocation {
  if (isMissing && namesNothing(exchange.params)) return undefined
  const { workspaceId, keyId, namespaceId, userId } = targetOf(exchange)
  if (workspaceId === undefined) return undefined
  const { principal } = settled(exchange.bearer)
  if (userId !== undefined) return [pair(workspaceId, userId)]
  if (keyId !== undefined) return [pair(workspaceId, keyId)]
  if (namespaceId !== undefined) return [pair(workspaceId, namespaceId), pair(principal.userId, namespaceId)]
  return [workspaceId]
}

/** The workspace is the one that the call acts in; none for what is in no workspace. */
function targetOf({ params, access, operation }: Exchange) {
  const isInWorkspace = settled(operation).context !== 'none' || params['namespace_id'] !== undefined
  return {
    workspaceId: isInWorkspace ? access?.workspaceId : undefined,
    keyId: params['key_id'],
    namespaceId: params['namespace_id']?.toLowerCase(),
    userId: params['user_id'],
  }
}

/** What no id of ours looks like was never there. */
const namesNothing = (params: Exchange['params']): boolean =>
  Object.entries(targets).some(([name, pattern]) => {
    const given = params[name]
    return given !== undefined && !pattern.test(given)
  })

export const isMissing = (refusal: unknown): boolean =>
  refusal instanceof PlinthError && refusal.code === 'RESOURCE_NOT_FOUND'

/** What was asked for was none, or not now: nothing came of it, of an earlier call neither. */
const isHarmless = (refusal: unknown): boolean =>
  refusal instanceof PlinthError && [400, 422, 429].includes(errorCodes[refusal.code].http)
