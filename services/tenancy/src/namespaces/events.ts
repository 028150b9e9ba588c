// Every receiver may read all that an event shows. The payer of a user's namespace has no access to its content (api.md §9), so its
// events and its audit log have none.
import type { NewEvent } from '@plinth/kit/db'
import { changesOf } from '@plinth/kit/events/changes'
import { toWebhooks } from '../events.ts'
import { type Namespace, namespaceFields, namespaceView, withoutContent } from './namespace.ts'

type Versions = [undefined, Namespace] | [Namespace, Namespace] | [Namespace, undefined]

/**
 * The receiver is the workspace that owns the namespace, or the payer of a namespace of a user: after the change, or before if none
 * pays any more. Without a payer no workspace receives the event.
 */
function aboutNamespace(type: string, ...[before, after]: Versions): NewEvent {
  const namespace = after ?? before
  const workspaceId = after?.workspaceId ?? before?.workspaceId ?? ''
  const isForPayer = namespace.ownerType === 'User' && workspaceId !== ''
  const compared = isForPayer ? fieldsForPayer : namespaceFields
  return {
    type,
    workspaceId,
    namespaceId: namespace.id,
    objectId: namespace.id,
    objectType: 'namespace',
    attributes: namespaceView(isForPayer ? withoutContent(namespace) : namespace),
    changes: changesOf(before && compared(before), after && compared(after)),
    consumers: toWebhooks,
  }
}

function fieldsForPayer(namespace: Namespace): Record<string, unknown> {
  const { description: _description, settings: _settings, ...seen } = namespaceView(namespace)
  return seen
}

export const namespaceCreated = (namespace: Namespace): NewEvent =>
  aboutNamespace('namespace.created', undefined, namespace)

/**
 * Returns an event for each receiver. A payer that begins or ends to pay sees that alone, neither other changes nor the other payer.
 * Changes that no payer sees are an event without a workspace: the audit log has them for operators.
 */
export function namespaceUpdated(before: Namespace, after: Namespace): NewEvent[] {
  const updated = (from: Namespace, to: Namespace) => aboutNamespace('namespace.updated', from, to)
  const isPaid = before.ownerType === 'User' && (before.workspaceId ?? after.workspaceId) !== undefined
  if (!isPaid) return [updated(before, after)]
  const unpaid = { workspaceId: undefined, updatedAt: after.updatedAt }
  const isSamePayer = before.workspaceId === after.workspaceId
  const unseen = updated(
    { ...(isSamePayer ? withContentOf(before, after) : before), ...unpaid },
    { ...after, ...unpaid },
  )
  const hidden = Object.keys(unseen.changes ?? {}).length === 0 ? [] : [unseen]
  if (isSamePayer) return [updated(before, after), ...hidden]
  const left = before.workspaceId === undefined ? [] : [updated(before, { ...before, ...unpaid })]
  const come = after.workspaceId === undefined ? [] : [updated({ ...after, ...unpaid }, after)]
  return [...left, ...come, ...hidden]
}

const withContentOf = ({ description, settings, tags, metadata }: Namespace, namespace: Namespace): Namespace => ({
  ...namespace,
  ...{ description, settings, tags, metadata },
})

export const namespaceDeleted = (namespace: Namespace): NewEvent =>
  aboutNamespace('namespace.deleted', namespace, undefined)
