import { errorCodes, PlinthError } from '@plinth/kit/errors'
import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { pair, refusedKeys } from '../access/access-names.ts'
import type { Bearer } from '../access/caller.ts'
import { mayRevoke } from '../operation/changes-access.ts'
import type { OperationFacts } from '../operation/operation.ts'

/** Cached values that no gateway may use after the answer: these names, all, one whose name is unknown by now, or none. */
export type Revocation = string[] | 'everything' | 'unnamed' | undefined

/** The parts of a call that say whose access it may take away. */
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
/** Ids in a path, as they are made. */
const targets = {
  key_id: /^key_[0-9a-z]{26}$/,
  namespace_id: /^(ns_[0-9a-z]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i,
  user_id: /^usr_[0-9a-z]{26}$/,
}

/**
 * The access that a call may have taken away. A replay and a refusal count too: a target that is gone (404) or has changed
 * (409, 412) may be so since a call that was never answered. A refused call revokes only access of its own tenant.
 */
export function revocationOf(call: RevokingCall, refusal: unknown): Revocation {
  if (!mayRevoke(call.operation, call.json, call.query)) return undefined
  if (refusal === undefined) return revokedBySuccess(call)
  if (isHarmless(refusal)) return undefined
  return call.bearer?.principal.isOperator ? revokedBySuccess(call) : revokedByRefusal(call, isMissing(refusal))
}

/** For an operation of a batch whose answer was stored: the operation does not run again, so its workspace is not looked up. */
export function revocationOfReplay(call: RevokingCall, status: number): Revocation {
  const { operation } = call
  if (!mayRevoke(operation, call.json, call.query)) return undefined
  const isRefused = status >= 400
  if (operation.context !== 'path') return isRefused ? revokedByRefusal(call, status === 404) : revokedBySuccess(call)
  const { workspace_id: named = '' } = call.params
  if (isRefused) return undefined
  return workspaceIdPattern.test(named) ? [named] : 'unnamed'
}

function revokedBySuccess(call: RevokingCall): Revocation {
  const { operator_key_id: operatorKeyId, session_id: sessionId } = call.params
  if (operatorKeyId !== undefined) return [operatorKeyId]
  if (sessionId !== undefined) return [sessionId]
  const { workspaceId, keyId, namespaceId, userId } = targetOf(call)
  if (userId !== undefined && call.operation.restoresKeys) return [userId, refusedKeys]
  if (userId !== undefined) return workspaceId === undefined ? [userId] : [userId, pair(workspaceId, userId)]
  if (keyId !== undefined) return workspaceId === undefined ? [keyId] : [pair(workspaceId, keyId)]
  if (namespaceId !== undefined) return [namespaceId]
  return workspaceId === undefined ? 'everything' : [workspaceId]
}

function revokedByRefusal(call: RevokingCall, isMissing: boolean): Revocation {
  if (isMissing && namesNothing(call.params)) return undefined
  const { workspaceId, keyId, namespaceId, userId } = targetOf(call)
  if (workspaceId === undefined) return userId !== undefined && isOwn(call, userId) ? [userId] : undefined
  if (userId !== undefined) return [pair(workspaceId, userId)]
  if (keyId !== undefined) return [pair(workspaceId, keyId)]
  if (namespaceId !== undefined)
    return [pair(workspaceId, namespaceId), pair(call.bearer?.principal.userId ?? '', namespaceId)]
  return [workspaceId]
}

/** The workspace is the one that the call acts in; undefined when the target is in no workspace. */
function targetOf({ params, access, operation }: RevokingCall) {
  const isInWorkspace = operation.context !== 'none' || params['namespace_id'] !== undefined
  return {
    workspaceId: isInWorkspace ? access?.workspaceId : undefined,
    keyId: params['key_id'],
    namespaceId: params['namespace_id']?.toLowerCase(),
    userId: params['user_id'],
  }
}

const isOwn = ({ bearer }: RevokingCall, userId: string): boolean => bearer?.principal.userId === userId

/** True when a parameter looks like none of our ids: its target never existed. */
const namesNothing = (params: RevokingCall['params']): boolean =>
  Object.entries(targets).some(([name, pattern]) => {
    const given = params[name]
    return given !== undefined && !pattern.test(given)
  })

export const isMissing = (refusal: unknown): boolean =>
  refusal instanceof PlinthError && refusal.code === 'RESOURCE_NOT_FOUND'

/** The request was invalid or came too often: neither this call nor an earlier one changed anything. */
const isHarmless = (refusal: unknown): boolean =>
  refusal instanceof PlinthError && [400, 422, 429].includes(errorCodes[refusal.code].http)
