import type { Database, Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import { MembershipsServiceService as Memberships } from '@plinth/proto/tenancy/v1/members.ts'
import { callerOf } from '../caller.ts'
import { endUser } from '../ended-users/verbs.ts'
import { checkUserVisibility, getOwners, listMemberIds, listUserWorkspaceIds } from './verbs.ts'

export function membershipsRpc(database: Database, write: Write): Handlers<typeof Memberships> {
  return {
    listMemberIds: async (_, call) => ({ userIds: await listMemberIds(database, callerOf(call.context)) }),
    listUserWorkspaceIds: async ({ userId }, call) => ({
      workspaceIds: await listUserWorkspaceIds(database, callerOf(call.context), userId),
    }),
    batchGetOwners: async ({ workspaceIds }) => ({ owners: await getOwners(database, workspaceIds) }),
    endUser: write(Memberships.endUser, async ({ userId, userVersion }, call, tx) => {
      await endUser(tx, callerOf(call.context), userId, userVersion)
      return {}
    }),
    checkUserVisibility: async ({ userId }, call) => ({
      isVisible: await checkUserVisibility(database, callerOf(call.context), userId),
    }),
  }
}
