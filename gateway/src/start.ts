import { CallerShares } from '@plinth/kit/async/caller-shares'
import { FairShares } from '@plinth/kit/async/fair-shares'
import { followOwnerChanges } from '@plinth/kit/owner-changes'
import type { PartDeps, Running } from '@plinth/kit/part'
import { followStoredEvents } from '@plinth/kit/stored-events'
import { accessDirectory } from './access/access.ts'
import { type Holder, ofOperatorKey, ofUser, ofWorkspace } from './access/holders.ts'
import { homesOfObjects } from './access/homes.ts'
import { rateLimitsOf } from './access/rate-limits.ts'
import type { GatewayConfig } from './config.ts'
import { cachedChecks } from './fast-checks/cached-checks.ts'
import { cachedPlans } from './fast-checks/cached-plans.ts'
import { publishingByPlan } from './fast-checks/publishing-by-plan.ts'
import { startForeignKeyReporter } from './foreign-keys/reporter.ts'
import { showRequests } from './http/answer/metrics.ts'
import { bodyBytesInFlightMax, strangersBytesInFlightMax } from './http/body/receive-body.ts'
import type { Gateway } from './http/context/gateway.ts'
import { UnnamedProxies } from './http/context/unnamed-proxies.ts'
import { UnreadAnswers, unreadBytesMax } from './http/context/unread-answers.ts'
import { EventStreams } from './http/event-streams/event-streams.ts'
import { OpenCalls } from './http/open-calls/open-calls.ts'
import { corsFor } from './http/pipeline/browser-headers.ts'
import { heavyAtOnceMax } from './http/pipeline/heavy-calls.ts'
import { expressApp } from './http/server/express-app.ts'
import { type HttpServer, listenHttp } from './http/server/http-server.ts'
import { NamedQueues } from './named-queues.ts'
import { checkDeprecation } from './operation/deprecation.ts'
import { routeTable } from './operation/route-table.ts'
import { versions } from './operation/versions.ts'
import { operations } from './operations.ts'
import { startOperatorAccessRecorder } from './operator-access/recorder.ts'
import { cachedProductTypes } from './product-types.ts'
import { requestLog as newRequestLog } from './request-log/request-log.ts'
import { startStatisticsReporter } from './request-statistics/reporter.ts'
import type { Revoked } from './revocation/messages.ts'
import { type AccessRevocation, startAccessRevocation } from './revocation/start-access-revocation.ts'
import { dialServices } from './services.ts'

// A workspace, a user and an operator key have at most a fifth of them.
const lineStreamsMax = 10

export const needs = ['identity', 'tenancy', 'webhooks'] as const

/** Composes the gateway and opens its port. */
export async function startGateway({ config, infra, dial }: PartDeps<GatewayConfig>): Promise<Running> {
  const { clock, log, limiter, bus } = infra
  for (const { name, deprecation } of versions)
    if (deprecation !== undefined) checkDeprecation(`version ${name}`, deprecation)
  const dialed = dialServices(dial)
  const changes = await followOwnerChanges({ bus, clock })
  const storedEvents = await followStoredEvents(bus)
  let revocation: AccessRevocation | undefined
  const caching = {
    clock,
    ttlMs: config.cacheTtlMs,
    entriesMax: config.cacheEntriesMax,
    isTrusted: () => revocation?.isTrusted() ?? false,
  }
  const checks = cachedChecks(dialed.entitlements, { ...caching, changes })
  const plans = cachedPlans(dialed.entitlements, { ...caching, changes })
  const productTypes = cachedProductTypes(dialed.events, { clock, log, changes })
  const services = {
    ...dialed,
    entitlements: { ...checks.entitlements, checkPlans: plans.checkPlans },
    publishing: publishingByPlan(dialed.publishing, plans),
  }
  const directory = accessDirectory({ services, ...caching })
  const dropCached = (only?: Revoked) => {
    if (only === undefined) {
      directory.clear()
      checks.clear()
      plans.clear()
      productTypes.clear()
    } else {
      directory.revoke(only)
      changes.note(only)
    }
  }
  revocation = await startAccessRevocation({ bus, clock, log, dropCached })
  const { revokeEverywhere, stop: stopRevocation } = revocation
  const requestLog = newRequestLog({ services, clock, log })
  const usage = startStatisticsReporter({ services, log, everyMs: config.usageFlushMs, requestLog })
  const foreignKeys = startForeignKeyReporter({ services, log, everyMs: config.usageFlushMs })
  const operatorAccess = startOperatorAccessRecorder({ services, clock, log, everyMs: config.usageFlushMs })
  let server: HttpServer | undefined
  const stopping = new AbortController()
  const openCalls = new OpenCalls(clock)
  const gateway: Gateway = {
    config,
    clock,
    now: () => clock.now(),
    log,
    limiter,
    rateLimits: rateLimitsOf(config.rateLimits),
    bus,
    services,
    directory,
    homes: homesOfObjects({ services, ...caching, changes }),
    unseenKeys: new NamedQueues(),
    routes: routeTable(operations),
    productTypes,
    cors: corsFor(config),
    unnamedProxies: new UnnamedProxies(log),
    slots: new FairShares(config.requestsInFlightMax),
    unreadAnswers: new UnreadAnswers(unreadBytesMax),
    heavyCalls: new NamedQueues(heavyAtOnceMax),
    lineStreams: new CallerShares<Holder>(lineStreamsMax, [ofWorkspace, ofUser, ofOperatorKey]),
    eventStreams: new EventStreams(),
    openCalls,
    storedEvents,
    streamReads: new NamedQueues(),
    bodyBytes: new CallerShares<Holder>(bodyBytesInFlightMax, [ofWorkspace, ofUser]),
    strangersBytes: new FairShares(strangersBytesInFlightMax),
    changes,
    revokeEverywhere,
    usage,
    requestLog,
    foreignKeys,
    operatorAccess,
    draining: AbortSignal.any([infra.stopping, stopping.signal]),
    stopping: stopping.signal,
    readiness: infra.readiness,
    version: infra.version,
    peerReady: (part) => infra.peerReady(part),
  }
  const stopBackground = async () => {
    await usage.stop()
    await foreignKeys.stop()
    await operatorAccess.stop()
    await stopRevocation()
    await changes.stop()
    await storedEvents.stop()
  }
  try {
    server = await listenHttp(config, expressApp(gateway))
  } catch (err) {
    await stopBackground()
    throw err
  }
  const hideRequests = showRequests(gateway)
  const { url } = server
  const { stop } = server
  log.info({ url }, 'the public API is listening')
  return {
    url,
    ready: async () => {
      const { areTaken, max } = gateway.slots
      if (areTaken) throw new Error(`all ${max} slots for requests in flight are taken`)
      await Promise.all(needs.map((part) => infra.peerReady(part)))
    },
    reset: () => revokeEverywhere(),
    async stop() {
      stopping.abort()
      openCalls.stop()
      await stop()
      hideRequests()
      await stopBackground()
    },
  }
}
