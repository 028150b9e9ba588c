import type { NewEvent } from '@plinth/kit/db'
import { type Changes, changesOf } from '@plinth/kit/events/changes'
import { toWebhooks, toWebhooksAndIdentity } from '../events.ts'
import { type Workspace, workspaceFields, workspaceView } from './workspace.ts'

const aboutWorkspace = (type: string, workspace: Workspace, changes: Changes, by = toWebhooks): NewEvent => ({
  type,
  workspaceId: workspace.id,
  objectId: workspace.id,
  objectType: 'workspace',
  attributes: workspaceView(workspace),
  changes,
  consumers: by,
})

export const workspaceCreated = (workspace: Workspace): NewEvent =>
  aboutWorkspace('workspace.created', workspace, changesOf(undefined, workspaceFields(workspace)))
export const workspaceUpdated = (before: Workspace, after: Workspace): NewEvent =>
  aboutWorkspace('workspace.updated', after, changesOf(workspaceFields(before), workspaceFields(after)))
export const workspaceDeleted = (workspace: Workspace): NewEvent =>
  aboutWorkspace(
    'workspace.deleted',
    workspace,
    changesOf(workspaceFields(workspace), undefined),
    toWebhooksAndIdentity,
  )
