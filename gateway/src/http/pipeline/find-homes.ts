import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { contextOf } from '../../access/caller.ts'
import { fail } from '../../errors.ts'
import { isDryQuery } from '../../operation/is-dry-query.ts'
import { showsRows } from '../../operator-access/shows-rows.ts'
import type { Gateway } from '../context/gateway.ts'
import type { AuthorizedRequest } from '../context/request-context.ts'

/**
 * The workspaces of the namespace or user in the path of an operator's call, as far as the call has to know them. Services keep operators
 * out of no workspace: one who chose a workspace is kept to it here, for every operation (api.md §10).
 */
export async function findHomes(
  { operation, params, query, bearer, requestId }: AuthorizedRequest,
  access: ResolveAccessResponse | undefined,
  { homes }: Gateway,
): Promise<readonly string[]> {
  if (bearer?.principal.isOperator !== true || operation.context === 'path') return []
  if (access === undefined && !showsRows(operation, isDryQuery(query))) return []
  const { namespace_id: namespaceId, user_id: userId } = params
  if (namespaceId === undefined && userId === undefined) return []
  const caller = { principal: bearer.principal, access: undefined }
  const ask = { context: contextOf({ requestId }, caller) }
  const found = namespaceId === undefined ? homes.ofUser(userId ?? '', ask) : homes.ofNamespace(namespaceId, ask)
  const workspaceIds = await found
  const isElsewhere = access !== undefined && workspaceIds.length > 0 && !workspaceIds.includes(access.workspaceId)
  if (isElsewhere) throw namespaceId === undefined ? fail.notFound() : fail.namespaceElsewhere()
  return workspaceIds
}
