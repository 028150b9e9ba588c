import type {
  Endpoint,
  ListEndpointsResponse,
  TestEndpointResponse,
  TestFilterResponse,
} from '@plinth/proto/webhooks/v1/endpoints.ts'
import { z } from 'zod'
import { entryBounds } from '../operation/entry-counts.ts'
import { graceHours, id } from '../operation/fields.ts'
import { createdFilters, searchFilter, updatedFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { bare, many, nothing, one } from '../operation/view.ts'
import { allWorkspacesFilter, splitAllWorkspaces } from './all-workspaces.ts'
import { createRequest, filter, secret, updateRequest, webhookCreate, webhookUpdate } from './webhook-fields.ts'
import { blockedKeysView, healthStates, includes, output, view, withSecret } from './webhook-shape.ts'

const pinged = z
  .object({
    success: z.boolean(),
    status_code: z.int().nullable().meta({ description: 'Null if there was no response.' }),
    response_time_ms: z.int(),
    error: z.string().optional().meta({ description: 'Reason of the failure.' }),
  })
  .meta({ id: 'WebhookTest', examples: [{ success: true, status_code: 200, response_time_ms: 84 }] })
const filtered = z
  .object({
    matches: z.boolean(),
    because: z.array(z.string()).meta({ description: 'A sentence for each condition that decided.' }),
  })
  .meta({
    id: 'WebhookFilterTest',
    examples: [{ matches: false, because: ['"amount" must be at least 100 but is 50.'] }],
  })
const shownEvent = z
  .object({ data: z.record(z.string(), z.unknown()).register(entryBounds, { entriesMax: 10_000 }) })
  .meta({ description: 'Event as an endpoint receives it. Only its `data` is read.' })
const graceHoursDefault = 24
const pingTimeoutMs = 20_000

const pick = ({ endpoint }: { endpoint?: Endpoint | undefined }) => endpoint
const shown = one(pick, view)
const shownWithBlockedKeys = one(pick, view, blockedKeysView)
const shownWithSecret = one(
  (result: { endpoint?: Endpoint | undefined; secret: string }) => result.endpoint,
  view,
  ({ secret }) => ({ secret }),
)

export const webhooks = {
  list: operation({
    id: 'webhooks.list',
    summary: 'List webhook endpoints',
    method: 'GET',
    path: '/webhooks',
    status: 200,
    scope: 'read:webhooks',
    context: 'none',
    output,
    includes,
    errors: ['MISSING_WORKSPACE_CONTEXT', 'INSUFFICIENT_PERMISSIONS'],
    list: {
      filters: {
        is_active: { kind: 'boolean' },
        health: { kind: 'choice', words: healthStates },
        ...createdFilters,
        ...updatedFilters,
        ...searchFilter,
        ...allWorkspacesFilter,
      },
      sorts: ['created_at', 'updated_at', 'url'],
    },
    run: ({ services, list, includes, call }) =>
      services.endpoints.listEndpoints({ ...splitAllWorkspaces(list), withHealth: includes.has('health') }, call),
    view: many((result: ListEndpointsResponse) => result.endpoints, view),
  }),

  create: operation({
    id: 'webhooks.create',
    summary: 'Create a webhook endpoint; its secret is shown only once',
    method: 'POST',
    path: '/webhooks',
    status: 201,
    scope: 'write:webhooks',
    context: 'workspace',
    hasSecret: true,
    output: withSecret,
    body: webhookCreate,
    errors: ['INVALID_WEBHOOK_URL', 'FEATURE_LIMIT_REACHED'],
    run: ({ services, body, call }) => services.endpoints.createEndpoint(createRequest(body), call),
    view: shownWithSecret,
  }),

  get: operation({
    id: 'webhooks.get',
    summary: 'Read a webhook endpoint',
    method: 'GET',
    path: '/webhooks/{webhook_id}',
    status: 200,
    scope: 'read:webhooks',
    context: 'workspace',
    output,
    includes,
    hasVersion: true,
    run: ({ services, params, includes, call }) =>
      services.endpoints.getEndpoint({ id: params.webhook_id, withHealth: includes.has('health') }, call),
    view: shownWithBlockedKeys,
  }),

  update: operation({
    id: 'webhooks.update',
    summary: 'Update a webhook endpoint',
    method: 'PATCH',
    path: '/webhooks/{webhook_id}',
    status: 200,
    scope: 'write:webhooks',
    context: 'workspace',
    output,
    body: webhookUpdate,
    errors: ['INVALID_WEBHOOK_URL', 'PRECONDITION_FAILED'],
    run: ({ services, params, body, call }) =>
      services.endpoints.updateEndpoint(updateRequest(params.webhook_id, body), call),
    view: shown,
  }),

  delete: operation({
    id: 'webhooks.delete',
    summary: 'Delete a webhook endpoint',
    method: 'DELETE',
    path: '/webhooks/{webhook_id}',
    status: 204,
    scope: 'delete:webhooks',
    context: 'workspace',
    errors: ['PRECONDITION_FAILED'],
    run: ({ services, params, call }) => services.endpoints.deleteEndpoint({ id: params.webhook_id }, call),
    view: nothing,
  }),

  test: operation({
    id: 'webhooks.test',
    summary: 'Send a signed test event immediately',
    method: 'POST',
    path: '/webhooks/{webhook_id}/test',
    status: 200,
    scope: 'write:webhooks',
    context: 'workspace',
    timeoutMs: pingTimeoutMs,
    output: pinged,
    isBare: true,
    run: ({ services, params, call }) => services.endpoints.testEndpoint({ id: params.webhook_id }, call),
    view: bare((result: TestEndpointResponse) => ({
      success: result.success,
      status_code: result.statusCode === 0 ? null : result.statusCode,
      response_time_ms: result.responseTimeMs,
      ...(result.error === '' ? {} : { error: result.error }),
    })),
  }),

  testFilter: operation({
    id: 'webhooks.test-filter',
    summary: 'Test a filter on an event; nothing is stored or sent',
    description: 'Give an `event`, or the `event_id` of an event of the workspace.',
    method: 'POST',
    path: '/webhooks/filters/test',
    status: 200,
    scope: 'read:webhooks',
    context: 'workspace',
    output: filtered,
    isBare: true,
    body: z
      .strictObject({ filter, event: shownEvent.optional(), event_id: id.optional() })
      .refine(({ event, event_id }) => (event === undefined) !== (event_id === undefined), {
        path: ['event'],
        error: 'Give either an event or the event_id of one.',
      })
      .meta({
        id: 'WebhookTestFilter',
        examples: [{ filter: { amount: { $gte: 100 } }, event: { data: { amount: 50 } } }],
      }),
    run: ({ services, body, call }) =>
      services.endpoints.testFilter(
        {
          filterJson: JSON.stringify(body.filter),
          dataJson: body.event === undefined ? undefined : JSON.stringify(body.event.data),
          eventId: body.event_id,
        },
        call,
      ),
    view: bare(({ matches, because }: TestFilterResponse) => ({ matches, because })),
  }),

  enable: operation({
    id: 'webhooks.enable',
    summary: 'Enable a disabled webhook endpoint',
    method: 'POST',
    path: '/webhooks/{webhook_id}/enable',
    status: 200,
    scope: 'write:webhooks',
    context: 'workspace',
    output,
    run: ({ services, params, call }) => services.endpoints.enableEndpoint({ id: params.webhook_id }, call),
    view: shown,
  }),

  rotateSecret: operation({
    id: 'webhooks.rotate-secret',
    summary: 'Rotate the signing secret; both secrets sign until the grace period ends',
    method: 'POST',
    path: '/webhooks/{webhook_id}/rotate-secret',
    status: 200,
    scope: 'write:webhooks',
    context: 'workspace',
    hasSecret: true,
    output: withSecret,
    body: z
      .strictObject({ grace_period_hours: graceHours.default(graceHoursDefault), secret: secret.optional() })
      .meta({ id: 'WebhookRotateSecret', examples: [{ grace_period_hours: 24 }] }),
    run: ({ services, params, body, call }) => {
      const { grace_period_hours: gracePeriodHours, secret = '' } = body
      return services.endpoints.rotateEndpointSecret({ id: params.webhook_id, gracePeriodHours, secret }, call)
    },
    view: shownWithSecret,
  }),
}
