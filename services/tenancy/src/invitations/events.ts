import type { NewEvent } from '@plinth/kit/db'
import { toWebhooks, toWebhooksAndIdentity } from '../events.ts'
import { aboutMember } from '../teams/events.ts'
import type { Membership } from '../teams/team.ts'
import { type Invitation, invitationView } from './invitation.ts'

/** A user accepted an invitation. Only an operator's invitation proves that its address is the user's. */
export function memberJoined(membership: Membership, { id, email, isByOperator }: Invitation): NewEvent {
  const event = aboutMember('member.added', membership, isByOperator ? toWebhooksAndIdentity : toWebhooks)
  const attributes = { ...event.attributes, email, invitation_id: id, email_verified: isByOperator }
  return { ...event, attributes }
}

export const memberInvited = (invitation: Invitation): NewEvent => ({
  type: 'member.invited',
  workspaceId: invitation.workspaceId,
  objectId: invitation.id,
  objectType: 'invitation',
  attributes: invitationView(invitation),
  consumers: toWebhooks,
})
