import type { HappenedEvent, NewEvent } from '@plinth/kit/db'
import { type Invitation, invitationView } from './invitations/invitation.ts'
import { type Membership, membershipView } from './memberships/membership.ts'
import { type Namespace, namespaceView } from './namespaces/namespace.ts'
import type { UserTier } from './user-tiers/store.ts'
import { type Workspace, workspaceView } from './workspaces/workspace.ts'

const consumers = ['webhooks']
/** Identity revokes keys and verifies addresses by these. */
const identityToo = [...consumers, 'identity']

/** The durable name of this service's consumer: identity's outbox rows wait for it. */
export const consumerName = 'tenancy'
export const consumedSubjects: readonly string[] = ['user.created', 'user.updated'].map(
  (type) => `plinth.events.*.${type}`,
)

/** What an event about a user says of the tier; undefined when it does not. */
export function tierTold({ objectId, objectVersion, attributes }: HappenedEvent): UserTier | undefined {
  const { tier } = attributes
  return typeof tier === 'string' ? { userId: objectId, tier, version: objectVersion } : undefined
}

export const isSuspension = ({ type, attributes }: HappenedEvent): boolean =>
  type === 'user.updated' && attributes['status'] === 'suspended'

export const passedOn = (event: HappenedEvent, workspaceId: string): NewEvent => ({
  type: event.type,
  workspaceId,
  objectId: event.objectId,
  objectType: 'user',
  objectVersion: event.objectVersion,
  attributes: { ...event.attributes },
  consumers,
})

const aboutWorkspace = (type: string, workspace: Workspace, by = consumers): NewEvent => ({
  type,
  workspaceId: workspace.id,
  objectId: workspace.id,
  objectType: 'workspace',
  attributes: workspaceView(workspace),
  consumers: by,
})

export const workspaceCreated = (workspace: Workspace): NewEvent => aboutWorkspace('workspace.created', workspace)
export const workspaceUpdated = (workspace: Workspace): NewEvent => aboutWorkspace('workspace.updated', workspace)
export const workspaceDeleted = (workspace: Workspace): NewEvent =>
  aboutWorkspace('workspace.deleted', workspace, identityToo)

/** `workspaceId` is who hears of it: the owner, or who pays for a user's. */
const aboutNamespace = (type: string, namespace: Namespace, workspaceId: string): NewEvent => ({
  type,
  workspaceId,
  namespaceId: namespace.id,
  objectId: namespace.id,
  objectType: 'namespace',
  attributes: namespaceView(namespace),
  consumers,
})

export const namespaceCreated = (namespace: Namespace, workspaceId: string): NewEvent =>
  aboutNamespace('namespace.created', namespace, workspaceId)
export const namespaceUpdated = (namespace: Namespace, workspaceId: string): NewEvent =>
  aboutNamespace('namespace.updated', namespace, workspaceId)
export const namespaceDeleted = (namespace: Namespace, workspaceId: string): NewEvent =>
  aboutNamespace('namespace.deleted', namespace, workspaceId)

/** Heard by a workspace of the user's, or (empty) by identity. */
export const userDeleted = (userId: string, workspaceId: string, at: Date): NewEvent => ({
  type: 'user.deleted',
  workspaceId,
  objectId: userId,
  objectType: 'user',
  attributes: { id: userId, deleted_at: at.toISOString() },
  consumers: workspaceId === '' ? ['identity'] : consumers,
})

/** Name and address are identity's, so they are not here. */
const aboutMember = (type: string, membership: Membership, by = consumers): NewEvent => ({
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
  aboutMember('member.removed', membership, identityToo)

/** Somebody who came by invitation. Only an operator's proves that the address which it named is the user's. */
export function memberJoined(membership: Membership, { id, email, isByOperator }: Invitation): NewEvent {
  const event = aboutMember('member.added', membership, isByOperator ? identityToo : consumers)
  const attributes = { ...event.attributes, email, invitation_id: id, email_verified: isByOperator }
  return { ...event, attributes }
}

export const memberInvited = (invitation: Invitation): NewEvent => ({
  type: 'member.invited',
  workspaceId: invitation.workspaceId,
  objectId: invitation.id,
  objectType: 'invitation',
  attributes: invitationView(invitation),
  consumers,
})
