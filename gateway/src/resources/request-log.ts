import type { Denial, ListLoggedRequestsResponse, LoggedRequest } from '@plinth/proto/tenancy/v1/request_log.ts'
import { z } from 'zod'
import { createdFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { type JsonObject, many, textOrNull } from '../operation/view.ts'
import { splitAllWorkspaces } from './all-workspaces.ts'
import { changesOf, type FoundRequests } from './request-changes.ts'

const example = {
  id: 'rql_01kb0q4c7q4k6h8j2d5f7s9a1p',
  request_id: 'req_01kb0q3t5dexn8r0v6m2c7h9ak',
  at: '2026-01-05T09:58:12.431Z',
  method: 'POST',
  path: '/namespaces/ns_01kb0q3t5d4h6k8m0n2p4r6t8v/entitlements/check',
  operation: 'entitlements.check',
  status: 200,
  code: null,
  duration_ms: 4,
  key_id: 'key_01kb0q3t5c8m2v4x6z9b1d3f5j',
  session_id: null,
  user_id: 'usr_01kb0q3t5c8m2v4x6z9b1d3f5h',
  actor: { type: 'user', id: 'usr_01kb0q3t5c8m2v4x6z9b1d3f5h', name: 'Ada Lovelace' },
  workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  namespace_id: 'ns_01kb0q3t5d4h6k8m0n2p4r6t8v',
  is_replayed: false,
  limited_by: null,
  decision: { feature: 'storage', quantity: 20, reason: 'LIMIT_EXCEEDED', limit: 100, used: 90, available: 10 },
  omitted: 0,
}

const count = z.int().nullable()
const output = z
  .object({
    id: shownId,
    request_id: z.string().meta({ description: 'As in `X-Request-ID`. An id that callers choose may repeat.' }),
    at: shownTime.meta({ description: 'When the request arrived.' }),
    method: z.string(),
    path: z.string().nullable().meta({
      description:
        'With the IDs that the caller named, without the query. A name that can be no ID is left out. Null if no operation has the path.',
    }),
    operation: z.string().nullable().meta({ description: '`operationId` in the OpenAPI document.' }),
    status: z.int().nullable().meta({ description: 'Null if the caller disconnected before the answer.' }),
    code: z.string().nullable().meta({ description: 'Error code.' }),
    duration_ms: z.int(),
    key_id: shownId.nullable().meta({ description: "Of operators' keys, operators alone see it." }),
    session_id: shownId.nullable().meta({ description: 'Of a call by the console.' }),
    user_id: shownId.nullable(),
    actor: z
      .object({ type: z.enum(['user', 'operator']), id: shownId.nullable(), name: z.string().nullable() })
      .meta({ id: 'RequestActor', description: 'Name at that time. Who an operator is, operators alone see.' }),
    workspace_id: shownId.nullable(),
    namespace_id: shownId.nullable(),
    is_replayed: z.boolean().meta({ description: 'The answer was stored with the Idempotency-Key.' }),
    limited_by: z.string().nullable().meta({ description: 'The rate limit that refused the call.' }),
    decision: z
      .object({ feature: z.string(), quantity: count, reason: z.string(), limit: count, used: count, available: count })
      .meta({ id: 'RequestDecision' })
      .nullable()
      .meta({ description: 'What the plan refused; of several checks, the first.' }),
    omitted: z.int().meta({
      description: 'Further calls of the workspace in the same second that were not recorded one by one.',
    }),
  })
  .meta({ id: 'LoggedRequest', examples: [example] })

const nullWhileAway = 'Null while webhooks cannot tell.'
const found = output
  .extend({
    changed: z
      .array(z.string())
      .nullable()
      .meta({ description: `IDs of what the call changed, at most 100. ${nullWhileAway}` }),
    event_ids: z
      .array(z.string())
      .nullable()
      .meta({ description: `The events that the call emitted, at most 100. ${nullWhileAway}` }),
  })
  .meta({
    id: 'FoundRequest',
    examples: [
      {
        ...example,
        path: '/workspaces/wks_01kb0q3t5dexn8r0v6m2c7h9ak',
        operation: 'workspaces.update',
        method: 'PATCH',
        namespace_id: null,
        decision: null,
        changed: ['wks_01kb0q3t5dexn8r0v6m2c7h9ak'],
        event_ids: ['evt_01kb0q4c7q4k6h8j2d5f7s9a1p'],
      },
    ],
  })

const decisionView = ({ feature, quantity, reason, limit, used, available }: Denial): JsonObject => ({
  ...{ feature, quantity: quantity ?? null, reason },
  ...{ limit: limit ?? null, used: used ?? null, available: available ?? null },
})

const view = (row: LoggedRequest): JsonObject => ({
  id: row.id,
  request_id: row.requestId,
  at: new Date(row.atMs).toISOString(),
  method: row.method,
  path: textOrNull(row.path),
  operation: textOrNull(row.operation),
  status: row.status === 0 ? null : row.status,
  code: textOrNull(row.code),
  duration_ms: row.durationMs,
  key_id: textOrNull(row.keyId),
  session_id: textOrNull(row.sessionId),
  user_id: textOrNull(row.userId),
  actor: {
    type: row.actorType,
    id: textOrNull(row.actorType === 'operator' ? row.keyId : row.userId),
    name: textOrNull(row.actorName),
  },
  workspace_id: textOrNull(row.workspaceId),
  namespace_id: textOrNull(row.namespaceId),
  is_replayed: row.isReplayed,
  limited_by: textOrNull(row.limitedBy),
  decision: row.denial === undefined ? null : decisionView(row.denial),
  omitted: row.omitted,
})

const workspacesOf = ({ requests }: Pick<ListLoggedRequestsResponse, 'requests'>): string[] =>
  requests.map(({ workspaceId }) => workspaceId)

const facts = { method: 'GET', status: 200, scope: 'read:usage', context: 'none' } as const

export const requestLog = {
  list: operation({
    id: 'requests.list',
    summary: 'List single calls, newest first',
    description:
      'Calls appear within 5 seconds and are kept for some days (`TENANCY_REQUEST_LOG_DAYS`, 7). Which ones are recorded is a setting (`GATEWAY_REQUEST_LOG`): by default errors, writes, and what the plan refused. Bodies, query strings, keys and addresses never are. With a filter, a page looks through 10,000 calls at most: it may have fewer than `per_page`, or none, and a `next_cursor` to go on. An operator who names no workspace reads the calls that name none.',
    path: '/requests',
    ...facts,
    output,
    list: {
      filters: {
        method: { kind: 'choice', words: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] },
        operation: { kind: 'text' },
        status: { kind: 'integer', least: 100, most: 599 },
        code: { kind: 'text' },
        key_id: { kind: 'text' },
        session_id: { kind: 'text' },
        user_id: { kind: 'text' },
        feature: { kind: 'text', description: 'The feature that the plan refused.' },
        is_refused: { kind: 'boolean', description: 'The plan refused the call.' },
        ...createdFilters,
        all_workspaces: {
          kind: 'boolean',
          description: 'Operators only: true returns the calls in every workspace, and in none.',
        },
      },
      sorts: ['created_at'],
      isCursorOnly: true,
    },
    errors: ['INSUFFICIENT_PERMISSIONS', 'MISSING_WORKSPACE_CONTEXT'],
    run: async ({ services, list, call, noteShown }) => {
      const found = await services.requestLog.listLoggedRequests(splitAllWorkspaces(list), call)
      await noteShown(workspacesOf(found))
      return found
    },
    view: many((result: ListLoggedRequestsResponse) => result.requests, view),
  }),

  listById: operation({
    id: 'requests.list-by-id',
    summary: 'Find calls by their request id',
    description:
      'A list, newest first, since an id that callers choose may repeat; a published event has its id in the answer of its call. An operator who names no workspace finds the calls of all, of at most 100.',
    path: '/requests/{request_id}',
    ...facts,
    output: found,
    list: { filters: {}, sorts: ['created_at'], isCursorOnly: true },
    errors: ['RESOURCE_NOT_FOUND', 'MISSING_WORKSPACE_CONTEXT'],
    run: async ({ services, params, list, call, ask, noteShown }): Promise<FoundRequests> => {
      const { requests, page } = await services.requestLog.findLoggedRequests(
        { requestId: params.request_id, query: list },
        call,
      )
      await noteShown(workspacesOf({ requests }))
      return { requests: await changesOf(services, params.request_id, requests, ask), page }
    },
    view: many(
      (result: FoundRequests) => result.requests,
      ({ request, changes }) => ({
        ...view(request),
        changed: changes?.changedIds ?? null,
        event_ids: changes?.eventIds ?? null,
      }),
    ),
  }),
}
