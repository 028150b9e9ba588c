import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { toRoleMessage } from '../caller.ts'
import type { AccessQuestion, PlannedAccess } from './access.ts'

export type ResolveAccess = (question: AccessQuestion) => Promise<PlannedAccess>

export const toAccessMessage = (access: PlannedAccess): ResolveAccessResponse => ({
  workspaceId: access.workspaceId,
  namespaceId: access.namespaceId,
  namespaceUuid: access.namespaceUuid,
  role: toRoleMessage(access.role),
  tier: access.tier,
  status: access.status,
  planLimits: access.planLimits,
})
