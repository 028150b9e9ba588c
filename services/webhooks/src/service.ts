import { clearTables, idempotentEffects } from '@plinth/kit/db'
import { outboundHttp, type Resolve } from '@plinth/kit/outbound-http'
import type { PartDeps, Running } from '@plinth/kit/part'
import { announceStoredEvents } from '@plinth/kit/stored-events'
import { AuditLogServiceService } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { DeliveriesServiceService } from '@plinth/proto/webhooks/v1/deliveries.ts'
import { EndpointsServiceService } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { EventsServiceService } from '@plinth/proto/webhooks/v1/events.ts'
import { OverviewServiceService } from '@plinth/proto/webhooks/v1/overview.ts'
import { PollingServiceService } from '@plinth/proto/webhooks/v1/polling.ts'
import { PublishingServiceService } from '@plinth/proto/webhooks/v1/publishing.ts'
import { ReplaysServiceService } from '@plinth/proto/webhooks/v1/replays.ts'
import { SearchServiceService } from '@plinth/proto/webhooks/v1/search.ts'
import { StatsServiceService } from '@plinth/proto/webhooks/v1/stats.ts'
import type { NoteReads } from './access.ts'
import { startAttemptRecorder } from './attempt-counts/recorder.ts'
import { showSealing } from './audit-log/metrics.ts'
import { startMissedEntries } from './audit-log/missed-entries.ts'
import { startHeadReports } from './audit-log/report-heads.ts'
import { startAuditMonths } from './audit-log/retention.ts'
import { auditLogRpc } from './audit-log/rpc.ts'
import { startSealer } from './audit-log/sealer.ts'
import { recordAccesses } from './audit-log/verbs.ts'
import { startBulkTransitions } from './bulk-transitions/worker.ts'
import type { WebhooksConfig } from './config.ts'
import { deliveriesRpc } from './deliveries/rpc.ts'
import { deliveryVerbs } from './deliveries/verbs.ts'
import { dueSubject } from './delivery-queue/due-announcement.ts'
import { Dispatcher } from './dispatch/dispatcher.ts'
import { showAttempts } from './dispatch/metrics.ts'
import { SigningKeys } from './dispatch/signing-keys.ts'
import { testEndpoint } from './endpoint-tests/test-endpoint.ts'
import { endpointsRpc } from './endpoints/rpc.ts'
import { endpointVerbs } from './endpoints/verbs.ts'
import { eventTailRpc } from './event-tail/rpc.ts'
import { noteStart } from './event-tail/start-store.ts'
import { tailVerb } from './event-tail/verbs.ts'
import { eventTypeReader } from './event-types/reader.ts'
import { eventTypesRpc } from './event-types/rpc.ts'
import { eventsRpc } from './events/rpc.ts'
import { Rosters } from './fan-out/rosters.ts'
import { startHousekeeping } from './housekeeping/housekeeping.ts'
import { startResealing } from './housekeeping/reseal.ts'
import { startIngest } from './ingest/ingest.ts'
import { overviewRpc } from './overview/rpc.ts'
import { startPartitions } from './partitions/partitions.ts'
import { writesInOrder } from './partitions/store.ts'
import { pollingRpc } from './polling/rpc.ts'
import { pollingVerbs } from './polling/verbs.ts'
import { PollWaiters } from './polling/waiters.ts'
import { publishingRpc } from './publishing/rpc.ts'
import { publishVerb } from './publishing/verbs.ts'
import { replayLimits, startReplayer } from './replays/replayer.ts'
import { replaysRpc } from './replays/rpc.ts'
import { replayVerbs } from './replays/verbs.ts'
import { searchRpc } from './search/rpc.ts'
import { showStats } from './stats/metrics.ts'
import { statsRpc } from './stats/rpc.ts'
import { startStatusSteps } from './workspace-status/worker.ts'

// They outlive what they tell of.
const keptTables = ['audit_entry', 'audit_unsealed', 'audit_seal', 'audit_head', 'event_server']
const countShards = 16
// Payloads of deliveries in flight: as many as there are slots, unless they are large.
const payloadBytesMax = 33_554_432
const countsEveryMs = 5_000

