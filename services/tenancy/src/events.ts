import type { NewEvent } from '@plinth/kit/db'
import type { Membership } from './memberships/membership.ts'
import { type Namespace, namespaceView } from './namespaces/namespace.ts'
import { type Workspace, workspaceView } from './workspaces/workspace.ts'

const consumers = ['webhooks']

const aboutWorkspace = (type: string, workspace: Workspace): NewEvent => ({
  type,
  workspaceId: workspace.id,
  objectId: workspace.id,
  objectType: 'workspace',
  attributes: workspaceView(workspace),
  consumers,
})

export const workspaceCreated = (workspace: Workspace): NewEvent => aboutWorkspace('workspace.created', workspace)
export const workspaceUpdated = (workspace: Workspace): NewEvent => aboutWorkspace('workspace.updated', workspace)
export const workspaceDeleted = (workspace: Workspace): NewEvent => aboutWorkspace('workspace.deleted', workspace)

export const namespaceCreated = (namespace: Namespace, workspaceId: string): NewEvent => ({
  type: 'namespace.created',
  workspaceId,
  namespaceId: namespace.id,
  objectId: namespace.id,
  objectType: 'namespace',
  attributes: namespaceView(namespace),
  consumers,
})

/** Name and address are identity's, so they are not here. */
export const memberAdded = (membership: Membership): NewEvent => ({
  type: 'member.added',
  workspaceId: membership.workspaceId,
  objectId: membership.userId,
  objectType: 'member',
  attributes: {
    user_id: membership.userId,
    role: membership.role,
    created_at: membership.createdAt.toISOString(),
  },
  consumers,
})
