import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { withTimeout } from '../../async/timeout.ts'
import type { Logger } from '../../log.ts'
import { perTick } from '../../per-tick.ts'
import type { Decision, Limiter, Policy } from '../limiter.ts'
import { CarriedBuckets, type Restored } from './carried-buckets.ts'
import { connectRedis, shownServer } from './connection.ts'
import { argumentsOf, argumentsOfRestored, type Call, decisionsOf, keysOf } from './script.ts'

export interface RedisLimiterOptions {
  /** redis://host:6379, rediss:// for TLS. */
  url: string
  log: Logger
  /** Among how many processes each limit is divided while Redis is away. Default 1. */
  replicas?: () => number
  /** What the test clock adds to Redis' own. Default 0. */
  clockOffsetMs?: () => number
  /** How long Redis may take over one decision before memory decides. Default 1,000. */
  timeoutMs?: number
}

const firstConnectionMs = 5_000
const probeMs = 250
const callsPerScriptMax = 200
const restoredPerScript = 500
// All gateways find Redis again within it (the probe's pause and the longest one of the connection), so that each step
// of taking it back is done by all of them before the first goes on to the next.
const settleMs = 1_500

export async function openRedisLimiter(options: RedisLimiterOptions & { time?: () => string }): Promise<Limiter> {
  const limiter = new RedisLimiter(options)
  try {
    await limiter.firstAnswer()
    return limiter
  } catch (cause) {
    await limiter.close()
    const remedy = 'start it, or correct REDIS_URL.'
    throw new Error(`Redis does not answer at ${shownServer(options.url)}: ${remedy}`, { cause })
  }
}

/**
 * Redis decides while it answers in time; otherwise memory decides over this process's share. When it answers again, both
 * must allow a call until all processes have told it theirs.
 */
class RedisLimiter implements Limiter {
  readonly #redis: Redis
  readonly #carried: CarriedBuckets
  readonly #log: Logger
  readonly #time: () => string
  readonly #timeoutMs: number
  readonly #decide = perTick((calls: readonly Call[]) => this.#decideTogether(calls), callsPerScriptMax)
  #isAway = false
  #isSettling = false
  #losses = 0
  #returning: Promise<void> | undefined
  #isClosed = false

  constructor(options: RedisLimiterOptions & { time?: () => string }) {
    const { log, replicas = () => 1, clockOffsetMs = () => 0, timeoutMs = 1_000 } = options
    this.#log = log
    this.#time = options.time ?? (() => `+${clockOffsetMs() * 1000}`)
    this.#timeoutMs = timeoutMs
    this.#redis = connectRedis({ url: options.url, log })
    const clock = { now: () => new Date(Date.now() + clockOffsetMs()), monotonicMs: () => performance.now() }
    this.#carried = new CarriedBuckets(clock, replicas)
  }

  take(policies: readonly Policy[]): Promise<Decision> {
    return this.#decide(policies)
  }

  async ready(): Promise<void> {
    if (this.#isClosed) throw new Error('The limiter is closed.')
    if (this.#isAway) throw new Error('Redis cannot be reached: limits are enforced from memory.')
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#redis.disconnect()
    this.#carried.clear()
  }

  async firstAnswer(): Promise<void> {
    const until = performance.now() + firstConnectionMs
    for (;;) {
      try {
        await this.#probe()
        // Also without a call under way: a Redis that was restarted may have forgotten everything.
        this.#redis.on('close', () => this.#goOnWithout(new Error('The connection was closed.')))
        return
      } catch (error) {
        if (performance.now() > until) throw error
        await pause(25)
      }
    }
  }

  async #decideTogether(calls: readonly Call[]): Promise<readonly Decision[]> {
    if (!this.#isAway && !this.#isClosed) {
      try {
        const decisions = await this.#ask(calls)
        for (const decision of decisions) this.#carried.learn(decision)
        return decisions
      } catch (err) {
        this.#goOnWithout(err)
      }
    }
    const decisions = calls.map((policies) => this.#carried.take(policies))
    return this.#isSettling ? this.#agreeWithRedis(calls, decisions) : decisions
  }

  // What memory allowed must also fit into what Redis has been told by all.
  async #agreeWithRedis(calls: readonly Call[], decisions: readonly Decision[]): Promise<readonly Decision[]> {
    const fitting = calls.filter((_, call) => decisions[call]?.isAllowed)
    if (fitting.length === 0) return decisions
    try {
      const answers = (await this.#ask(fitting)).values()
      return decisions.map((decision) => {
        const agreed = decision.isAllowed ? answers.next().value : undefined
        if (agreed !== undefined) this.#carried.agreed(agreed)
        return agreed ?? decision
      })
    } catch (err) {
      this.#goOnWithout(err)
      return decisions
    }
  }

  async #ask(calls: readonly Call[]): Promise<Decision[]> {
    const keys = keysOf(calls)
    const asked = this.#redis.plinthTake(keys.length, ...keys, ...argumentsOf(this.#time(), calls))
    return decisionsOf(calls, await withTimeout(this.#timeoutMs, asked))
  }

  // The script over no calls: it shows that scripts run, and not only that the connection is open.
  async #probe(): Promise<void> {
    await this.#ask([])
  }

  #goOnWithout(err: unknown): void {
    this.#losses++
    this.#isSettling = false
    if (this.#isAway || this.#isClosed) return
    this.#isAway = true
    this.#log.warn({ err }, 'Redis is gone; limits are enforced from memory until it returns')
    this.#returning ??= this.#awaitReturn().finally(() => {
      this.#returning = undefined
    })
  }

  async #awaitReturn(): Promise<void> {
    while (this.#isAway && !this.#isClosed) {
      await pause(probeMs)
      await this.#takeBack().catch(() => {
        this.#isSettling = false
      })
    }
    if (!this.#isClosed) this.#log.info('Redis is back')
  }

  // First all say what Redis held at the least, then all add what they allowed since; only then does it decide alone.
  async #takeBack(): Promise<void> {
    await this.#probe()
    // Counted from here: what was asked before it is over, answered or given up.
    const losses = this.#losses
    const settle = async () => {
      await pause(settleMs)
      if (losses !== this.#losses) throw new Error('Redis went again.')
    }
    await this.#restore('least', this.#carried.known())
    await settle()
    // Sent on one connection before any call that asks Redis again, so it is counted, and settled, before them.
    const told = this.#restore('more', this.#carried.owed(), (some) => this.#carried.settled(some))
    this.#isSettling = true
    await told
    await settle()
    this.#isSettling = false
    this.#isAway = false
  }

  async #restore(
    mode: 'least' | 'more',
    buckets: readonly Restored[],
    onTold?: (some: readonly Restored[]) => void,
  ): Promise<void> {
    const scripts: Promise<void>[] = []
    for (let at = 0; at < buckets.length; at += restoredPerScript) {
      const some = buckets.slice(at, at + restoredPerScript)
      const keys = some.map(({ key }) => key)
      const script = this.#redis.plinthRestore(keys.length, ...keys, ...argumentsOfRestored(this.#time(), mode, some))
      scripts.push(script.then(() => onTold?.(some)))
    }
    await Promise.all(scripts)
  }
}
