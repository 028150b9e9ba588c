import type { Database, Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import { Role } from '@plinth/proto/common/v1/context.ts'
import {
  type Member as MemberMessage,
  MembersServiceService as Members,
  type MembershipsServiceService as Memberships,
} from '@plinth/proto/tenancy/v1/members.ts'
import { callerOf, fromRoleMessage, toRoleMessage } from '../caller.ts'
import type { AddingDeps } from '../plan-limit.ts'
import type { Membership } from '../teams/team.ts'
import {
  addMember,
  checkUserVisibility,
  getOwners,
  listMemberIds,
  listMembers,
  listUserMemberships,
  listUserWorkspaceIds,
  removeMember,
  updateMember,
} from './verbs.ts'

export function membersRpc(database: Database, write: Write, by: AddingDeps): Handlers<typeof Members> {
  return {
    listMembers: async ({ query }, { context }) => {
      const { rows, info } = await listMembers(database, callerOf(context), query)
      return { members: rows.map((row) => toMemberMessage(row)), page: info }
    },
    addMember: write(Members.addMember, async ({ userId, role, ...known }, { context }, tx) => ({
      member: toMemberMessage(await addMember(tx, callerOf(context), userId, fromRoleMessage(role), by), known),
    })),
    updateMember: write(Members.updateMember, async ({ userId, role, ...known }, { context }, tx) => {
      const wanted = role === Role.ROLE_UNSPECIFIED ? undefined : fromRoleMessage(role)
      return { member: toMemberMessage(await updateMember(tx, callerOf(context), userId, wanted), known) }
    }),
    removeMember: write(Members.removeMember, async ({ userId }, { context }, tx) => {
      await removeMember(tx, callerOf(context), userId)
      return {}
    }),
  }
}

/** Look-ups for the gateway. */
export function membershipsRpc(database: Database): Omit<Handlers<typeof Memberships>, 'endUser'> {
  return {
    listMemberIds: (request, { context }) => listMemberIds(database, callerOf(context), request),
    listUserWorkspaceIds: async ({ userId }, { context }) => ({
      workspaceIds: await listUserWorkspaceIds(database, callerOf(context), userId),
    }),
    listUserMemberships: async ({ userId, query }, { context }) => {
      const { rows, info } = await listUserMemberships(database, callerOf(context), userId, query)
      return { memberships: rows.map((row) => ({ ...row, role: toRoleMessage(row.role) })), page: info }
    },
    batchGetOwners: async ({ workspaceIds }) => ({ owners: await getOwners(database, workspaceIds) }),
    checkUserVisibility: async ({ userId }, { context }) => ({
      isVisible: await checkUserVisibility(database, callerOf(context), userId),
    }),
  }
}

/** `known` has the name and address of the user, as the caller read them. */
export const toMemberMessage = (
  membership: Membership,
  { name, email }: { name: string; email: string } = { name: '', email: '' },
): MemberMessage => ({ ...membership, role: toRoleMessage(membership.role), name, email })
