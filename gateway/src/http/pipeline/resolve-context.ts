import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import type { Bearer } from '../../access/caller.ts'
import { fail } from '../../errors.ts'
import type { Gateway } from '../context/gateway.ts'
import type { AuthorizedRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'
import { contextNames, isName } from './context-names.ts'
import { findHomes } from './find-homes.ts'

/**
 * Finds the workspace of the call, and notes keys that act in another one than their own. A refused call has none: its path may name what is
 * another workspace's.
 */
export const resolveContext: Step<AuthorizedRequest> = async (request, gateway) => {
  const access = await findAccess(request, gateway)
  request.homes = await findHomes(request, access, gateway)
  if (access === undefined || request.bearer === undefined) return
  request.access = access
  gateway.foreignKeys.note(request.bearer, access.workspaceId)
}

/**
 * The access of the caller to the workspace of the call (api.md §10): that of the path, otherwise the named one, otherwise that of
 * the key. Undefined without a workspace. Throws as the request is refused.
 */
export async function findAccess(
  request: AuthorizedRequest,
  gateway: Gateway,
): Promise<ResolveAccessResponse | undefined> {
  const { operation, params, bearer } = request
  if (Object.values(params).some((value) => !isName(value))) throw fail.notFound()
  if (bearer === undefined) return undefined
  const { context, isOpenWhileSuspended = false } = operation
  const { principal, home } = bearer
  const refusesSuspended = !isOpenWhileSuspended && !principal.isOperator
  if (refusesSuspended && home?.status === 'suspended') throw fail.workspaceSuspended()
  const named = contextNames(request)
  const inPath = context === 'path' ? params['workspace_id'] : undefined
  const workspace = inPath ?? named.workspace ?? principal.homeWorkspaceId
  if (workspace === '') {
    if (context !== 'none' || named.namespace !== undefined) throw fail.workspaceMissing()
    return undefined
  }
  const isHome = workspace === principal.homeWorkspaceId && named.namespace === undefined
  const access =
    isHome && home !== undefined ? home : await lookUp(request, gateway, bearer, workspace, named.namespace)
  if (inPath !== undefined && named.workspace !== undefined && named.workspace !== inPath) {
    const other = await lookUp(request, gateway, bearer, named.workspace).catch(() => undefined)
    if (other?.workspaceId !== access.workspaceId) throw fail.contextConflict('workspace_id')
  }
  if (refusesSuspended && access.status === 'suspended') throw fail.workspaceSuspended()
  return access
}

function lookUp(
  { requestId }: AuthorizedRequest,
  { directory }: Gateway,
  { principal }: Bearer,
  workspace: string,
  namespace = '',
) {
  return directory.access({ requestId, principal, workspace, namespace })
}
