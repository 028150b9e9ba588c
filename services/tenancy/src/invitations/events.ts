import type { NewEvent } from '@plinth/kit/db'
import { type Changes, changesOf } from '@plinth/kit/events/changes'
import { toWebhooks, toWebhooksAndIdentity } from '../events.ts'
import { memberAdded } from '../teams/events.ts'
import type { Membership } from '../teams/team.ts'
import { type Invitation, invitationView } from './invitation.ts'

/** A user accepted an invitation. Only an operator's invitation proves that its address is the user's. */
export function memberJoined(membership: Membership, { id, email, isByOperator }: Invitation): NewEvent {
  const event = memberAdded(membership, isByOperator ? toWebhooksAndIdentity : toWebhooks)
  const attributes = { ...event.attributes, email, invitation_id: id, email_verified: isByOperator }
  return { ...event, attributes, changes: changesOf(undefined, attributes) }
}

/** @param renewed The open invitation that this one takes the place of, if any. */
export const memberInvited = (invitation: Invitation, renewed: Invitation | undefined): NewEvent => {
  const before = renewed && invitationView(renewed)
  return aboutInvitation('member.invited', invitation, changesOf(before, invitationView(invitation)))
}

export const invitationRevoked = (invitation: Invitation): NewEvent =>
  aboutInvitation('member.invitation_revoked', invitation, changesOf(invitationView(invitation), undefined))

const aboutInvitation = (type: string, invitation: Invitation, changes: Changes): NewEvent => ({
  type,
  workspaceId: invitation.workspaceId,
  objectId: invitation.id,
  objectType: 'invitation',
  objectName: invitation.email,
  attributes: invitationView(invitation),
  changes,
  consumers: toWebhooks,
})
