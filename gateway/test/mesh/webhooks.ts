import type { Expose } from '@plinth/kit/part'
import { AuditLogServiceService as AuditLog } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { DeliveriesServiceService as Deliveries } from '@plinth/proto/webhooks/v1/deliveries.ts'
import { EndpointsServiceService as Endpoints } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { EventsServiceService as Events, type EventType } from '@plinth/proto/webhooks/v1/events.ts'
import { OverviewServiceService as Overview } from '@plinth/proto/webhooks/v1/overview.ts'
import { PollingServiceService as Polling } from '@plinth/proto/webhooks/v1/polling.ts'
import { type NewEvent, PublishingServiceService as Publishing } from '@plinth/proto/webhooks/v1/publishing.ts'
import { ReplaysServiceService as Replays } from '@plinth/proto/webhooks/v1/replays.ts'
import { SearchServiceService as Search } from '@plinth/proto/webhooks/v1/search.ts'
import { StatsServiceService as Stats } from '@plinth/proto/webhooks/v1/stats.ts'
import { auditEntry, auditHead, delivery, endpoint, event, handOut, page } from './rows.ts'
import type { Script } from './script.ts'

const pageMax = 10

export function exposeWebhooks(expose: Expose, { answering, stored }: Script): void {
  const secret = 'whsec_shown_once'
  const health = {
    state: 'open',
    openUntil: endpoint.createdAt,
    inFlight: 1,
    window: 2,
    due: 5,
    held: 0,
    successRate: 0.5,
  }
  expose(Endpoints, {
    createEndpoint: answering(Endpoints.createEndpoint, ({ url }) => ({ endpoint: { ...endpoint, url }, secret })),
    getEndpoint: answering(Endpoints.getEndpoint, ({ withHealth }) => ({
      endpoint: withHealth ? { ...endpoint, health } : endpoint,
    })),
    listEndpoints: answering(Endpoints.listEndpoints, ({ withHealth }) => ({
      endpoints: [withHealth ? { ...endpoint, health } : endpoint],
      page,
    })),
    getEndpointSeries: answering(Endpoints.getEndpointSeries, () => ({
      points: [{ at: endpoint.createdAt, ok: 3, failed: 1, timedOut: 0, refused: 0, p50Ms: 64 }],
    })),
    updateEndpoint: answering(Endpoints.updateEndpoint, () => ({ endpoint: { ...endpoint, version: 8 } })),
    deleteEndpoint: answering(Endpoints.deleteEndpoint, () => ({})),
    enableEndpoint: answering(Endpoints.enableEndpoint, () => ({ endpoint })),
    rotateEndpointSecret: answering(Endpoints.rotateEndpointSecret, () => ({ endpoint, secret })),
    testEndpoint: answering(Endpoints.testEndpoint, () => ({
      success: true,
      statusCode: 200,
      responseTimeMs: 12,
      error: '',
    })),
    testFilter: answering(Endpoints.testFilter, () => ({ matches: true, because: ['"amount" must be 1 and is 1.'] })),
  })
  expose(Deliveries, {
    getDelivery: answering(Deliveries.getDelivery, () => ({ delivery })),
    listDeliveries: answering(Deliveries.listDeliveries, () => ({ deliveries: [delivery], page })),
    listWorkspaceDeliveries: answering(Deliveries.listWorkspaceDeliveries, () => ({ deliveries: [delivery], page })),
    retryDelivery: answering(Deliveries.retryDelivery, () => ({ delivery: { ...delivery, status: 'retrying' } })),
    skipDelivery: answering(Deliveries.skipDelivery, () => ({ delivery: { ...delivery, status: 'cancelled' } })),
  })
  const replay = {
    id: 'rpl_1',
    endpointId: 'wh_1',
    status: 'running',
    total: 2,
    done: 1,
    createdAt: delivery.createdAt,
  }
  expose(Replays, {
    createReplay: answering(Replays.createReplay, ({ isDryRun }) => ({
      replay: isDryRun ? { id: '', endpointId: '', status: '', total: 2, done: 0 } : { ...replay, done: 0 },
    })),
    retryDeliveries: answering(Replays.retryDeliveries, () => ({ replays: [{ ...replay, done: 0 }] })),
    getReplay: answering(Replays.getReplay, () => ({ replay })),
    cancelReplay: answering(Replays.cancelReplay, () => ({})),
  })
  const eventType = {
    ...{ description: 'It happened.', isEmitted: true, isOfProduct: false, group: '', schemaJson: '', exampleJson: '' },
    ...{ isDeprecated: false, feature: '' },
  }
  const outcome = { done: ['del_1.1'], expired: [] }
  expose(Polling, {
    pollEndpoint: answering(Polling.pollEndpoint, () => ({ handOuts: [handOut] })),
    ackDeliveries: answering(Polling.ackDeliveries, () => outcome),
    nackDeliveries: answering(Polling.nackDeliveries, () => outcome),
  })
  let applied: EventType[] | undefined
  expose(Events, {
    getEvent: answering(Events.getEvent, () => ({ event })),
    listEvents: answering(Events.listEvents, () => ({ events: [event], page })),
    tailEvents: answering(Events.tailEvents, ({ cursor, since }) => {
      const from = cursor === '' ? (since === undefined ? stored.length : 0) : Number(cursor)
      const to = Math.min(stored.length, from + pageMax)
      const events = stored.slice(from, to).map((one, at) => ({ ...one, cursor: String(from + at + 1) }))
      return { events, cursor: String(to), isMore: to < stored.length, isHeldBack: false }
    }),
    listEventTypes: answering(Events.listEventTypes, () => ({
      eventTypes: applied ?? [
        { ...eventType, name: event.type, description: 'A workspace was updated.' },
        {
          ...eventType,
          name: 'invoice.paid',
          isOfProduct: true,
          schemaJson: '{"type":"object","properties":{"a":{"$ref":"#/$defs/a"}},"$defs":{"a":{"type":"integer"}}}',
          exampleJson: '{"a":1}',
        },
        { ...eventType, name: 'report.ready', isOfProduct: true, feature: 'storage' },
      ],
      version: 7,
    })),
    applyEventTypes: answering(Events.applyEventTypes, ({ eventTypes, isDryRun }) => {
      if (!isDryRun) applied = eventTypes
      return { added: eventTypes.map(({ name }) => name), changed: [], removed: [] }
    }),
  })
  const published = {
    id: 'evt_2',
    workspaceId: 'wks_home',
    namespaceId: '',
    createdAt: event.createdAt,
    isDuplicate: false,
  }
  // Only these two types need a feature.
  const needs: Record<string, string> = { 'report.ready': 'storage', 'seat.taken': 'seats' }
  const otherFeatures = (events: readonly NewEvent[]) => {
    const asked = events.filter(({ refusal }) => refusal.length === 0)
    if (asked.every(({ type, feature }) => feature === (needs[type] ?? ''))) return undefined
    return { features: Object.fromEntries(asked.map(({ type }) => [type, needs[type] ?? ''])) }
  }
  expose(Publishing, {
    publishEvent: answering(Publishing.publishEvent, ({ event: asked }) => {
      const typeFeatures = otherFeatures(asked === undefined ? [] : [asked])
      return typeFeatures === undefined ? { event: { ...published, type: asked?.type ?? '' } } : { typeFeatures }
    }),
    publishEvents: answering(Publishing.publishEvents, ({ events }) => {
      const typeFeatures = otherFeatures(events)
      if (typeFeatures !== undefined) return { results: [], typeFeatures }
      return {
        results: events.map(({ type, refusal }) =>
          refusal.length > 0 ? { refusal } : { event: { ...published, type }, refusal },
        ),
      }
    }),
  })
  expose(AuditLog, {
    listAuditEntries: answering(AuditLog.listAuditEntries, () => ({ entries: [auditEntry], page })),
    // Without an end when a beginning is named.
    exportAuditEntries: answering(AuditLog.exportAuditEntries, ({ from, cursor }) => ({
      lines: Buffer.from(`{"id":"evt_1","pad":"${from === undefined ? '' : 'x'.repeat(100_000)}"}\n`),
      count: 1,
      nextCursor: from === undefined ? '' : String(Number(cursor) + 1),
      to: new Date('2026-01-06T09:30:00Z'),
    })),
    listRequestChanges: answering(AuditLog.listRequestChanges, ({ spans }) => ({
      changes: spans.map(() => ({ eventIds: ['evt_1'], changedIds: ['wks_home'] })),
    })),
    recordOperatorAccess: answering(AuditLog.recordOperatorAccess, () => ({})),
    listAuditHeads: answering(AuditLog.listAuditHeads, () => ({ heads: [auditHead], page })),
  })
  const counts = { accepted: 6, delivered: 2, pending: 1, held: 1, failed: 1, cancelled: 1 }
  expose(Stats, {
    getStats: answering(Stats.getStats, () => counts),
    countOwnUse: answering(Stats.countOwnUse, () => ({ endpoints: 4, events: 250 })),
  })
  const endpoints = { total: 4, failing: 1, open: 1, disabled: 1 }
  expose(Overview, {
    getWebhooksOverview: answering(Overview.getWebhooksOverview, () => ({
      ...{ version: '1.0.0', deliveries: counts, endpoints, oldestDueSeconds: 0.5 },
    })),
  })
  expose(Search, { searchWebhooks: answering(Search.searchWebhooks, () => ({ results: [] })) })
}
