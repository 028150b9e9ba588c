import type { NewEvent } from '@plinth/kit/db'
import { toWebhooks, toWebhooksAndIdentity } from '../events.ts'
import { type Workspace, workspaceView } from './workspace.ts'

const aboutWorkspace = (type: string, workspace: Workspace, by = toWebhooks): NewEvent => ({
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
  aboutWorkspace('workspace.deleted', workspace, toWebhooksAndIdentity)
