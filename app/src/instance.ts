import { setTimeout as wait } from 'node:timers/promises'
import { stalledWork } from '@plinth/kit/async/progress'
import { SystemClock } from '@plinth/kit/clock'
import type { Env } from '@plinth/kit/config'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { Infra, PartName } from '@plinth/kit/part'
import { startTelemetry } from '@plinth/kit/telemetry'
import { type Booted, boot } from './boot.ts'
import { followClock } from './clock/follow-clock.ts'
import { identityTime } from './clock/identity-time.ts'
import { collectStart } from './collect-start.ts'
import { endingCertificates } from './config/certificates.ts'
import { drainDelayMs } from './config/process-settings.ts'
import type { ProcessPlan } from './config/read-config.ts'
import { followCertificates } from './config/renewed-certificates.ts'
import { rpcWarnings, tlsOf } from './config/rpc-credentials.ts'
import { startControl } from './control.ts'
import { openBus } from './drivers/bus.ts'
import { openLimiter } from './drivers/limiter.ts'
import { boxOf } from './drivers/secrets.ts'
import type { Storage, StorageOptions } from './drivers/storage.ts'
import { showCertificates } from './metrics/certificates.ts'
import { showProcess } from './metrics/process.ts'
import { checkOperatorKey, ensureOperatorKey, type FirstKey } from './operator-key.ts'
import { checkPorts, type WantedPort } from './ports.ts'
import { during } from './progress.ts'
import { readinessChecks } from './readiness.ts'
import { openRpc } from './rpc.ts'
import { hasConsole } from './sign-in-link.ts'
import { appVersion } from './version.ts'

export interface Instance {
  /** URL of the gateway, if it runs in this process. */
  readonly url: string | undefined
  /** First operator key of this installation, if this start created it. */
  readonly firstKey: FirstKey | undefined
  /** Rejects when the process cannot continue. */
  readonly failed: Promise<never>
  /** Turns not ready, waits for the drain delay, then stops everything in the reverse order of its start. */
  stop(): Promise<void>
}

export interface InstanceOptions {
  plan: ProcessPlan
  ports: readonly WantedPort[]
  log: Logger
  /** True if standard output is a terminal. */
  isTerminal: boolean
  /** Environment for what is no setting of this process: OpenTelemetry's own standard variables (OTEL_*), and whether there is a console. */
  env: Env
}

