// Names under which cached access is revoked. A pair belongs to a tenant: a caller who names one of a workspace
// that is not theirs revokes nothing there.
import type { AuthenticateResponse } from '@plinth/proto/identity/v1/authentication.ts'
import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'

/** Stands for all refused keys and sessions, whose owners no gateway knows. No id, and no name of a path that is granted, is called so. */
export const refusedKeys = 'refused keys'

export const pair = (tenantId: string, id: string): string => `${tenantId}/${id}`

/** Names of a key, or of a session that stands for it: session, key, user and workspace. */
export function namesOfGrant({ principal }: AuthenticateResponse): string[] {
  if (principal === undefined) return []
  const { keyId, userId, homeWorkspaceId, sessionId } = principal
  const session = sessionId === '' ? [] : [sessionId]
  if (principal.isOperator) return [...session, keyId]
  return [...session, keyId, userId, homeWorkspaceId, pair(homeWorkspaceId, keyId), pair(homeWorkspaceId, userId)]
}

/** Names of the access of a user to a workspace, and to a namespace. */
export function namesOfAccess(userId: string, access: ResolveAccessResponse): string[] {
  const { workspaceId, namespaceId, namespaceUuid } = access
  const namespaces = [namespaceId, namespaceUuid].filter((id) => id !== '')
  return [
    ...[workspaceId, userId, pair(workspaceId, userId)],
    ...namespaces.flatMap((id) => [id, pair(workspaceId, id), pair(userId, id)]),
  ]
}
