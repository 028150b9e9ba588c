import { randomBytes } from 'node:crypto'
import { type Bus, inProcessBus } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { type Env, loadConfig } from '@plinth/kit/config'
import { type Database, openDatabase, setTestClock, startRelay } from '@plinth/kit/db'
import { inProcessLimiter } from '@plinth/kit/limiter'
import { type Logger, openLog } from '@plinth/kit/log'
import type { Dial, Expose, Infra, Part, Running } from '@plinth/kit/part'
import { type Caller, type RpcHost, rpcDialer, rpcHost } from '@plinth/kit/rpc'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { testDatabase } from './test-database.ts'

export interface StartPartOptions {
  env?: Env
  /** Default: an in-process bus of its own. A bus that is handed in is left open. */
  bus?: Bus
  /** Default: the machine's. The database's clock is moved by its offset before the part starts. */
  clock?: SystemClock
  /** Another process on the same data: this part's database, which must outlive the new one. */
  beside?: StartedPart
  /** Default: of LOG_LEVEL, else fatal. */
  log?: Logger
  /** Serves what the part dials: stand-ins for its peers, on the same in-process transport. */
  peers?: (expose: Expose) => void
}

export interface StartedPart {
  /** As the gateway. */
  dial: Dial
  dialAs(caller: Caller): Dial
  host: RpcHost
  /** The part's own database. Throws for a part without one. */
  readonly database: Database
  readonly databaseUrl: string | undefined
  bus: Bus
  infra: Infra
  clock: SystemClock
  /** The result of part.start(). */
  running: Running
  /** Begins to stop as a process does: new calls are still accepted, until stop(). */
  beginStop(): void
  stop(): Promise<void>
}

// Tests hold a transaction open while others wait for it, on machines that are busy.
const idleTransactionMs = 30_000

/** Starts one part as the app would, in this process, on a freshly migrated database. */
export async function startPart<Config extends object>(
  part: Part<Config>,
  options: StartPartOptions = {},
): Promise<StartedPart> {
  const log = options.log ?? openLog({ level: process.env['LOG_LEVEL'] || 'fatal', name: part.name })
  const clock = options.clock ?? new SystemClock()
  const config = loadConfig(part.config, options.env ?? {})
  const bus = options.bus ?? inProcessBus({ log })
  const limiter = inProcessLimiter({ clock })
  const isOwn = part.migrations !== undefined && options.beside === undefined
  const store = isOwn ? await testDatabase(part.migrations) : undefined
  const databaseUrl = options.beside?.databaseUrl ?? store?.url
  const opened =
    databaseUrl === undefined
      ? undefined
      : openDatabase({ url: databaseUrl, poolMax: 10, clock, log, idleTransactionMs })
  if (opened !== undefined && clock.offsetMs !== 0) await setTestClock(opened, clock.offsetMs)
  const relay = opened === undefined ? undefined : startRelay({ part: part.name, database: opened, bus, clock, log })
  const host = rpcHost({ log })
  const addresses = Object.fromEntries([part.name, ...part.needs].map((name) => [name, `inprocess:${name}`]))
  const dialer = rpcDialer({ host, addresses, exchange: false, log })
  const database = () => {
    if (opened === undefined) throw new Error(`${part.name} has no database`)
    return opened
  }
  const stopping = new AbortController()
  const infra: Infra = {
    database,
    bus,
    limiter,
    secrets: secretBox([randomBytes(32)]),
    clock,
    log,
    version: '0.0.0-test',
    stopping: stopping.signal,
    readiness: async () => ({ ready: true, checks: {} }),
    peerReady: (peer) => dialer.ready(peer),
  }
  const free = async () => {
    await relay?.stop()
    dialer.close()
    await host.close()
    if (options.bus === undefined) await bus.close()
    await limiter.close()
    await opened?.close()
    await store?.drop()
  }
  options.peers?.(host.expose)
  const running = await part
    .start({ config, infra, dial: dialer.dialAs(part.name), expose: host.expose })
    .catch(async (err) => {
      await free()
      throw err
    })
  return {
    dial: dialer.dial,
    dialAs: dialer.dialAs,
    host,
    get database() {
      return database()
    },
    databaseUrl,
    bus,
    infra,
    clock,
    running,
    beginStop: () => stopping.abort(),
    stop: async () => {
      stopping.abort()
      // Peers answer until the part has stopped: they are not what is being stopped.
      if (options.peers === undefined) await host.drain()
      await running.stop()
      await free()
    },
  }
}