/** Starts everything in a process. If one start fails, everything started before is stopped. */
export async function startInstance({ plan, ports, log, isTerminal, env }: InstanceOptions): Promise<Instance> {
  const { config, parts, target } = plan
  const names = parts.map(({ name }) => name)
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => undefined)
  await checkPorts(ports)
  checkOperatorKey(plan)

  await using starting = new AsyncDisposableStack()
  const telemetry = await startTelemetry({ serviceName: target === 'all' ? 'plinth' : `plinth-${target}`, env })
  starting.defer(() => telemetry.stop())
  const clock = new SystemClock()
  const bus = await openBus({ url: config.natsUrl, target, log })
  starting.defer(() => bus.close())
  // Only the gateway decides rate limits: no other process needs Redis.
  const redisUrl = names.includes('gateway') ? config.redisUrl : undefined
  const limiter = await openLimiter({ url: redisUrl, replicas: config.gatewayReplicas, clock, log })
  starting.defer(() => limiter.close())
  const storage = await storageOf({ plan, clock, log, stack: starting, onLost: failure.reject })

  for (const sentence of rpcWarnings(config, target)) log.warn(sentence)
  const tls = target === 'all' ? undefined : tlsOf(config)
  const certificates = tls === undefined ? undefined : followCertificates(tls, { env, log })
  if (tls !== undefined && certificates !== undefined) {
    starting.defer(() => certificates.stop())
    for (const { hasEnded, sentence } of endingCertificates(tls, clock.now()))
      log[hasEnded ? 'error' : 'warn'](sentence)
    const hideCertificates = showCertificates(certificates.current)
    starting.defer(async () => hideCertificates())
  }
  const rpc = openRpc(config, { here: names, tls: certificates?.security, log })
  starting.defer(() => rpc.host.close())
  starting.defer(async () => rpc.dialer.close())
  const followed = followClock({ clock, ask: storage.time ?? identityTime(rpc.dialer), log })
  starting.defer(() => followed.stop())
  // A process without a database goes by its own clock until identity answers.
  if (storage.time !== undefined) await followed.asked
  const checks = readinessChecks()
  // The management port answers before the parts run, so the process is not ready until they do.
  checks.turnRed('starting')
  // Without NATS, events wait in their outboxes. If all processes turned not ready at once, that would be an outage.
  checks.addAdvisory('bus', () => bus.ready())
  // Without Redis, the gateway continues from memory (architecture: losing Redis costs precision, never service).
  if (names.includes('gateway')) checks.addAdvisory('limiter', () => limiter.ready())
  checks.addAdvisory('clock', () => followed.isRight())
  // A restart does not help, and taking the process out of service would stop the work that still succeeds.
  checks.addAdvisory('work', async () => {
    const stalled = stalledWork()
    if (stalled.length > 0) throw new Error(stalled.join('; '))
  })
  for (const [part, database] of storage.databases) checks.add(`database ${part}`, () => database.ready())
  const hideProcess = showProcess({ parts: names, databases: storage.databases, readiness: checks.readiness })
  starting.defer(async () => hideProcess())
  let running: Booted['running'] = new Map()
  const reset = async () => {
    for (const part of running.values()) await part.reset?.()
  }
  await startControl({
    plan,
    clock,
    bus,
    databases: [...storage.databases.values()],
    readiness: checks.readiness,
    reset: target === 'all' ? reset : undefined,
    log,
    stack: starting,
  })

  const secrets = boxOf(storage.secretsKeys)
  const stopping = new AbortController()
  const infraFor = (part: PartName): Infra => ({
    database: () => databaseOf(storage.databases, part),
    bus,
    limiter,
    secrets,
    clock,
    log: log.child({ part }),
    version: appVersion,
    stopping: stopping.signal,
    readiness: checks.readiness,
    peerReady: (peer) => rpc.dialer.ready(peer),
  })
  starting.defer(() => storage.stopRelays())
  const booted = await during(log, 'starting the parts', () =>
    boot({
      parts,
      depsFor: (part) => ({ infra: infraFor(part), dial: rpc.dialer.dialAs(part), expose: rpc.host.expose }),
      drainCalls: () => rpc.host.drain(),
      onStart: (part, tookMs) =>
        log.info({ part, tookMs: Math.round(tookMs) }, `${part} runs in process ${process.pid}`),
    }),
  )
  starting.defer(() => booted.stop())
  running = booted.running
  for (const [part, { ready }] of running) checks.add(part, ready)
  if (target !== 'all' && target !== 'gateway') {
    const { rpcHost: host, rpcPort: port } = config
    const isReady = async () => (await checks.readiness()).ready
    const { security } = rpc
    // requirements.ts requires a credential; without one, every caller would be accepted as the gateway.
    if (security === undefined) throw new Error(`${target} would accept unauthenticated callers`)
    const at = await rpc.host.listen({ host, port, isReady, security })
    log.info(
      { part: target, address: at.address, port: at.port },
      `${target} listens for calls at ${at.address}:${at.port}`,
    )
  }
  storage.startRelays(bus)
  const dial = rpc.dialer.dialAs('operator')
  const firstKey = await ensureOperatorKey({ plan, dial, log, isTerminal, hasConsole: hasConsole(env) })

  collectStart()
  checks.turnGreen()
  const stack = starting.move()
  return {
    url: running.get('gateway')?.url,
    firstKey,
    failed: failure.promise,
    async stop() {
      checks.turnRed('stopping')
      stopping.abort()
      await wait(drainDelayMs(config, target))
      await stack.disposeAsync()
    },
  }
}

function databaseOf(databases: ReadonlyMap<PartName, Database>, part: PartName): Database {
  const database = databases.get(part)
  if (database === undefined) throw new Error(`${part} declares no migrations and so has no database`)
  return database
}

async function storageOf(options: StorageOptions): Promise<Storage> {
  // Imported only if a part owns a database: a gateway that runs alone does not need the PostgreSQL client.
  if (options.plan.parts.some(({ migrations }) => migrations !== undefined))
    return (await import('./drivers/storage.ts')).openStorage(options)
  return {
    databases: new Map(),
    time: undefined,
    secretsKeys: undefined,
    startRelays: () => undefined,
    stopRelays: async () => undefined,
  }
}
