import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import type { NewEvent } from '@plinth/proto/webhooks/v1/publishing.ts'
import { fail } from '../errors.ts'
import type { RunInput } from '../operation/operation.ts'
import type { BatchEventBody } from './publishing-shape.ts'

/** The feature that counts accepted events. */
const limitFeature = 'plinth.events'

export type PublishInput = Pick<RunInput<unknown, unknown>, 'caller' | 'accessTo'>

/**
 * The event for its service, in a workspace and namespace that are there.
 * @param data The bytes of the field.
 */
export async function newEventOf(input: PublishInput, body: BatchEventBody, data: Buffer): Promise<NewEvent> {
  const { workspaceId, namespaceId, planLimits } = await accessOf(input, body)
  return {
    ...{ type: body.type, data, eventId: body.event_id ?? '', workspaceId, namespaceId },
    ...{
      channels: body.channels ?? [],
      orderingKey: body.ordering_key ?? '',
      occurredAt: body.occurred_at ?? undefined,
    },
    monthlyLimit: planLimits[limitFeature],
    ...{ refusal: Buffer.alloc(0), feature: '', isFeatureIncluded: false },
  }
}

/** Throws for a workspace or namespace that is missing or suspended, and for two that differ. */
async function accessOf(
  { caller, accessTo }: PublishInput,
  { workspace_id, namespace_id }: BatchEventBody,
): Promise<ResolveAccessResponse> {
  const { principal, access } = caller
  const workspace = workspace_id ?? access?.workspaceId
  if (workspace === undefined) throw fail.workspaceMissing()
  if (!principal.isOperator && workspace !== access?.workspaceId) throw fail.contextConflict('workspace_id')
  const inContext = workspace === access?.workspaceId ? access.namespaceId : ''
  const namespace = namespace_id ?? inContext
  if (inContext !== '' && namespace !== inContext) throw fail.contextConflict('namespace_id')
  const isKnown = workspace === access?.workspaceId && namespace === access.namespaceId
  const found = isKnown ? access : await accessTo(workspace, namespace)
  if (found.status === 'suspended') throw fail.workspaceSuspended()
  return found
}
