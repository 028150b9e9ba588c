import type { Policy } from './limiter.ts'

/** One bucket per policy name: a key's hour and a key's burst are two. */
export const bucketKey = (policy: Policy): string => `plinth:limit:${policy.bucket}:${policy.name}`
