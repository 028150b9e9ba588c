import { readFileSync } from 'node:fs'
import { Redis, type Result } from 'ioredis'
import type { Logger } from '../../log.ts'
import { withTimeout } from '../../timeout.ts'
import type { Decision } from '../limiter.ts'
import { type RedisFault, redisFault } from './redis-fault.ts'
import { argumentsOf, type BucketReport, type Call, decisionsOf, keysOf, reportArguments } from './script.ts'

declare module 'ioredis' {
  interface RedisCommander<Context> {
    plinthRestore(keyCount: number, ...keysAndArguments: (string | number)[]): Result<number, Context>
    plinthTake(keyCount: number, ...keysAndArguments: (string | number)[]): Result<number[], Context>
  }
}

export interface RedisBucketsOptions {
  url: string
  log: Logger
  /** How long Redis may take over one decision. */
  timeoutMs: number
  /** As take.lua takes it. */
  time: () => string
}

const reportsPerScript = 500
// Two that a Redis Cluster never keeps together. The limit is never reached, so the call is allowed, and written.
const probed: Call = ['probe', 'other probe'].map((bucket) => ({
  ...{ bucket, name: 'none', algorithm: 'window', limit: 1_000_000, windowSeconds: 1, cost: 1 },
}))

/** The buckets in Redis, behind two scripts. */
export class RedisBuckets {
  readonly #redis: Redis
  readonly #options: RedisBucketsOptions
  #fault: RedisFault | undefined

  constructor(options: RedisBucketsOptions) {
    this.#options = options
    this.#redis = connect(options)
    this.#redis.on('error', ({ message }) => {
      this.#fault = redisFault(message)
    })
  }

  /** Decides calls. Rejects when Redis does not answer in time. */
  async take(calls: readonly Call[]): Promise<Decision[]> {
    const keys = keysOf(calls)
    const reply = this.#redis.plinthTake(keys.length, ...keys, ...argumentsOf(this.#options.time(), calls))
    const answer = await withTimeout(this.#options.timeoutMs, reply).catch((err: Error) => {
      // Without a connection this says nothing new: the error of the connection has told why.
      this.#fault = redisFault(err.message) ?? this.#fault
      throw err
    })
    this.#fault = undefined
    return decisionsOf(calls, answer)
  }

  /** Undefined while Redis decides, and when it only cannot be reached. */
  get fault(): RedisFault | undefined {
    return this.#fault
  }

  /** Decides a call of no caller: proves that scripts run over any keys, and write, not only that the connection is open. */
  async probe(): Promise<void> {
    await this.take([probed])
  }

  /** The policy by which Redis forgets buckets that have not ended when it is full; undefined where it forgets none, or does not say. */
  async eviction(): Promise<string | undefined> {
    const memory = await this.#redis.info('memory').catch(() => '')
    const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1]
    return /^maxmemory:0\r?$/m.test(memory) || policy === 'noeviction' ? undefined : policy
  }

  /** Raises buckets to at least (`least`), or by (`more`), what is reported. */
  async report(
    mode: 'least' | 'more',
    reports: readonly BucketReport[],
    onReported?: (some: readonly BucketReport[]) => void,
  ): Promise<void> {
    const scripts: Promise<void>[] = []
    for (let at = 0; at < reports.length; at += reportsPerScript) {
      const some = reports.slice(at, at + reportsPerScript)
      const keys = some.map(({ key }) => key)
      const script = this.#redis.plinthRestore(
        keys.length,
        ...keys,
        ...reportArguments(this.#options.time(), mode, some),
      )
      scripts.push(script.then(() => onReported?.(some)))
    }
    await Promise.all(scripts)
  }

  onClosed(run: () => void): void {
    this.#redis.on('close', run)
  }

  disconnect(): void {
    this.#redis.disconnect()
  }
}

const scriptText = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

/** A connection that never queues: a command without a live connection fails, and a connection silent for 3 s is closed. */
function connect({ url, log }: RedisBucketsOptions): Redis {
  const redis = new Redis(url, {
    connectionName: 'plinth-limiter',
    connectTimeout: 2_000,
    socketTimeout: 3_000,
    keepAlive: 10_000,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(100 * times, 1_000),
    // After a failover the old primary is a replica: the name leads to the new one.
    reconnectOnError: ({ message }) => /\b(READONLY|MASTERDOWN)\b/.test(message),
    scripts: { plinthTake: { lua: scriptText('./take.lua') }, plinthRestore: { lua: scriptText('./restore.lua') } },
  })
  redis.on('error', (err) => log.debug({ err }, 'Redis does not answer; reconnecting'))
  return redis
}
