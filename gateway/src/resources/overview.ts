import { coversScope } from '@plinth/kit/access/scopes'
import type { PartName } from '@plinth/kit/part'
import type { GetTenancyOverviewResponse } from '@plinth/proto/tenancy/v1/overview.ts'
import type { GetWebhooksOverviewResponse } from '@plinth/proto/webhooks/v1/overview.ts'
import { z } from 'zod'
import { operation, type RunInput } from '../operation/operation.ts'
import { shownId } from '../operation/shown.ts'
import { type JsonObject, textOrNull, whole } from '../operation/view.ts'
import { isUnavailable } from '../unavailable-part.ts'
import { deliveryCounts, deliveryCountsView } from './webhook-stats.ts'

const count = z.int().min(0)
const parts = ['gateway', 'identity', 'tenancy', 'webhooks'] as const satisfies readonly PartName[]
const scopes = { deliveries: 'read:webhooks', calls: 'read:usage', limits: 'read:entitlements' } as const

const example = {
  deliveries: { accepted: 1204, delivered: 1190, pending: 9, held: 0, failed: 4, cancelled: 1 },
  endpoints: { total: 31, failing: 2, open: 1, disabled: 3 },
  oldest_due_seconds: 0.4,
  requests_1h: { success: 5_310, errors: 12, limited: 3 },
  denials_24h: 41,
  near_limit: [
    {
      ...{ workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak', owner_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak', name: 'Acme' },
      ...{ feature: 'ai.credits', used: 930, limit: 1_000 },
    },
  ],
  parts: parts.map((name) => ({ name, ready: true, version: '1.4.0' })),
}

const nearLimit = z
  .object({
    workspace_id: shownId.nullable().meta({ description: 'The owner, or the workspace that pays for it.' }),
    owner_id: shownId.meta({ description: 'A workspace or a namespace.' }),
    name: z.string().meta({ description: 'Name of the owner.' }),
    feature: z.string().meta({ description: 'The feature that owns the pool.' }),
    used: z.int(),
    limit: z.int(),
  })
  .meta({ id: 'NearLimit' })

const output = z
  .object({
    deliveries: deliveryCounts
      .nullable()
      .meta({ description: 'Deliveries of all workspaces at one moment. `accepted` is the sum of the others.' }),
    endpoints: z
      .object({ total: count.meta({ description: 'All webhooks.' }), failing: count, open: count, disabled: count })
      .nullable()
      .meta({ description: 'Webhooks by health. Healthy and slow webhooks count only in the total.' }),
    oldest_due_seconds: z
      .number()
      .nullable()
      .meta({ description: 'Age of the oldest due delivery of all webhooks; 0 if no delivery is due.' }),
    requests_1h: z.object({ success: count, errors: count, limited: count }).nullable().meta({
      description:
        'Calls of all workspaces in the last 60 minutes: answered with 2xx and 3xx; refused by a rate limit; and the others. Counted within 5 seconds.',
    }),
    denials_24h: count
      .nullable()
      .meta({ description: 'Calls of the last 24 hours in which a plan refused something.' }),
    near_limit: z
      .array(nearLimit)
      .nullable()
      .meta({ description: 'Limits of which at least 80 % is used, the fullest first; at most 10.' }),
    parts: z
      .array(
        z
          .object({ name: z.enum(parts), ready: z.boolean(), version: z.string().nullable() })
          .meta({ id: 'PartState', description: 'Version of the process that answered; null if none did.' }),
      )
      .meta({ description: 'The parts of Plinth.' }),
  })
  .meta({ id: 'Overview', examples: [example] })

interface Overview {
  tenancy: GetTenancyOverviewResponse | undefined
  webhooks: GetWebhooksOverviewResponse | undefined
  scopes: readonly string[]
  parts: readonly { name: PartName; ready: boolean; version: string | undefined }[]
}

export const overview = {
  get: operation({
    id: 'overview.get',
    summary: 'Read the state of the whole installation (operators)',
    description:
      'You can read it every few seconds: each part counts again at most once a second. Deliveries and endpoints need `read:webhooks`, requests and denials `read:usage`, limits `read:entitlements`. A value is null if your scopes do not cover it, or if its part is not available.',
    route: 'GET /overview',
    scope: 'any',
    isForOperators: true,
    context: 'none',
    output,
    errors: ['INSUFFICIENT_PERMISSIONS'],
    run: async ({ services, caller, call, version, peerReady, noteShown }): Promise<Overview> => {
      const asked = { ...call, timeoutMs: partTimeoutMs }
      const [identity, tenancy, webhooks] = await Promise.all([
        stateOf('identity', peerReady, services.identityOverview.getIdentityOverview({}, asked)),
        stateOf('tenancy', peerReady, services.tenancyOverview.getTenancyOverview({}, asked)),
        stateOf('webhooks', peerReady, services.webhooksOverview.getWebhooksOverview({}, asked)),
      ])
      if (coversScope(caller.principal.scopes, scopes.limits))
        await noteShown(tenancy.answer?.nearLimit.map(({ workspaceId }) => workspaceId) ?? [])
      return {
        ...{ tenancy: tenancy.answer, webhooks: webhooks.answer, scopes: caller.principal.scopes },
        parts: [{ name: 'gateway', ready: true, version }, identity.part, tenancy.part, webhooks.part],
      }
    },
    view: whole(view),
  }),
}

/** The reader of this page may look for what is wrong: a part that hangs does not delay the answer. */
const partTimeoutMs = 3_000

async function stateOf<Answer extends { version: string }>(
  name: PartName,
  peerReady: RunInput<unknown, unknown>['peerReady'],
  answering: Promise<Answer>,
) {
  const [ready, answer] = await Promise.all([
    peerReady(name).then(
      () => true,
      () => false,
    ),
    answering.catch((err: unknown) => {
      if (isUnavailable(err)) return undefined
      throw err
    }),
  ])
  return { answer, part: { name, ready: ready && answer !== undefined, version: answer?.version } }
}

function view({ tenancy, webhooks, scopes: granted, parts }: Overview): JsonObject {
  const counted = coversScope(granted, scopes.deliveries) ? webhooks : undefined
  const calls = coversScope(granted, scopes.calls) ? tenancy : undefined
  const limits = coversScope(granted, scopes.limits) ? tenancy : undefined
  const { deliveries, endpoints } = counted ?? {}
  return {
    deliveries: deliveries === undefined ? null : deliveryCountsView(deliveries),
    endpoints: endpoints ?? null,
    oldest_due_seconds: counted?.oldestDueSeconds ?? null,
    requests_1h:
      calls === undefined ? null : { success: calls.success1h, errors: calls.errors1h, limited: calls.limited1h },
    denials_24h: calls?.denials24h ?? null,
    near_limit:
      limits?.nearLimit.map(({ workspaceId, ownerId, ownerName, feature, used, limit }) => ({
        ...{ workspace_id: textOrNull(workspaceId), owner_id: ownerId, name: ownerName, feature, used, limit },
      })) ?? null,
    parts: parts.map(({ name, ready, version }) => ({ name, ready, version: version ?? null })),
  }
}
