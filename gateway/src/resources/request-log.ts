import { Denial, type ListLoggedRequestsResponse, LoggedRequest } from '@plinth/proto/tenancy/v1/request_log.ts'
import { z } from 'zod'
import { createdFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { many, textOrNull } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { splitAllWorkspaces } from './all-workspaces.ts'
import { changesOf, type FoundRequest, type FoundRequests } from './request-changes.ts'

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
const decision = z
  .object({
    feature: z.string(),
    quantity: count,
    reason: z.string().meta({ description: 'As in the decision of a check.' }),
    limit: count,
    used: count,
    available: count,
  })
  .meta({ id: 'RequestDecision' })
const output = z
  .object({
    id: shownId,
    request_id: z
      .string()
      .meta({ description: 'Value of `X-Request-ID`. It may repeat, because callers can choose it.' }),
    at: shownTime.meta({ description: 'When the request arrived.' }),
    method: z.string(),
    path: z.string().nullable().meta({
      description:
        'Path with its IDs, without the query. Text that cannot be an ID is shown as the name of its parameter. Null if no operation has the path.',
    }),
    operation: z.string().nullable().meta({ description: '`x-operation` in the OpenAPI document.' }),
    status: z.int().nullable().meta({ description: 'Null if the caller disconnected before the answer.' }),
    code: z.string().nullable().meta({ description: 'Error code.' }),
    duration_ms: z.int(),
    key_id: shownId.nullable().meta({ description: 'Only operators see the ID of an operator key.' }),
    session_id: shownId
      .nullable()
      .meta({ description: 'Session of the console that made the call; null for a call with a key.' }),
    user_id: shownId.nullable(),
    actor: z.object({ type: z.enum(['user', 'operator']), id: shownId.nullable(), name: z.string().nullable() }).meta({
      id: 'RequestActor',
      description: 'The name at that time. Only operators see the id and name of an operator.',
    }),
    workspace_id: shownId.nullable(),
    namespace_id: shownId.nullable(),
    is_replayed: z.boolean().meta({ description: 'The answer was stored with the Idempotency-Key.' }),
    limited_by: z.string().nullable().meta({
      description:
        'Rate limit that refused the call: `hour`, `burst`, `ip`, `event-streams`, `polls` or `webhook-tests`.',
    }),
    decision: decision
      .nullable()
      .meta({ description: 'The check that the plan refused; the first one if it refused several.' }),
    omitted: z.int().meta({
      description: 'Further calls of the workspace in the same second that were not recorded one by one.',
    }),
  })
  .meta({ id: 'LoggedRequest', examples: [example] })

const nullWhileAway = 'Null while the webhooks service is not available.'
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

const decisionView = viewOf(Denial, decision)

const view = viewOf(LoggedRequest, output, {
  at: ({ atMs }) => new Date(atMs).toISOString(),
  status: ({ status }) => (status === 0 ? null : status),
  actor: ({ actorType, actorName, keyId, userId }) => ({
    type: actorType,
    id: textOrNull(actorType === 'operator' ? keyId : userId),
    name: textOrNull(actorName),
  }),
  decision: ({ denial }) => (denial === undefined ? null : decisionView(denial)),
})

const workspacesOf = ({ requests }: Pick<ListLoggedRequestsResponse, 'requests'>): string[] =>
  requests.map(({ workspaceId }) => workspaceId)

const facts = { scope: 'read:usage', context: 'none' } as const

export const requestLog = {
  list: operation({
    id: 'requests.list',
    summary: 'List single calls, newest first',
    description:
      'Calls appear within 5 seconds and are kept for 7 days (`TENANCY_REQUEST_LOG_DAYS`). The setting `GATEWAY_REQUEST_LOG` says which calls are recorded; by default errors, writes and refusals by the plan. Bodies, query strings, keys and addresses are never recorded. With a filter, a page searches at most 10,000 calls: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. If an operator names no workspace, the list has the calls that name no workspace.',
    route: 'GET /requests',
    isHeavy: true,
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
    run: async ({ services, list, call, noteShown }) => {
      const found = await services.requestLog.listLoggedRequests(splitAllWorkspaces(list), call)
      await noteShown(workspacesOf(found))
      return found
    },
    view: many('requests', view),
  }),

  listById: operation({
    id: 'requests.list-by-id',
    summary: 'Find calls by their request id',
    description:
      'Returns a list, newest first, because callers choose request ids and may repeat them. If an operator names no workspace, the calls of all workspaces are searched, of at most 100.',
    route: 'GET /requests/{request_id}',
    ...facts,
    output: found,
    list: { filters: {}, sorts: ['created_at'], isCursorOnly: true },
    run: async ({ services, params, list, call, ask, noteShown }): Promise<FoundRequests> => {
      const { requests, page } = await services.requestLog.findLoggedRequests(
        { requestId: params.request_id, query: list },
        call,
      )
      await noteShown(workspacesOf({ requests }))
      return { requests: await changesOf(services, params.request_id, requests, ask), page }
    },
    view: many('requests', ({ request, changes }: FoundRequest) => ({
      ...view(request),
      changed: changes?.changedIds ?? null,
      event_ids: changes?.eventIds ?? null,
    })),
  }),
}
