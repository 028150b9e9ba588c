import type { Queryable } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { SearchResult } from '@plinth/proto/common/v1/search.ts'
import { hiddenEventTypes, isOperator, readerWorkspace } from '../access.ts'
import { findDeliveryBy, findEndpointsBy, findEventBy } from './store.ts'

/** Scope of the caller's search in this service: all workspaces for an operator without a workspace, else the workspace in context. */
export async function searchWebhooks(
  database: Queryable,
  ctx: CallContext,
  { text, types }: { text: string; types: readonly string[] },
): Promise<SearchResult[]> {
  const isEverywhere = isOperator(ctx) && ctx.workspaceId === ''
  if (!isEverywhere && ctx.workspaceId === '') return []
  const workspaceId = isEverywhere ? undefined : readerWorkspace(ctx)
  const { namespaceId } = ctx
  const [endpoints, events, deliveries] = await Promise.all([
    types.includes('webhook') ? findEndpointsBy(database, text, workspaceId) : [],
    types.includes('event')
      ? findEventBy(database, text, workspaceId, { namespaceId, hiddenTypes: hiddenEventTypes(ctx) })
      : [],
    types.includes('delivery') ? findDeliveryBy(database, text, workspaceId, namespaceId) : [],
  ])
  return [
    ...endpoints.map((row) => ({ ...row, type: 'webhook' })),
    ...events.map((row) => ({ ...row, type: 'event' })),
    ...deliveries.map((row) => ({ ...row, type: 'delivery' })),
  ]
}