/** Starts the API, the consumer of events, the dispatcher and the background jobs. `resolve` replaces c-ares in tests. */
export async function startWebhooks(
  { config, infra, expose }: PartDeps<WebhooksConfig>,
  resolve?: Resolve,
): Promise<Running> {
  const { bus, clock, log, secrets } = infra
  const database = infra.database()
  const shard = Math.floor(Math.random() * countShards)
  const outbound = outboundHttp({ ...config, ...(resolve === undefined ? {} : { resolve }) })
  await noteStart(database)
  const storedEvents = announceStoredEvents(bus)
  const partitions = await startPartitions({ database, clock, log })
  const auditMonths = await startAuditMonths({ database, log, retentionDays: config.auditRetentionDays })
  const write = writesInOrder({ database, secrets, log })
  const defaultSchedule = config.retryScheduleSeconds

  const { endpointsMax } = config
  const noteReads: NoteReads = (ctx, workspaceIds) =>
    recordAccesses({ database, clock, auditMonths }, ctx, workspaceIds)
  const endpoints = endpointVerbs({ database, secrets, clock, outbound, shard, endpointsMax, noteReads })
  const keys = new SigningKeys(secrets)
  const test = testEndpoint({ database, outbound, secrets, keys, clock, partitions, storedEvents, limits: config })
  const effect = idempotentEffects({ database, secrets, log })
  const testLeaseMs = config.timeoutMs + config.leaseMarginMs
  const rpcDeps = { verbs: endpoints, testEndpoint: test, write, effect, bus, testLeaseMs }
  expose(EndpointsServiceService, endpointsRpc(rpcDeps))
  expose(
    DeliveriesServiceService,
    deliveriesRpc(deliveryVerbs({ database, defaultSchedule, noteReads, shard }), write, bus),
  )
  expose(ReplaysServiceService, replaysRpc(replayVerbs({ database, clock }), write, clock))
  const eventTypes = eventTypeReader(database)
  const { retentionDays } = config
  const tail = tailVerb({ database, retentionDays })
  expose(EventsServiceService, { ...eventsRpc(database), ...eventTailRpc(tail), ...eventTypesRpc(eventTypes, write) })
  expose(StatsServiceService, statsRpc(database))
  expose(OverviewServiceService, overviewRpc(database, infra.version))
  expose(SearchServiceService, searchRpc(database))
  expose(AuditLogServiceService, auditLogRpc({ database, clock, auditMonths }))
  const fanOut = { partitions, rosters: new Rosters(), defaultSchedule, shard }
  const publish = publishVerb({ database, secrets, log, bus, clock, storedEvents, types: eventTypes, ...fanOut })
  expose(PublishingServiceService, publishingRpc(publish))

  const waiters = new PollWaiters({ database, bus, log, sweepMs: config.sweepMs, stopping: infra.stopping })
  await waiters.start()
  expose(PollingServiceService, pollingRpc(pollingVerbs({ database, waiters, shard }), write, bus))

  const settings = { ...config, defaultSchedule, payloadBytesMax }
  const attempts = startAttemptRecorder({ database, log, everyMs: countsEveryMs })
  const dispatcher = new Dispatcher({ database, bus, outbound, secrets, keys, clock, log, shard, settings, attempts })
  await dispatcher.start()
  const ingest = await startIngest({ database, bus, log, storedEvents, auditMonths, ...fanOut })
  const announceDue = () => bus.announce(dueSubject)
  const replayer = startReplayer({ database, log, defaultSchedule, limits: replayLimits, shard, announceDue })
  const bulkTransitions = startBulkTransitions({ database, log, shard, announceDue })
  const statusSteps = startStatusSteps({ database, bus, log })
  const housekeeping = startHousekeeping({ database, clock, log, partitions, retentionDays, shard })
  const resealing = startResealing(database, secrets, log)
  showAttempts()
  const hideStats = showStats(database)
  const sealer = startSealer({ database, log, auditMonths })
  const missedEntries = startMissedEntries({ database, log, auditMonths })
  const headReports = startHeadReports({ ...config, database, log, outbound, sealUrl: config.auditSealUrl })
  const hideSealing = showSealing(database)
  return {
    ready: () => database.ready(),
    reset: () => clearTables(database, [...keptTables, 'event_type', 'event_type_state']),
    stop: async () => {
      hideStats()
      hideSealing()
      await waiters.stop()
      await ingest.stop()
      storedEvents.stop()
      await replayer.stop()
      await bulkTransitions.stop()
      await statusSteps.stop()
      await dispatcher.stop()
      await attempts.stop()
      await resealing.stop()
      await housekeeping.stop()
      await partitions.stop()
      await headReports.stop()
      await missedEntries.stop()
      await sealer.stop()
      await auditMonths.stop()
      await outbound.close()
    },
  }
}
