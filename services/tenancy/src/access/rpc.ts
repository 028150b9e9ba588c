import type { Handlers } from '@plinth/kit/rpc'
import type { ResolveAccessResponse, WorkspacesServiceService } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { toRoleMessage } from '../caller.ts'
import type { AccessQuestion, PlannedAccess } from './access.ts'

type ResolveAccess = (question: AccessQuestion) => Promise<PlannedAccess>

export const accessRpc = (
  resolveAccess: ResolveAccess,
): Pick<Handlers<typeof WorkspacesServiceService>, 'resolveAccess'> => ({
  resolveAccess: async (request) => toMessage(await resolveAccess(request)),
})

const toMessage = (access: PlannedAccess): ResolveAccessResponse => ({ ...access, role: toRoleMessage(access.role) })
