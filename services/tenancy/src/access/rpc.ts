import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { toRoleMessage } from '../caller.ts'
import type { Access, AccessQuestion } from './access.ts'

export type ResolveAccess = (question: AccessQuestion) => Promise<Access>

export const toAccessMessage = (access: Access): ResolveAccessResponse => ({
  workspaceId: access.workspaceId,
  namespaceId: access.namespaceId,
  role: toRoleMessage(access.role),
  tier: access.tier,
  status: access.status,
  planLimits: {},
})
