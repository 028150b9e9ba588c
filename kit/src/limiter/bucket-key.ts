import type { Policy } from './limiter.ts'

const made = new WeakMap<Policy, string>()

/** One bucket per policy name: a key's hour and a key's burst are two. Made once for a policy that is asked again. */
export function bucketKey(policy: Policy): string {
  const known = made.get(policy)
  if (known !== undefined) return known
  const key = `plinth:limit:${policy.bucket}:${policy.name}`
  made.set(policy, key)
  return key
}
