import type { NewEvent } from '@plinth/kit/db'
import { type Changes, changesOf } from '@plinth/kit/events/changes'
import { toWebhooks, toWebhooksAndIdentity } from '../events.ts'
import { type Workspace, workspaceFields, workspaceView } from './workspace.ts'

/** Why the status is as it is, before and after a change; empty or undefined: not given. */
export interface StatusReason {
  from?: string | undefined
  to?: string | undefined
}

const aboutWorkspace = (type: string, workspace: Workspace, changes: Changes, by = toWebhooks): NewEvent => ({
  type,
  workspaceId: workspace.id,
  objectId: workspace.id,
  objectType: 'workspace',
  objectVersion: workspace.version,
  attributes: workspaceView(workspace),
  changes,
  consumers: by,
})

export const workspaceCreated = (workspace: Workspace): NewEvent =>
  aboutWorkspace('workspace.created', workspace, changesOf(undefined, workspaceFields(workspace)))
/** @param reason Of a new status: for the audit log alone, the payload has no field for it. */
export const workspaceUpdated = (before: Workspace, after: Workspace, reason: StatusReason = {}): NewEvent => {
  // The same reason again is told too.
  const reasonBefore = reason.from === reason.to ? null : reason.from || null
  const from = { ...workspaceFields(before), status_reason: reasonBefore }
  const to = { ...workspaceFields(after), status_reason: reason.to || null }
  return aboutWorkspace('workspace.updated', after, changesOf(from, to))
}
/** @param before The last version of the workspace; its end is the next. */
export const workspaceDeleted = (before: Workspace): NewEvent =>
  aboutWorkspace(
    'workspace.deleted',
    { ...before, version: before.version + 1 },
    changesOf(workspaceFields(before), undefined),
    toWebhooksAndIdentity,
  )
