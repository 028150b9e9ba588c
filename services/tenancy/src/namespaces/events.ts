import type { NewEvent } from '@plinth/kit/db'
import { toWebhooks } from '../events.ts'
import { type Namespace, namespaceView } from './namespace.ts'

/** `workspaceId` is the workspace that receives the event: the owner, or the payer of a namespace of a user. */
const aboutNamespace = (type: string, namespace: Namespace, workspaceId: string): NewEvent => ({
  type,
  workspaceId,
  namespaceId: namespace.id,
  objectId: namespace.id,
  objectType: 'namespace',
  attributes: namespaceView(namespace),
  consumers: toWebhooks,
})

export const namespaceCreated = (namespace: Namespace, workspaceId: string): NewEvent =>
  aboutNamespace('namespace.created', namespace, workspaceId)
export const namespaceUpdated = (namespace: Namespace, workspaceId: string): NewEvent =>
  aboutNamespace('namespace.updated', namespace, workspaceId)
export const namespaceDeleted = (namespace: Namespace, workspaceId: string): NewEvent =>
  aboutNamespace('namespace.deleted', namespace, workspaceId)
