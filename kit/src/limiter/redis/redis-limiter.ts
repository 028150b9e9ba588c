import { setTimeout as pause } from 'node:timers/promises'
import { batcher } from '../../async/batcher.ts'
import { SystemClock } from '../../clock.ts'
import type { Logger } from '../../log.ts'
import type { Decision, Limiter, Policy } from '../limiter.ts'
import { OutageLimiter } from './outage-limiter.ts'
import { recover } from './recovery.ts'
import { RedisBuckets } from './redis-buckets.ts'
import type { RedisFault } from './redis-fault.ts'
import type { Call } from './script.ts'

export interface RedisLimiterOptions {
  /** redis://host:6379, rediss:// for TLS. */
  url: string
  log: Logger
  /** The number of processes that divide each limit while Redis is away. Default 1. */
  replicas?: () => number
  /** Of limits while Redis is away; its offset is added to Redis' own time. Default: that of the machine. */
  clock?: SystemClock
  /** How long Redis may take over one decision before memory decides. Default 1,000. */
  timeoutMs?: number
}

type Options = RedisLimiterOptions & { time?: () => string }

const firstConnectionMs = 5_000
const probeMs = 250
const callsPerScriptMax = 200

export async function openRedisLimiter(options: Options): Promise<Limiter> {
  const limiter = new RedisLimiter(options)
  try {
    await limiter.firstAnswer()
    await limiter.warnOfEviction()
    return limiter
  } catch (cause) {
    await limiter.close()
    // Without user name and password.
    throw new Error(refusalOf(new URL(options.url).host, limiter.fault), { cause })
  }
}

const refusalOf = (server: string, fault: RedisFault | undefined): string =>
  fault === undefined
    ? `Redis does not answer at ${server}: start it, or correct REDIS_URL.`
    : `Redis at ${server} ${fault.says}: ${fault.remedy}.`

/**
 * Redis decides while it answers in time (phase `redis`). Else this process decides from memory, within its share (phase
 * `memory`). After Redis answers again a call needs both (phase `both`), until every process has reported to Redis.
 */
class RedisLimiter implements Limiter {
  readonly #redis: RedisBuckets
  readonly #outage: OutageLimiter
  readonly #log: Logger
  readonly #decide = batcher((calls: readonly Call[]) => this.#decideTogether(calls), { batchMax: callsPerScriptMax })
  #phase: 'redis' | 'memory' | 'both' = 'redis'
  #losses = 0
  #saidLast: string | undefined
  #recovering: Promise<void> | undefined
  #isClosed = false

  constructor({ url, log, replicas = () => 1, clock = new SystemClock(), timeoutMs = 1_000, time }: Options) {
    this.#log = log
    this.#redis = new RedisBuckets({ url, log, timeoutMs, time: time ?? (() => `+${clock.offsetMs * 1000}`) })
    this.#outage = new OutageLimiter(clock, replicas)
  }

  take(policies: readonly Policy[]): Promise<Decision> {
    return this.#decide(policies)
  }

  async ready(): Promise<void> {
    if (this.#isClosed) throw new Error('The limiter is closed.')
    if (this.#phase === 'redis') return
    const { says, remedy } = this.fault ?? { says: 'cannot be reached', remedy: 'start it, or correct REDIS_URL' }
    throw new Error(`Redis ${says}: ${remedy}; limits are enforced from memory.`)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#redis.disconnect()
    this.#outage.clear()
  }

  get fault(): RedisFault | undefined {
    return this.#redis.fault
  }

  /** Rejects if Redis does not answer in time, or with what only an operator can mend. */
  async firstAnswer(): Promise<void> {
    const until = performance.now() + firstConnectionMs
    for (;;) {
      try {
        await this.#redis.probe()
        break
      } catch (error) {
        if (performance.now() <= until) await pause(25)
        else if (!this.fault?.mayPass) throw error
        else {
          this.#loseRedis(error)
          break
        }
      }
    }
    // Also without a call under way: a Redis that was restarted may have lost every bucket.
    this.#redis.onClosed(() => this.#loseRedis(new Error('The connection was closed.')))
  }

  async warnOfEviction(): Promise<void> {
    const policy = await this.#redis.eviction()
    if (policy !== undefined)
      this.#log.warn(
        { policy },
        'Redis forgets limits that have not ended when it is full: set its maxmemory-policy to noeviction',
      )
  }

  async #decideTogether(calls: readonly Call[]): Promise<readonly Decision[]> {
    if (this.#phase === 'redis' && !this.#isClosed) {
      try {
        const decisions = await this.#redis.take(calls)
        for (const decision of decisions) this.#outage.learn(decision)
        return decisions
      } catch (err) {
        this.#loseRedis(err)
      }
    }
    const decisions = calls.map((policies) => this.#outage.take(policies))
    // The phase may have changed while Redis was asked.
    return this.#phase === 'both' ? this.#confirmWithRedis(calls, decisions) : decisions
  }

  /** Phase `both`: a call that memory allowed must also fit into what all gateways have reported to Redis. */
  async #confirmWithRedis(calls: readonly Call[], decisions: readonly Decision[]): Promise<readonly Decision[]> {
    const allowed = calls.filter((_, call) => decisions[call]?.isAllowed)
    if (allowed.length === 0) return decisions
    try {
      const answers = (await this.#redis.take(allowed)).values()
      return decisions.map((decision) => {
        const answer = decision.isAllowed ? answers.next().value : undefined
        if (answer !== undefined) this.#outage.learnConfirmed(answer)
        return answer ?? decision
      })
    } catch (err) {
      this.#loseRedis(err)
      return decisions
    }
  }

  #loseRedis(err: unknown): void {
    this.#losses++
    const wasAway = this.#phase !== 'redis'
    this.#phase = 'memory'
    if (wasAway || this.#isClosed) return
    this.#saidLast = undefined
    if (this.fault === undefined)
      this.#log.warn({ err }, 'Redis does not answer; limits are enforced from memory until it returns')
    else this.#logFault()
    this.#recovering ??= this.#awaitRecovery().finally(() => {
      this.#recovering = undefined
    })
  }

  /** Says once for each outage what Redis says: often only the next connection learns it. */
  #logFault(): void {
    const { fault } = this
    if (fault === undefined || fault.says === this.#saidLast || this.#isClosed) return
    this.#saidLast = fault.says
    this.#log.warn(`Redis ${fault.says}; limits are enforced from memory until it decides again: ${fault.remedy}`)
  }

  async #awaitRecovery(): Promise<void> {
    while (this.#phase !== 'redis' && !this.#isClosed) {
      await pause(probeMs)
      await recover({
        redis: this.#redis,
        outage: this.#outage,
        losses: () => this.#losses,
        enter: (phase) => {
          this.#phase = phase
        },
      }).catch(() => {
        this.#phase = 'memory'
        this.#logFault()
      })
    }
    if (!this.#isClosed) this.#log.info('Redis answers again; it decides limits')
  }
}
