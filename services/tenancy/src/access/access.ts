import type { Role } from '../caller.ts'
import type { Facts } from '../entitlements/plan/store.ts'
import { fail } from '../errors.ts'

export interface AccessQuestion {
  /** Empty for an operator. */
  userId: string
  workspaceIdOrSlug: string
  /** An id or uuid; empty when none is named. */
  namespaceId: string
  /** Workspace of the API key of the call; empty if no key limits it. */
  keyWorkspaceId: string
  /** True if the key may act in other workspaces that allow it. */
  allWorkspaces: boolean
}

/** Facts of the database about a question. */
export interface AccessFacts {
  /** Undefined if no living workspace has that name. */
  workspace: { id: string; tier: string; status: string; foreignKeys: string } | undefined
  /** Role of the user in the workspace. */
  role: Role | undefined
  namespace: { id: string; uuid: string; ownerType: string; ownerId: string; isOwnerSeen: boolean } | undefined
  /** True if the user has called before. */
  hasPersonalNamespace: boolean
  /** The packages and boosts of the workspace, with the version of the catalogue. */
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

/** Access with the limits of the plan on the resources of Plinth itself. */
export interface PlannedAccess extends Access {
  planLimits: Record<string, number>
}

/** Resolves access (api.md §10). A resource that the caller cannot see gives the same result as a missing one. */
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

/** Returns true if the API key of the call may act in this workspace. */
const isOpenTo = (
  { keyWorkspaceId, allWorkspaces }: AccessQuestion,
  { id, foreignKeys }: { id: string; foreignKeys: string },
): boolean => keyWorkspaceId === '' || keyWorkspaceId === id || (allWorkspaces && foreignKeys === 'allow')
