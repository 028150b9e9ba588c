import type { Queryable } from '@plinth/kit/db'
import type { SearchResult } from '@plinth/proto/common/v1/search.ts'
import type { Caller } from '../caller.ts'
import { findRequests } from '../request-log/store.ts'
import { logScopeOf } from '../request-log/verbs.ts'
import { type FoundRow, findNamespacesBy, findWorkspacesBy } from './store.ts'

/**
 * Searches what the caller may read of this service: everywhere for an operator without a workspace, in the workspace for one with it, and for
 * others where they are members.
 */
export async function searchTenancy(
  db: Queryable,
  caller: Caller,
  { text, types }: { text: string; types: readonly string[] },
): Promise<SearchResult[]> {
  const searcher = caller.isOperator ? undefined : caller
  const { workspaceId } = caller
  const [workspaces, namespaces, requests] = await Promise.all([
    types.includes('workspace') ? findWorkspacesBy(db, text, searcher, workspaceId) : [],
    types.includes('namespace') ? findNamespacesBy(db, text, searcher, workspaceId) : [],
    types.includes('request') ? findCall(db, caller, text) : [],
  ])
  return [
    ...workspaces.map((row) => ({ ...row, type: 'workspace' })),
    ...namespaces.map((row) => ({ ...row, type: 'namespace' })),
    ...requests.map((row) => ({ ...row, type: 'request' })),
  ]
}

/** The newest call with this request ID. Its name is its method and path. */
async function findCall(db: Queryable, caller: Caller, requestId: string): Promise<FoundRow[]> {
  if (!caller.isOperator && caller.workspaceId === '') return []
  const scope = logScopeOf(caller, caller.workspaceId === '')
  const first = { page: 0, perPage: 1, cursor: '', filters: [], sort: [] }
  const { rows } = await findRequests(db, scope, requestId, first)
  return rows.map(({ method, path, workspaceId }) => ({
    id: requestId,
    name: `${method} ${path}`.trim(),
    workspaceId,
    isExact: true,
  }))
}
