import type { Bus } from '@plinth/kit/bus'
import type { idempotentEffects, Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import {
  type Endpoint as EndpointMessage,
  EndpointsServiceService as Endpoints,
  type EndpointHealth as HealthMessage,
  type UpdateEndpointRequest,
} from '@plinth/proto/webhooks/v1/endpoints.ts'
import { thenAnnounceDue } from '../delivery-queue/due-announcement.ts'
import type { EndpointHealth } from '../endpoint-health/health-state.ts'
import { readFilter } from '../filters/filter.ts'
import { testFilter } from '../filters/verbs.ts'
import { type Endpoint, type EndpointKind, orderingOf, type TestEndpoint } from './endpoint.ts'
import { payloadFormOf } from './payload-form.ts'
import type { EndpointChanges, EndpointVerbs } from './verbs.ts'

export interface EndpointsRpcDeps {
  verbs: EndpointVerbs
  testEndpoint: TestEndpoint
  write: Write
  effect: ReturnType<typeof idempotentEffects>
  bus: Bus
  /** Longer than a test can take. */
  testLeaseMs: number
}

const unknownOutcome = { success: false, statusCode: 0, responseTimeMs: 0, error: 'outcome unknown' }

export function endpointsRpc(deps: EndpointsRpcDeps): Handlers<typeof Endpoints> {
  const { verbs, testEndpoint, write, effect, bus, testLeaseMs } = deps
  async function shownWith(endpoints: readonly Endpoint[], withHealth: boolean): Promise<EndpointMessage[]> {
    if (!withHealth) return endpoints.map(toMessage)
    const health = await verbs.healthOf(endpoints)
    return endpoints.map((endpoint) => ({ ...toMessage(endpoint), health: toHealth(health.get(endpoint.id)) }))
  }
  return {
    createEndpoint: async (request, call) => {
      const kind = kindOf(request.kind)
      const verdict =
        kind === 'poll' || request.url === '' ? undefined : await verbs.checkUrl(call.context, request.url)
      const create = write(Endpoints.createEndpoint, async (_request, { context }, tx) => {
        const { payload, filterJson, rateLimit, ordering, kind: _, ...fields } = request
        const input = {
          ...fields,
          kind,
          isActive: request.isActive ?? true,
          filter: filterJson === '' ? null : readFilter(filterJson),
          payloadForm: payloadFormOf(payload),
          ratePerSecond: rateLimit?.perSecond ?? 0,
          ordering: orderingOf(ordering),
        }
        const { endpoint, secret } = await verbs.createEndpoint(tx, context, input, verdict)
        return { endpoint: toMessage(endpoint), secret }
      })
      return create(request, call)
    },
    getEndpoint: async ({ id, withHealth = false }, call) => {
      const { endpoint, blockedKeys } = await verbs.getEndpoint(call.context, id)
      const [shown] = await shownWith([endpoint], withHealth)
      return { endpoint: shown, blockedKeys }
    },
    listEndpoints: async ({ query, withHealth = false, allWorkspaces = false }, call) => {
      const { rows, info } = await verbs.listEndpoints(call.context, query, allWorkspaces)
      return { endpoints: await shownWith(rows, withHealth), page: info }
    },
    getEndpointSeries: async (request, call) => ({ points: await verbs.getSeries(call.context, request) }),
    updateEndpoint: async (request, call) => {
      const { id, url } = request
      const verdict = url === undefined ? undefined : await verbs.checkUrl(call.context, url)
      const update = write(Endpoints.updateEndpoint, async (_request, { context }, tx) => ({
        endpoint: toMessage(await verbs.updateEndpoint(tx, context, id, changesOf(request), verdict)),
      }))
      return thenAnnounceDue(bus, update)(request, call)
    },
    deleteEndpoint: write(Endpoints.deleteEndpoint, async ({ id }, call, tx) => {
      await verbs.deleteEndpoint(tx, call.context, id)
      return {}
    }),
    enableEndpoint: thenAnnounceDue(
      bus,
      write(Endpoints.enableEndpoint, async ({ id }, call, tx) => ({
        endpoint: toMessage(await verbs.enableEndpoint(tx, call.context, id)),
      })),
    ),
    rotateEndpointSecret: write(Endpoints.rotateEndpointSecret, async ({ id, gracePeriodHours, secret }, call, tx) => {
      const rotated = await verbs.rotateSecret(tx, call.context, id, gracePeriodHours, secret)
      return { endpoint: toMessage(rotated.endpoint), secret: rotated.secret }
    }),
    testEndpoint: effect(Endpoints.testEndpoint, ({ id }, call) => testEndpoint(call.context, id), {
      unknownAnswer: unknownOutcome,
      leaseMs: testLeaseMs,
    }),
    // It stores nothing, but its answer is kept for an Idempotency-Key, as of every POST.
    testFilter: write(Endpoints.testFilter, (request, { context }, tx) => testFilter(tx, context, request)),
  }
}

function toHealth(health: EndpointHealth | undefined): HealthMessage | undefined {
  if (health === undefined) return undefined
  const { openUntil, oldestDueAt, successRate, p95Ms, ...counts } = health
  return {
    ...counts,
    openUntil: openUntil ?? undefined,
    oldestDueAt: oldestDueAt ?? undefined,
    successRate: successRate ?? undefined,
    p95Ms: p95Ms ?? undefined,
  }
}

/** Any text but `poll` means push: an empty one comes from a gateway of the release before. */
const kindOf = (text: string): EndpointKind => (text === 'poll' ? 'poll' : 'push')

function toMessage(endpoint: Endpoint): EndpointMessage {
  return {
    ...endpoint,
    events: [...endpoint.events],
    headers: { ...endpoint.headers },
    retryScheduleSeconds: [...endpoint.retryScheduleSeconds],
    namespaceIds: [...endpoint.namespaceIds],
    channels: [...endpoint.channels],
    filterJson: endpoint.filter === undefined ? '' : JSON.stringify(endpoint.filter),
    payload: endpoint.payloadForm,
    rateLimit: endpoint.ratePerSecond === 0 ? undefined : { perSecond: endpoint.ratePerSecond },
  }
}

const emptyFields: Record<string, EndpointChanges> = {
  description: { description: '' },
  headers: { headers: {} },
  retry_schedule_seconds: { retryScheduleSeconds: [] },
  rate_limit: { ratePerSecond: 0 },
  filter: { filter: null },
}

const changesOf = (request: UpdateEndpointRequest): EndpointChanges => ({
  url: request.url,
  events: request.events?.values,
  description: request.description,
  headers: request.headers?.values,
  isActive: request.isActive,
  retryScheduleSeconds: request.retrySchedule?.seconds,
  namespaceIds: request.namespaceIds?.values,
  channels: request.channels?.values,
  filter: request.filterJson === undefined ? undefined : readFilter(request.filterJson),
  payloadForm: request.payload === undefined ? undefined : payloadFormOf(request.payload),
  ratePerSecond: request.rateLimit?.perSecond,
  ordering: request.ordering === undefined ? undefined : orderingOf(request.ordering),
  ...Object.assign({}, ...request.cleared.map((field) => emptyFields[field] ?? {})),
})
