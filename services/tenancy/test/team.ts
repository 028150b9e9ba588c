import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { InvitationsServiceService } from '@plinth/proto/tenancy/v1/invitations.ts'
import { MembersServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { make } from '@plinth/testkit'
import { asOperator, asUser, given, startTenancy } from './tenancy.ts'

export const firstPage: ListQuery = { page: 1, perPage: 100, filters: [], sort: [] }
export const nobodyKnown = { name: '', email: '' }

/** The tenancy service, and a workspace with its people. */
export async function startTeam() {
  const tenancy = await startTenancy()
  const members = tenancy.part.dial('tenancy', MembersServiceService)
  const invitations = tenancy.part.dial('tenancy', InvitationsServiceService)

  /** A workspace with one owner, one admin, one member, each as the context of their calls. */
  const team = async () => {
    const [owner, admin, member] = [make.id('usr'), make.id('usr'), make.id('usr')]
    const { id } = await tenancy.create(asUser(owner))
    await tenancy.join(id, admin, 'admin')
    await tenancy.join(id, member, 'member')
    const as = (userId: string, fields: Partial<CallContext> = {}) => asUser(userId, { workspaceId: id, ...fields })
    return { id, owner, admin, member, as, operator: asOperator({ workspaceId: id }) }
  }
  const rolesIn = async (workspaceId: string) => {
    const context = asOperator({ workspaceId })
    const { members: rows } = await members.listMembers({ query: firstPage }, { context })
    return Object.fromEntries(rows.map(({ userId, role }) => [userId, role]))
  }
  const invite = async (context: CallContext, email: string, role: Role = Role.ROLE_MEMBER) => {
    const { invitation, token } = await invitations.createInvitation({ email, role }, { context })
    return { invitation: given(invitation), token }
  }
  const accept = (context: CallContext, token: string, email: string, userId = '') =>
    invitations.acceptInvitation({ token, userId, email, name: 'Jo' }, { context })
  return { ...tenancy, members, invitations, team, rolesIn, invite, accept }
}

/** How many succeeded, and why the others did not. */
export async function outcomes(calls: readonly Promise<unknown>[]): Promise<string[]> {
  const results = await Promise.allSettled(calls)
  return results.map((result) => (result.status === 'fulfilled' ? 'done' : result.reason.code)).sort()
}
