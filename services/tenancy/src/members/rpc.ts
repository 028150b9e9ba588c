import type { Database, Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { type Member as MemberMessage, MembersServiceService as Members } from '@plinth/proto/tenancy/v1/members.ts'
import { callerOf, fromRoleMessage, toRoleMessage } from '../caller.ts'
import type { Membership } from '../memberships/membership.ts'
import type { Adding } from '../plan/plan-limit.ts'
import { addMember, listMembers, removeMember, updateMember } from './verbs.ts'

export function membersRpc(database: Database, write: Write, by: Adding): Handlers<typeof Members> {
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

/** `known` is what the caller read of the user. */
export const toMemberMessage = (
  membership: Membership,
  { name, email }: { name: string; email: string } = { name: '', email: '' },
): MemberMessage => ({
  userId: membership.userId,
  role: toRoleMessage(membership.role),
  createdAt: membership.createdAt,
  updatedAt: membership.updatedAt,
  version: membership.version,
  name,
  email,
})
