import type { Clock } from '../clock.ts'
import { type Bucket, bucketKey, evaluate, shareOf, stateOf } from './bucket.ts'
import { BucketMap } from './bucket-map.ts'
import { forwardTime } from './forward-time.ts'
import type { Decision, Limiter, Policy } from './limiter.ts'

/** Limits in the memory of one process. `share`: the number of processes that divide each limit; default 1. */
export function inProcessLimiter(options: { clock: Clock; share?: () => number }): Limiter {
  return new InProcessLimiter(options.clock, options.share ?? (() => 1))
}

class InProcessLimiter implements Limiter {
  readonly #nowUs: () => number
  readonly #share: () => number
  readonly #buckets = new BucketMap<Bucket>(({ atUs }) => atUs)

  constructor(clock: Clock, share: () => number) {
    this.#nowUs = forwardTime(clock)
    this.#share = share
  }

  async take(policies: readonly Policy[]): Promise<Decision> {
    const nowUs = this.#nowUs()
    this.#buckets.forgetEnded(nowUs)
    const evaluations = policies.map((policy) => {
      const key = bucketKey(policy)
      const limit = shareOf(policy.limit, this.#share())
      return { policy, key, evaluation: evaluate({ ...policy, limit }, this.#buckets.get(key), nowUs) }
    })
    const isAllowed = evaluations.every(({ evaluation }) => evaluation.isAllowed)
    for (const { policy, key, evaluation } of evaluations) {
      if (isAllowed && policy.cost > 0) this.#buckets.keep(key, evaluation.after.bucket)
    }
    return { isAllowed, states: evaluations.map(({ policy, evaluation }) => stateOf(policy, evaluation, isAllowed)) }
  }

  async ready(): Promise<void> {
    // Memory is always ready.
  }

  async close(): Promise<void> {
    this.#buckets.clear()
  }
}
