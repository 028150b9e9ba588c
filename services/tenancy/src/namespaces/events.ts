import type { NewEvent } from '@plinth/kit/db'
import { type Changes, changesOf } from '@plinth/kit/events/changes'
import { toWebhooks } from '../events.ts'
import { type Namespace, namespaceFields, namespaceView } from './namespace.ts'

/**
 * `workspaceId` is the workspace that receives the event: the owner, or the payer of a namespace of a user. Undefined if no
 * workspace pays: then no endpoint receives it.
 */
const aboutNamespace = (type: string, namespace: Namespace, changes: Changes, workspaceId = ''): NewEvent => ({
  type,
  workspaceId,
  namespaceId: namespace.id,
  objectId: namespace.id,
  objectType: 'namespace',
  attributes: namespaceView(namespace),
  changes,
  consumers: toWebhooks,
})

export const namespaceCreated = (namespace: Namespace): NewEvent =>
  aboutNamespace(
    'namespace.created',
    namespace,
    changesOf(undefined, namespaceFields(namespace)),
    namespace.workspaceId,
  )
export const namespaceUpdated = (before: Namespace, after: Namespace): NewEvent =>
  aboutNamespace(
    'namespace.updated',
    after,
    changesOf(namespaceFields(before), namespaceFields(after)),
    after.workspaceId ?? before.workspaceId,
  )
export const namespaceDeleted = (namespace: Namespace): NewEvent =>
  aboutNamespace(
    'namespace.deleted',
    namespace,
    changesOf(namespaceFields(namespace), undefined),
    namespace.workspaceId,
  )
