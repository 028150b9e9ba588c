import type { Endpoint, ListEndpointsResponse, TestEndpointResponse } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { z } from 'zod'
import { graceHours, text, textPairs } from '../operation/fields.ts'
import { createdFilters, searchFilter, updatedFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { bare, isoTime, type JsonObject, many, nothing, one, textOrNull } from '../operation/view.ts'

const example = {
  id: 'wh_01kb0q3t5dexn8r0v6m2c7h9ak',
  url: 'https://example.com/plinth',
  events: ['workspace.*', 'member.added'],
  description: 'Billing',
  headers: {},
  is_active: true,
  retry_schedule_seconds: null,
  consecutive_failures: 0,
  disabled_at: null,
  disabled_reason: null,
  created_at: '2026-01-05T09:58:12.431Z',
  updated_at: '2026-01-05T09:58:12.431Z',
}

export const output = z
  .object({
    id: shownId,
    url: z.string(),
    events: z.array(z.string()),
    description: z.string().nullable(),
    headers: z
      .record(z.string(), z.string())
      .meta({ description: 'Custom headers, sent with every delivery. Their values are shown as `********`.' }),
    is_active: z.boolean(),
    retry_schedule_seconds: z.array(z.int()).nullable().meta({ description: 'Null for the default schedule.' }),
    consecutive_failures: z.int(),
    disabled_at: shownTime.nullable(),
    disabled_reason: z.string().nullable(),
    created_at: shownTime,
    updated_at: shownTime,
  })
  .meta({ id: 'Webhook', examples: [example] })
const withSecret = output
  .extend({ secret: z.string().meta({ description: 'Secret that signs deliveries. It is shown only once.' }) })
  .meta({
    id: 'WebhookWithSecret',
    examples: [{ ...example, secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD7xl6mxrZlGw=' }],
  })
const pinged = z
  .object({
    success: z.boolean(),
    status_code: z.int().nullable().meta({ description: 'Null if there was no response.' }),
    response_time_ms: z.int(),
    error: z.string().optional().meta({ description: 'Reason of the failure.' }),
  })
  .meta({ id: 'WebhookTest', examples: [{ success: true, status_code: 200, response_time_ms: 84 }] })
const graceHoursDefault = 24
const pingTimeoutMs = 20_000

const url = text(2_048).min(1)
const events = z
  .array(text(100))
  .min(1)
  .max(100)
  .meta({ description: 'Event types: exact types, `resource.*`, or `*` for all.' })
const headers = textPairs({ pairsMax: 20, keyMax: 100, valueMax: 1_000 })
const secret = z
  .string()
  .regex(/^[\x21-\x7e]{16,256}$/, { error: 'The secret field must have 16 to 256 printable ASCII characters.' })
const description = text(500)
const retrySchedule = z.array(z.int().min(0).max(86_400)).min(1).max(10).meta({
  description: 'Delay before each attempt in seconds, including the first attempt. Each later delay is at least 1.',
})

function view(endpoint: Endpoint): JsonObject {
  return {
    id: endpoint.id,
    url: endpoint.url,
    events: endpoint.events,
    description: textOrNull(endpoint.description),
    headers: endpoint.headers,
    is_active: endpoint.isActive,
    // An empty list means the default schedule; null resets it.
    retry_schedule_seconds: endpoint.retryScheduleSeconds.length === 0 ? null : endpoint.retryScheduleSeconds,
    consecutive_failures: endpoint.consecutiveFailures,
    disabled_at: isoTime(endpoint.disabledAt),
    disabled_reason: textOrNull(endpoint.disabledReason),
    created_at: isoTime(endpoint.createdAt),
    updated_at: isoTime(endpoint.updatedAt),
  }
}

const pick = ({ endpoint }: { endpoint?: Endpoint | undefined }) => endpoint
const shown = one(pick, view)
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
    context: 'workspace',
    output,
    list: {
      filters: { is_active: { kind: 'boolean' }, ...createdFilters, ...updatedFilters, ...searchFilter },
      sorts: ['created_at', 'updated_at', 'url'],
    },
    run: ({ services, list, call }) => services.endpoints.listEndpoints({ query: list }, call),
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
    body: z
      .strictObject({
        url,
        events,
        secret: secret.optional().meta({ description: 'Your own signing secret. Default: generated.' }),
        description: description.nullish(),
        headers: headers.optional(),
        is_active: z.boolean().optional(),
        retry_schedule_seconds: retrySchedule.nullish(),
      })
      .meta({ id: 'WebhookCreate', examples: [{ url: 'https://example.com/plinth', events: ['workspace.*'] }] }),
    errors: ['INVALID_WEBHOOK_URL', 'FEATURE_LIMIT_REACHED'],
    run: ({ services, body, call }) => {
      const request = {
        url: body.url,
        events: body.events,
        secret: body.secret ?? '',
        description: body.description ?? '',
        headers: body.headers ?? {},
        isActive: body.is_active,
        retryScheduleSeconds: body.retry_schedule_seconds ?? [],
      }
      return services.endpoints.createEndpoint(request, call)
    },
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
    hasVersion: true,
    run: ({ services, params, call }) => services.endpoints.getEndpoint({ id: params.webhook_id }, call),
    view: shown,
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
    body: z
      .strictObject({
        url: url.optional(),
        events: events.optional(),
        description: description.nullish(),
        headers: headers.optional(),
        is_active: z.boolean().optional(),
        retry_schedule_seconds: retrySchedule.nullish(),
      })
      .meta({ id: 'WebhookUpdate', examples: [{ events: ['*'] }] }),
    errors: ['INVALID_WEBHOOK_URL', 'PRECONDITION_FAILED'],
    run: ({ services, params, body, call }) => {
      const { description, retry_schedule_seconds: schedule } = body
      const request = {
        id: params.webhook_id,
        url: body.url,
        events: body.events === undefined ? undefined : { values: body.events },
        description: description ?? undefined,
        headers: body.headers === undefined ? undefined : { values: body.headers },
        isActive: body.is_active,
        retrySchedule: schedule === undefined || schedule === null ? undefined : { seconds: schedule },
        cleared: [
          ...(description === null ? ['description'] : []),
          ...(schedule === null ? ['retry_schedule_seconds'] : []),
        ],
      }
      return services.endpoints.updateEndpoint(request, call)
    },
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
