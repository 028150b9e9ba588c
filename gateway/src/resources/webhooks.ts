import { TestEndpointResponse, TestFilterResponse } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { z } from 'zod'
import { entryBounds } from '../operation/entry-counts.ts'
import { graceHours, id } from '../operation/fields.ts'
import { isLargePage } from '../operation/heavy.ts'
import { createdFilters, searchFilter, updatedFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { bare, many, one } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { allWorkspacesFilter, splitAllWorkspaces } from './all-workspaces.ts'
import { createRequest, filter, secret, updateRequest, webhookCreate, webhookUpdate } from './webhook-fields.ts'
import { blockedKeysView, healthStates, includes, output, view, withSecret } from './webhook-shape.ts'

const pinged = z
  .object({
    success: z.boolean().meta({ description: 'True for a 2xx.' }),
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

const shown = one('endpoint', view)
const shownWithBlockedKeys = one('endpoint', view, blockedKeysView)
const shownWithSecret = one('endpoint', view, ({ secret }: { secret: string }) => ({ secret }))

export const webhooks = {
  list: operation({
    id: 'webhooks.list',
    summary: 'List webhook endpoints',
    description:
      'Every member can list all webhooks of the workspace. Secrets are not in the response, and values of custom headers are shown as `********`. With `all_workspaces`, operators list those of every workspace.',
    route: 'GET /webhooks',
    isHeavy: isLargePage,
    scope: 'read:webhooks',
    context: 'none',
    output,
    includes,
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
    view: many('endpoints', view),
  }),

  create: operation({
    id: 'webhooks.create',
    summary: 'Create a webhook endpoint; its secret is shown only once',
    description:
      'The webhook gets the events that are stored from then on. Unless the operator allows more, the URL must be public and use https; otherwise the request returns 422 `INVALID_WEBHOOK_URL`. Nothing is sent to the URL; `POST /webhooks/{webhook_id}/test` does that. A workspace can have 50 webhooks (`WEBHOOKS_ENDPOINTS_MAX`), or fewer if the plan limits `plinth.webhooks`: the next one returns 403 `FEATURE_LIMIT_REACHED`. Emits `webhook.created`.',
    route: 'POST /webhooks',
    status: 201,
    scope: 'write:webhooks',
    role: 'admin',
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
    description:
      'Every member can read it. The secret is not in the response, and values of custom headers are shown as `********`. With `include=health`, the response says whether deliveries succeed and how many wait.',
    route: 'GET /webhooks/{webhook_id}',
    scope: 'read:webhooks',
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
    description:
      'The fields that choose events (`events`, `namespace_ids`, `channels`, `filter`) apply to events that are stored later; `url`, `headers` and `payload` apply to every later attempt. With `is_active: false`, deliveries are held; with true, they are sent. A URL with another origin requires the values of custom headers again (422). An `ordering` of `key` returns 409 while more than 10,000 deliveries wait. Emits `webhook.updated`, `webhook.disabled` or `webhook.enabled`.',
    route: 'PATCH /webhooks/{webhook_id}',
    scope: 'write:webhooks',
    role: 'admin',
    output,
    body: webhookUpdate,
    errors: ['INVALID_WEBHOOK_URL', 'STATE_CONFLICT'],
    run: ({ services, params, body, call }) =>
      services.endpoints.updateEndpoint(updateRequest(params.webhook_id, body), call),
    view: shown,
  }),

  delete: operation({
    id: 'webhooks.delete',
    summary: 'Delete a webhook endpoint',
    description:
      'Its unfinished deliveries are cancelled, beyond the first 1,000 in the background; a delivery that is being sent may still arrive. The webhook cannot be restored. Emits `webhook.deleted`.',
    route: 'DELETE /webhooks/{webhook_id}',
    scope: 'delete:webhooks',
    role: 'admin',
    run: ({ services, params, call }) => services.endpoints.deleteEndpoint({ id: params.webhook_id }, call),
  }),

  test: operation({
    id: 'webhooks.test',
    summary: 'Send a signed test event immediately',
    description:
      'Sends a `ping`, also to a disabled webhook and whatever its `events` are. Returns 200 whatever the receiver answers: `success` is true for a 2xx within 15 seconds. The ping is in the list of deliveries; it is not retried and does not count for the health. A webhook of the kind poll returns 409; more than 2 tests of a workspace at once can return 429. With an Idempotency-Key, a retry never sends a second ping; if the outcome was lost, `error` is `outcome unknown`.',
    route: 'POST /webhooks/{webhook_id}/test',
    scope: 'write:webhooks',
    role: 'admin',
    timeoutMs: pingTimeoutMs,
    output: pinged,
    isBare: true,
    errors: ['STATE_CONFLICT'],
    run: ({ services, params, call }) => services.endpoints.testEndpoint({ id: params.webhook_id }, call),
    view: bare(
      viewOf(TestEndpointResponse, pinged, {
        status_code: ({ statusCode }) => (statusCode === 0 ? null : statusCode),
        error: ({ error }) => (error === '' ? undefined : error),
      }),
    ),
  }),

  testFilter: operation({
    id: 'webhooks.test-filter',
    summary: 'Test a filter on an event; nothing is stored or sent',
    description:
      'Give an `event`, or the `event_id` of an event of the workspace. `because` has a sentence for each condition that decided.',
    route: 'POST /webhooks/filters/test',
    isHeavy: true,
    scope: 'read:webhooks',
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
    view: bare(viewOf(TestFilterResponse, filtered)),
  }),

  enable: operation({
    id: 'webhooks.enable',
    summary: 'Enable a disabled webhook endpoint',
    description:
      'Its held deliveries are sent, the oldest first and slowly at the beginning. The counted failures start again at 0. A webhook that is active already stays as it is. Emits `webhook.enabled`.',
    route: 'POST /webhooks/{webhook_id}/enable',
    scope: 'write:webhooks',
    role: 'admin',
    output,
    run: ({ services, params, call }) => services.endpoints.enableEndpoint({ id: params.webhook_id }, call),
    view: shown,
  }),

  rotateSecret: operation({
    id: 'webhooks.rotate-secret',
    summary: 'Rotate the signing secret; both secrets sign until the grace period ends',
    description:
      'During the grace period, 24 hours by default, `webhook-signature` has a signature for each of the two secrets. A secret in its grace period is not rotated again: 409 until `previous_secret_until`. With a `grace_period_hours` of 0 both old secrets end at once. Emits `webhook.updated` and `webhook.secret_rotated`.',
    route: 'POST /webhooks/{webhook_id}/rotate-secret',
    scope: 'write:webhooks',
    role: 'admin',
    hasSecret: true,
    output: withSecret,
    body: z
      .strictObject({ grace_period_hours: graceHours.default(graceHoursDefault), secret: secret.optional() })
      .meta({ id: 'WebhookRotateSecret', examples: [{ grace_period_hours: 24 }] }),
    errors: ['STATE_CONFLICT'],
    run: ({ services, params, body, call }) => {
      const { grace_period_hours: gracePeriodHours, secret = '' } = body
      return services.endpoints.rotateEndpointSecret({ id: params.webhook_id, gracePeriodHours, secret }, call)
    },
    view: shownWithSecret,
  }),
}
