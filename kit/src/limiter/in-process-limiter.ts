import type { Clock } from '../clock.ts'
import { type Bucket, look, stateOf } from './bucket.ts'
import { bucketKey } from './bucket-key.ts'
import type { Decision, Limiter, Policy } from './limiter.ts'

const bucketsMax = 200_000
const sweptPerCall = 4

/** Limits in the memory of one process. `share` is into how many processes each limit is divided; default 1. */
export function inProcessLimiter(options: { clock: Clock; share?: () => number }): Limiter {
  return new InProcessLimiter(options.clock, options.share ?? (() => 1))
}

class InProcessLimiter implements Limiter {
  readonly #clock: Clock
  readonly #share: () => number
  readonly #buckets = new Map<string, Bucket>()
  #sweep = this.#buckets.entries()

  constructor(clock: Clock, share: () => number) {
    this.#clock = clock
    this.#share = share
  }

  async take(policies: readonly Policy[]): Promise<Decision> {
    const nowUs = this.#clock.now().getTime() * 1000
    this.#forgetExpired(nowUs)
    const looks = policies.map((policy) => ({
      policy,
      key: bucketKey(policy),
      looked: look({ ...policy, limit: this.#shareOf(policy.limit) }, this.#buckets.get(bucketKey(policy)), nowUs),
    }))
    const isAllowed = looks.every(({ looked }) => looked.isAllowed)
    for (const { policy, key, looked } of looks) if (isAllowed && policy.cost > 0) this.#keep(key, looked.after.bucket)
    return { isAllowed, states: looks.map(({ policy, looked }) => stateOf(policy, looked, isAllowed)) }
  }

  async ready(): Promise<void> {
    // Memory is always there.
  }

  async close(): Promise<void> {
    this.#buckets.clear()
  }

  #shareOf(limit: number): number {
    return limit === 0 ? 0 : Math.max(1, Math.floor(limit / Math.max(1, this.#share())))
  }

  #keep(key: string, bucket: Bucket): void {
    this.#buckets.set(key, bucket)
    const [oldest] = this.#buckets.keys()
    if (this.#buckets.size > bucketsMax && oldest !== undefined) this.#buckets.delete(oldest)
  }

  // A few per call, so that memory follows the live buckets and no call pays for all of them.
  #forgetExpired(nowUs: number): void {
    for (let swept = 0; swept < sweptPerCall; swept++) {
      const { done, value } = this.#sweep.next()
      if (done) {
        this.#sweep = this.#buckets.entries()
        return
      }
      const [key, bucket] = value
      if (bucket.atUs < nowUs) this.#buckets.delete(key)
    }
  }
}
