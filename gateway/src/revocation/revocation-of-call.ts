import { errorCodes, PlinthError } from '@plinth/kit/errors'
import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { pair } from '../access/access-names.ts'
import type { Bearer } from '../access/caller.ts'
import { mayRevoke } from '../operation/changes-access.ts'
import type { OperationFacts } from '../operation/operation.ts'

/** What no gateway may use any more before the answer: these names, everything, something whose name is unknown by now, or nothing. */
export type Revocation = string[] | 'everything' | 'unnamed' | undefined

/** What of a call says whom it concerns. */
export interface RevokingCall {
  operation: OperationFacts
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  json: unknown
  bearer: Bearer | undefined
  /** The workspace that the call acts in. */
  access: ResolveAccessResponse | undefined
}

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
export function revocationOf(call: RevokingCall, refusal: unknown): Revocation {
  if (!mayRevoke(call.operation, call.json, call.query)) return undefined
  if (refusal === undefined) return done(call)
  if (isHarmless(refusal)) return undefined
  return call.bearer?.principal.isOperator ? done(call) : refused(call, isMissing(refusal))
}

/** Of an operation of a batch whose whole answer was stored: it runs no more, so its workspace is not looked up. */
export function revocationOfReplay(call: RevokingCall, status: number): Revocation {
  const { operation } = call
  if (!mayRevoke(operation, call.json, call.query)) return undefined
  const isRefused = status >= 400
  if (operation.context !== 'path') return isRefused ? refused(call, status === 404) : done(call)
  const { workspace_id: named = '' } = call.params
  if (isRefused) return undefined
  return workspaceIdPattern.test(named) ? [named] : 'unnamed'
}

function done(call: RevokingCall): Revocation {
  const { operator_key_id: operatorKeyId } = call.params
  if (operatorKeyId !== undefined) return [operatorKeyId]
  const { workspaceId, keyId, namespaceId, userId } = targetOf(call)
  if (userId !== undefined) return workspaceId === undefined ? [userId] : [userId, pair(workspaceId, userId)]
  if (keyId !== undefined) return workspaceId === undefined ? [keyId] : [pair(workspaceId, keyId)]
  if (namespaceId !== undefined) return [namespaceId]
  return workspaceId === undefined ? 'everything' : [workspaceId]
}

function refused(call: RevokingCall, isMissing: boolean): Revocation {
  if (isMissing && namesNothing(call.params)) return undefined
  const { workspaceId, keyId, namespaceId, userId } = targetOf(call)
  if (workspaceId === undefined) return undefined
  if (userId !== undefined) return [pair(workspaceId, userId)]
  if (keyId !== undefined) return [pair(workspaceId, keyId)]
  if (namespaceId !== undefined)
    return [pair(workspaceId, namespaceId), pair(call.bearer?.principal.userId ?? '', namespaceId)]
  return [workspaceId]
}

/** The workspace is the one that the call acts in; none for what is in no workspace. */
function targetOf({ params, access, operation }: RevokingCall) {
  const isInWorkspace = operation.context !== 'none' || params['namespace_id'] !== undefined
  return {
    workspaceId: isInWorkspace ? access?.workspaceId : undefined,
    keyId: params['key_id'],
    namespaceId: params['namespace_id']?.toLowerCase(),
    userId: params['user_id'],
  }
}

/** What no id of ours looks like was never there. */
const namesNothing = (params: RevokingCall['params']): boolean =>
  Object.entries(targets).some(([name, pattern]) => {
    const given = params[name]
    return given !== undefined && !pattern.test(given)
  })

export const isMissing = (refusal: unknown): boolean =>
  refusal instanceof PlinthError && refusal.code === 'RESOURCE_NOT_FOUND'

/** What was asked for was none, or not now: nothing came of it, of an earlier call neither. */
const isHarmless = (refusal: unknown): boolean =>
  refusal instanceof PlinthError && [400, 422, 429].includes(errorCodes[refusal.code].http)
