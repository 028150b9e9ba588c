/** One limit that a request must pass. */
export interface Policy {
  /** The bucket: carries `{workspace}` or `{ip}` so that all of a request's buckets share a Redis Cluster slot where they can. */
  bucket: string
  /** "hour", "burst", "ip": named in headers and refusals. */
  name: string
  /** window: opens at the first call, lasts windowSeconds. gcra: `limit` at once, refilled evenly over windowSeconds. */
  algorithm: 'window' | 'gcra'
  limit: number
  windowSeconds: number
  cost: number
}

export interface PolicyState {
  policy: Policy
  remaining: number
  /** Time until the bucket is full again (window: until it ends). */
  resetMs: number
  /** 0 when this policy allows the call; else the time until it does. */
  retryAfterMs: number
}

export interface Decision {
  isAllowed: boolean
  /** In the order of the policies. Nothing is spent unless all policies allow the call. */
  states: readonly PolicyState[]
}

export interface Limiter {
  /** Decides all policies of a request together. Never rejects: without Redis each process enforces its share from memory. */
  take(policies: readonly Policy[]): Promise<Decision>
  /** Rejects with a sentence while Redis cannot be reached. */
  ready(): Promise<void>
  close(): Promise<void>
}
