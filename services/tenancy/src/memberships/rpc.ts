import type { Database } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { MembershipsServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { callerOf } from '../caller.ts'
import { checkUserVisibility, getOwners, listMemberIds, listUserWorkspaceIds } from './verbs.ts'

export function membershipsRpc(database: Database): Handlers<typeof MembershipsServiceService> {
  return {
    listMemberIds: async (_, call) => ({ userIds: await listMemberIds(database, callerOf(call.context)) }),
    listUserWorkspaceIds: async ({ userId }, call) => ({
      workspaceIds: await listUserWorkspaceIds(database, callerOf(call.context), userId),
    }),
    batchGetOwners: async ({ workspaceIds }) => ({ owners: await getOwners(database, workspaceIds) }),
    checkUserVisibility: async ({ userId }, call) => ({
      isVisible: await checkUserVisibility(database, callerOf(call.context), userId),
    }),
  }
}
