// What one process knows of the buckets in Redis, so that neither an outage of Redis nor a Redis that comes back
// empty gives anybody a second limit. While Redis is away a call must fit twice: into this process's share with all
// that this process allowed in the same window, and into its share of what was left when Redis was last asked.
import type { Clock } from '../../clock.ts'
import { type Bucket, look, stateOf } from '../bucket.ts'
import { bucketKey } from '../bucket-key.ts'
import { BucketMap } from '../bucket-map.ts'
import type { Decision, Policy, PolicyState } from '../limiter.ts'
import { shareOf } from '../share.ts'

interface Carried {
  policy: Policy
  /** All that this process allowed, held against its share. */
  own: Bucket
  /** What Redis said last: when the window ends or the bucket is full again, and what was spent of a window. */
  endsAtUs: number
  spent: number
  /** Allowed from memory and not yet told to Redis; of a window. */
  owed: number
  /** Told to Redis since it said `spent`. */
  told: number
}

/** What Redis is told of one bucket: spend at least so much, or so much more; it ends in so long. */
export interface Restored {
  key: string
  algorithm: Policy['algorithm']
  limit: number
  windowUs: number
  endsInUs: number
  part: number
}

export class CarriedBuckets {
  readonly #clock: Clock
  readonly #replicas: () => number
  readonly #buckets = new BucketMap<Carried>(({ own, endsAtUs }) => Math.max(own.atUs, endsAtUs))

  constructor(clock: Clock, replicas: () => number) {
    this.#clock = clock
    this.#replicas = replicas
  }

  /** Takes note of a decision of Redis. */
  learn({ isAllowed, states }: Decision): void {
    const nowUs = this.#nowUs()
    this.#buckets.forgetEnded(nowUs)
    for (const state of states) if (state.policy.cost > 0) this.#learn(state, isAllowed, nowUs)
  }

  /** Decides without Redis. */
  take(policies: readonly Policy[]): Decision {
    const nowUs = this.#nowUs()
    this.#buckets.forgetEnded(nowUs)
    const looks = policies.map((policy) => {
      const key = bucketKey(policy)
      const limit = shareOf(policy.limit, this.#replicas())
      const carried = this.#buckets.get(key)
      const bucket = carried === undefined ? undefined : startingPoint(carried, limit, this.#replicas(), nowUs)
      return { policy, key, carried, looked: look({ ...policy, limit }, bucket, nowUs) }
    })
    const isAllowed = looks.every(({ looked }) => looked.isAllowed)
    for (const { policy, key, carried, looked } of looks) {
      if (!isAllowed || policy.cost === 0) continue
      const own = looked.after.bucket
      const isOpen = carried !== undefined && nowUs < carried.endsAtUs
      this.#buckets.keep(key, {
        policy,
        // A window's own count holds what was really allowed; the starting point may lie higher.
        own: policy.algorithm === 'gcra' ? own : { ...own, part: openPart(carried?.own, nowUs) + policy.cost },
        endsAtUs: isOpen ? carried.endsAtUs : own.atUs,
        spent: isOpen ? carried.spent : 0,
        owed: (isOpen ? carried.owed : 0) + policy.cost,
        told: isOpen ? carried.told : 0,
      })
    }
    return { isAllowed, states: looks.map(({ policy, looked }) => stateOf(policy, looked, isAllowed)) }
  }

  /** What Redis must hold at the least: it may have come back without it. */
  known(): Restored[] {
    return this.#restored(({ spent, told, endsAtUs }) => ({ part: spent + told, fullAtUs: endsAtUs }))
  }

  /** What was allowed from memory, on top. */
  owed(): Restored[] {
    const owing = ({ owed, own, endsAtUs }: Carried) => ({ part: owed, fullAtUs: Math.max(own.atUs, endsAtUs) })
    return this.#restored((carried) => (carried.owed > 0 ? owing(carried) : undefined))
  }

  /** Redis has it. */
  settled(restored: readonly Restored[]): void {
    for (const { key, part } of restored) {
      const carried = this.#buckets.get(key)
      if (carried === undefined) continue
      carried.owed = Math.max(0, carried.owed - part)
      carried.told += part
    }
  }

  /** Redis decided, too, what was allowed from memory before. */
  agreed({ isAllowed, states }: Decision): void {
    const nowUs = this.#nowUs()
    for (const { policy, remaining, resetMs } of states) {
      const carried = this.#buckets.get(bucketKey(policy))
      if (carried === undefined || policy.cost === 0) continue
      const { own } = carried
      carried.owed = Math.max(0, carried.owed - policy.cost)
      carried.endsAtUs = nowUs + resetMs * 1000
      const part = isAllowed ? own.part : Math.max(0, own.part - policy.cost)
      if (policy.algorithm === 'window') carried.own = { ...own, atUs: carried.endsAtUs, part }
      carried.spent = policy.limit - remaining
      carried.told = 0
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
      ? look(limit === policy.limit ? policy : { ...policy, limit }, before, nowUs).after.bucket
      : before
    const endsAtUs = nowUs + resetMs * 1000
    this.#buckets.keep(key, {
      policy,
      // One window: it ends when Redis says.
      own: policy.algorithm === 'gcra' ? own : { ...own, atUs: endsAtUs },
      endsAtUs,
      spent: policy.limit - remaining,
      owed: carried?.owed ?? 0,
      told: 0,
    })
  }

  #restored(tell: (carried: Carried) => { part: number; fullAtUs: number } | undefined): Restored[] {
    const nowUs = this.#nowUs()
    return [...this.#buckets.entries()].flatMap(([key, carried]) => {
      const told = tell(carried)
      if (told === undefined || told.fullAtUs <= nowUs) return []
      const { algorithm, limit, windowSeconds } = carried.policy
      const windowUs = windowSeconds * 1_000_000
      return [{ key, algorithm, limit, windowUs, endsInUs: told.fullAtUs - nowUs, part: told.part }]
    })
  }

  #nowUs(): number {
    return this.#clock.now().getTime() * 1000
  }
}

/** The share's bucket as it stands for this process. */
function startingPoint(carried: Carried, limit: number, replicas: number, nowUs: number): Bucket {
  const { policy, own, endsAtUs, spent, owed, told } = carried
  if (policy.algorithm === 'gcra') return own.atUs >= endsAtUs ? own : { atUs: endsAtUs, part: 0, limit }
  if (nowUs >= endsAtUs) return { atUs: nowUs, part: 0, limit }
  const left = Math.floor((policy.limit - spent) / Math.max(1, replicas)) - owed - told
  return { atUs: endsAtUs, part: Math.max(own.part, limit - left), limit }
}

const openPart = (own: Bucket | undefined, nowUs: number): number =>
  own !== undefined && nowUs < own.atUs ? own.part : 0
