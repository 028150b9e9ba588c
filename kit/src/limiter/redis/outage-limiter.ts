// The state of Redis' buckets as one process knows it, so that neither an outage of Redis nor a Redis that comes back empty
// grants a second limit. While Redis is away a call must fit twice: into the share of this process together with all that
// it allowed in the same window, and into its share of what was left when Redis decided last.
import type { Clock } from '../../clock.ts'
import { type Bucket, bucketKey, evaluate, shareOf, stateOf } from '../bucket.ts'
import { BucketMap } from '../bucket-map.ts'
import { forwardTime } from '../forward-time.ts'
import type { Decision, Policy, PolicyState } from '../limiter.ts'
import type { BucketReport } from './script.ts'

interface CarriedBucket {
  policy: Policy
  /** All that this process allowed, held against its share. */
  own: Bucket
  /** By the last decision of Redis: when the window ends or the bucket is full, and what a window had spent. */
  endsAtUs: number
  spentInRedis: number
  /** Allowed from memory and not yet reported to Redis; of a window. */
  unreported: number
  /** Reported to Redis after its last decision. */
  reported: number
}

export class OutageLimiter {
  readonly #nowUs: () => number
  readonly #replicas: () => number
  readonly #buckets = new BucketMap<CarriedBucket>(({ own, endsAtUs }) => Math.max(own.atUs, endsAtUs))

  constructor(clock: Clock, replicas: () => number) {
    this.#nowUs = forwardTime(clock)
    this.#replicas = replicas
  }

  /** Notes a decision of Redis alone. */
  learn({ isAllowed, states }: Decision): void {
    const nowUs = this.#nowUs()
    this.#buckets.forgetEnded(nowUs)
    for (const state of states) if (state.policy.cost > 0) this.#learn(state, isAllowed, nowUs)
  }

  /** Decides without Redis. */
  take(policies: readonly Policy[]): Decision {
    const nowUs = this.#nowUs()
    this.#buckets.forgetEnded(nowUs)
    const evaluations = policies.map((policy) => {
      const key = bucketKey(policy)
      const limit = shareOf(policy.limit, this.#replicas())
      const carried = this.#buckets.get(key)
      const bucket = carried === undefined ? undefined : shareBucket(carried, limit, this.#replicas(), nowUs)
      return { policy, key, carried, evaluation: evaluate({ ...policy, limit }, bucket, nowUs) }
    })
    const isAllowed = evaluations.every(({ evaluation }) => evaluation.isAllowed)
    for (const { policy, key, carried, evaluation } of evaluations) {
      if (!isAllowed || policy.cost === 0) continue
      const own = evaluation.after.bucket
      const isOpen = carried !== undefined && nowUs < carried.endsAtUs
      this.#buckets.keep(key, {
        policy,
        // A window's own count holds what was really allowed; shareBucket may start higher.
        own: policy.algorithm === 'gcra' ? own : { ...own, part: openPart(carried?.own, nowUs) + policy.cost },
        endsAtUs: isOpen ? carried.endsAtUs : own.atUs,
        spentInRedis: isOpen ? carried.spentInRedis : 0,
        unreported: (isOpen ? carried.unreported : 0) + policy.cost,
        reported: isOpen ? carried.reported : 0,
      })
    }
    return {
      isAllowed,
      states: evaluations.map(({ policy, evaluation }) => stateOf(policy, evaluation, isAllowed)),
    }
  }

  /** The least that Redis must hold: Redis may have come back without its buckets. */
  minimums(): BucketReport[] {
    return this.#reports(({ spentInRedis, reported, endsAtUs }) => ({
      amount: spentInRedis + reported,
      endsAtUs,
    }))
  }

  /** Allowed from memory and not yet reported to Redis. */
  unreported(): BucketReport[] {
    return this.#reports(({ unreported, own, endsAtUs }) =>
      unreported > 0 ? { amount: unreported, endsAtUs: Math.max(own.atUs, endsAtUs) } : undefined,
    )
  }

  markReported(reports: readonly BucketReport[]): void {
    for (const { key, amount } of reports) {
      const carried = this.#buckets.get(key)
      if (carried === undefined) continue
      carried.unreported = Math.max(0, carried.unreported - amount)
      carried.reported += amount
    }
  }

  /** Notes a decision of Redis on a call that memory allowed before, and that is counted here already. */
  learnConfirmed({ isAllowed, states }: Decision): void {
    const nowUs = this.#nowUs()
    for (const { policy, remaining, resetMs } of states) {
      const carried = this.#buckets.get(bucketKey(policy))
      if (carried === undefined || policy.cost === 0) continue
      const { own } = carried
      carried.unreported = Math.max(0, carried.unreported - policy.cost)
      carried.endsAtUs = nowUs + resetMs * 1000
      const part = isAllowed ? own.part : Math.max(0, own.part - policy.cost)
      if (policy.algorithm === 'window') carried.own = { ...own, atUs: carried.endsAtUs, part }
      carried.spentInRedis = policy.limit - remaining
      carried.reported = 0
    }
  }

  clear(): void {
    this.#buckets.clear()
  }

  #learn({ policy, remaining, resetMs }: PolicyState, isAllowed: boolean, nowUs: number): void {
    const key = bucketKey(policy)
    const carried = this.#buckets.get(key)
    const limit = shareOf(policy.limit, this.#replicas())
    const before = carried !== undefined && nowUs < carried.own.atUs ? carried.own : { atUs: nowUs, part: 0, limit }
    const own = isAllowed
      ? evaluate(limit === policy.limit ? policy : { ...policy, limit }, before, nowUs).after.bucket
      : before
    const endsAtUs = nowUs + resetMs * 1000
    this.#buckets.keep(key, {
      policy,
      // A window is one for all processes: it ends when Redis says.
      own: policy.algorithm === 'gcra' ? own : { ...own, atUs: endsAtUs },
      endsAtUs,
      spentInRedis: policy.limit - remaining,
      unreported: carried?.unreported ?? 0,
      reported: 0,
    })
  }

  #reports(of: (carried: CarriedBucket) => { amount: number; endsAtUs: number } | undefined): BucketReport[] {
    const nowUs = this.#nowUs()
    return [...this.#buckets.entries()].flatMap(([key, carried]) => {
      const report = of(carried)
      if (report === undefined || report.endsAtUs <= nowUs) return []
      const { algorithm, limit, windowSeconds } = carried.policy
      const windowUs = windowSeconds * 1_000_000
      return [{ key, algorithm, limit, windowUs, endsInUs: report.endsAtUs - nowUs, amount: report.amount }]
    })
  }
}

/** The bucket that the share of this process starts from. */
function shareBucket(carried: CarriedBucket, limit: number, replicas: number, nowUs: number): Bucket {
  const { policy, own, endsAtUs, spentInRedis, unreported, reported } = carried
  if (policy.algorithm === 'gcra') return own.atUs >= endsAtUs ? own : { atUs: endsAtUs, part: 0, limit }
  if (nowUs >= endsAtUs) return { atUs: nowUs, part: 0, limit }
  const left = Math.floor((policy.limit - spentInRedis) / Math.max(1, replicas)) - unreported - reported
  return { atUs: endsAtUs, part: Math.max(own.part, limit - left), limit }
}

const openPart = (own: Bucket | undefined, nowUs: number): number =>
  own !== undefined && nowUs < own.atUs ? own.part : 0
