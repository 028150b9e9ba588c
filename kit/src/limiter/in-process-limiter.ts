import type { Clock } from '../clock.ts'
import { type Bucket, look, stateOf } from './bucket.ts'
import { bucketKey } from './bucket-key.ts'
import { BucketMap } from './bucket-map.ts'
import type { Decision, Limiter, Policy } from './limiter.ts'
import { shareOf } from './share.ts'

/** Limits in the memory of one process. `share` is into how many processes each limit is divided; default 1. */
export function inProcessLimiter(options: { clock: Clock; share?: () => number }): Limiter {
  return new InProcessLimiter(options.clock, options.share ?? (() => 1))
}

class InProcessLimiter implements Limiter {
  readonly #clock: Clock
  readonly #share: () => number
  readonly #buckets = new BucketMap<Bucket>(({ atUs }) => atUs)

  constructor(clock: Clock, share: () => number) {
    this.#clock = clock
    this.#share = share
  }

  async take(policies: readonly Policy[]): Promise<Decision> {
    const nowUs = this.#clock.now().getTime() * 1000
    this.#buckets.forgetEnded(nowUs)
    const looks = policies.map((policy) => {
      const key = bucketKey(policy)
      const limit = shareOf(policy.limit, this.#share())
      return { policy, key, looked: look({ ...policy, limit }, this.#buckets.get(key), nowUs) }
    })
    const isAllowed = looks.every(({ looked }) => looked.isAllowed)
    for (const { policy, key, looked } of looks) {
      if (isAllowed && policy.cost > 0) this.#buckets.keep(key, looked.after.bucket)
    }
    return { isAllowed, states: looks.map(({ policy, looked }) => stateOf(policy, looked, isAllowed)) }
  }

  async ready(): Promise<void> {
    // Memory is always there.
  }

  async close(): Promise<void> {
    this.#buckets.clear()
  }
}
