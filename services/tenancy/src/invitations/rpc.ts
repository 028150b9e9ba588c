import type { Database, Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import {
  type Invitation as InvitationMessage,
  InvitationsServiceService as Invitations,
} from '@plinth/proto/tenancy/v1/invitations.ts'
import { callerOf, fromRoleMessage, toRoleMessage } from '../caller.ts'
import { toMemberMessage } from '../members/rpc.ts'
import type { AddingDeps } from '../plan-limit.ts'
import type { Invitation } from './invitation.ts'
import { acceptInvitation, createInvitation, deleteInvitation, listInvitations } from './verbs.ts'

export function invitationsRpc(database: Database, write: Write, by: AddingDeps): Handlers<typeof Invitations> {
  return {
    listInvitations: async ({ query }, { context }) => {
      const { rows, info } = await listInvitations(database, callerOf(context), query)
      return { invitations: rows.map(toMessage), page: info }
    },
    createInvitation: write(Invitations.createInvitation, async ({ email, role }, { context }, tx) => {
      const wanted = { email, role: fromRoleMessage(role) }
      const { invitation, token } = await createInvitation(tx, callerOf(context), wanted, by.clock)
      return { invitation: toMessage(invitation), token }
    }),
    deleteInvitation: write(Invitations.deleteInvitation, async ({ id }, { context }, tx) => {
      await deleteInvitation(tx, callerOf(context), id)
      return {}
    }),
    acceptInvitation: write(Invitations.acceptInvitation, async ({ name, ...wanted }, { context }, tx) => {
      const membership = await acceptInvitation(tx, callerOf(context), wanted, by)
      const member = toMemberMessage(membership, { name, email: wanted.email })
      return { workspaceId: membership.workspaceId, member }
    }),
  }
}

const toMessage = (invitation: Invitation): InvitationMessage => ({
  ...invitation,
  role: toRoleMessage(invitation.role),
  invitedBy: invitation.invitedBy ?? '',
})
