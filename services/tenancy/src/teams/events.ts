import type { NewEvent } from '@plinth/kit/db'
import { type Changes, changesOf } from '@plinth/kit/events/changes'
import { toWebhooks, toWebhooksAndIdentity } from '../events.ts'
import { type Membership, membershipView } from './team.ts'

/** Without the user's name and address, which identity has. */
const aboutMember = (type: string, membership: Membership, changes: Changes, by = toWebhooks): NewEvent => ({
  type,
  workspaceId: membership.workspaceId,
  objectId: membership.userId,
  objectType: 'member',
  attributes: membershipView(membership),
  changes,
  consumers: by,
})

export const memberAdded = (membership: Membership, by = toWebhooks): NewEvent =>
  aboutMember('member.added', membership, changesOf(undefined, membershipView(membership)), by)
export const memberUpdated = (before: Membership, after: Membership): NewEvent =>
  aboutMember('member.updated', after, changesOf(membershipView(before), membershipView(after)))
export const memberRemoved = (membership: Membership): NewEvent =>
  aboutMember('member.removed', membership, changesOf(membershipView(membership), undefined), toWebhooksAndIdentity)
