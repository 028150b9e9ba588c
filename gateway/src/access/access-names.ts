// The names under which what is remembered of callers is revoked. A pair is a tenant's own: a caller who names one of a workspace
// that is not theirs revokes nothing there.
import type { AuthenticateResponse } from '@plinth/proto/identity/v1/authentication.ts'
import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'

export const pair = (tenantId: string, id: string): string => `${tenantId}/${id}`

/** Of who bears a key: the key, its user and its workspace. */
export function namesOfGrant({ principal }: AuthenticateResponse): string[] {
  if (principal === undefined) return []
  const { keyId, userId, homeWorkspaceId } = principal
  if (principal.isOperator) return [keyId]
  return [keyId, userId, homeWorkspaceId, pair(homeWorkspaceId, keyId), pair(homeWorkspaceId, userId)]
}

/** Of what a user may do in a workspace, and in a namespace as its context. */
export function namesOfAccess(userId: string, access: ResolveAccessResponse): string[] {
  const { workspaceId, namespaceId, namespaceUuid } = access
  const namespaces = [namespaceId, namespaceUuid].filter((id) => id !== '')
  return [
    ...[workspaceId, userId, pair(workspaceId, userId)],
    ...namespaces.flatMap((id) => [id, pair(workspaceId, id), pair(userId, id)]),
  ]
}
