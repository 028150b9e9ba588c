import type { NewEvent } from '@plinth/kit/db'
import { toWebhooks, toWebhooksAndIdentity } from '../events.ts'
import { type Membership, membershipView } from './team.ts'

/** Without the user's name and address, which identity has. */
export const aboutMember = (type: string, membership: Membership, by = toWebhooks): NewEvent => ({
  type,
  workspaceId: membership.workspaceId,
  objectId: membership.userId,
  objectType: 'member',
  attributes: membershipView(membership),
  consumers: by,
})

export const memberAdded = (membership: Membership): NewEvent => aboutMember('member.added', membership)
export const memberUpdated = (membership: Membership): NewEvent => aboutMember('member.updated', membership)
export const memberRemoved = (membership: Membership): NewEvent =>
  aboutMember('member.removed', membership, toWebhooksAndIdentity)
