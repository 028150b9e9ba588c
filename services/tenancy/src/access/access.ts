import type { Role } from '../caller.ts'
import type { Facts } from '../entitlements/facts-store.ts'
import { fail } from '../errors.ts'

export interface AccessQuestion {
  /** Empty for an operator. */
  userId: string
  workspaceIdOrSlug: string
  /** An id or uuid; empty when none is named. */
  namespaceId: string
  /** Of the API key that asks; empty: no key binds the question. */
  keyWorkspaceId: string
  /** The key may act in other workspaces as well, where these allow it. */
  allWorkspaces: boolean
}

/** What the database knows about a question. */
export interface AccessFacts {
  /** Undefined when there is no such living workspace. */
  workspace: { id: string; tier: string; status: string; foreignKeys: string } | undefined
  /** The user's role in it. */
  role: Role | undefined
  namespace: { id: string; uuid: string; ownerType: string; ownerId: string; isOwnerSeen: boolean } | undefined
  /** Has the user been here before? */
  hasPersonalNamespace: boolean
  /** What the workspace holds. */
  plan: Pick<Facts, 'packages' | 'boosts' | 'catalogVersion' | 'at'>
}

export interface Access {
  workspaceId: string
  /** Empty when none was named. */
  namespaceId: string
  namespaceUuid: string
  /** Undefined for an operator. */
  role: Role | undefined
  tier: string
  status: string
}

/** With the limits of the workspace's plan on Plinth's own resources. */
export interface PlannedAccess extends Access {
  planLimits: Record<string, number>
}

/** api.md §10. What the caller cannot see is the same as what is not there. */
export function decideAccess(question: AccessQuestion, { workspace, role, namespace }: AccessFacts): Access {
  const { userId, namespaceId } = question
  const isOperator = userId === ''
  if (workspace === undefined || (role === undefined && !isOperator) || !isOpenTo(question, workspace))
    throw fail.workspaceNotFound()
  const access = { workspaceId: workspace.id, role, tier: workspace.tier, status: workspace.status }
  if (namespaceId === '') return { ...access, namespaceId: '', namespaceUuid: '' }
  if (namespace === undefined) throw fail.namespaceNotFound()
  const { ownerType, ownerId, isOwnerSeen } = namespace
  const isReachable = ownerType === 'User' ? isOperator || ownerId === userId : ownerId === workspace.id
  if (isReachable) return { ...access, namespaceId: namespace.id, namespaceUuid: namespace.uuid }
  throw ownerType === 'Workspace' && isOwnerSeen ? fail.namespaceElsewhere() : fail.namespaceNotFound()
}

/** May the API key that asks act in this workspace? */
const isOpenTo = (
  { keyWorkspaceId, allWorkspaces }: AccessQuestion,
  { id, foreignKeys }: { id: string; foreignKeys: string },
): boolean => keyWorkspaceId === '' || keyWorkspaceId === id || (allWorkspaces && foreignKeys === 'allow')
