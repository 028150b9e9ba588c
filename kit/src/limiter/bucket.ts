import type { Policy, PolicyState } from './limiter.ts'

// Mirrored in redis/take.lua, whose clock may be set back; limiter.contract.ts holds both against one oracle.

/**
 * window: it ends at `atUs`, and `part` was spent. gcra: the bucket is full again at atUs + part/limit µs; the fraction is
 * kept, so that a limit that does not divide its window is exact too.
 */
export interface Bucket {
  atUs: number
  part: number
  limit: number
}

interface Level {
  remaining: number
  resetUs: number
}

export interface Evaluation {
  isAllowed: boolean
  retryAfterUs: number
  /** The bucket now, and after the call when the call is spent. */
  before: Level
  after: Level & { bucket: Bucket }
}

/** Evaluates one policy for a call, given its bucket; spends nothing. A cost of 0 always passes. */
export const evaluate = (policy: Policy, bucket: Bucket | undefined, nowUs: number): Evaluation =>
  policy.algorithm === 'window' ? evaluateWindow(policy, bucket, nowUs) : evaluateGcra(policy, bucket, nowUs)

/** The public state of a policy, after the decision whether the call is spent. */
export function stateOf(policy: Policy, evaluation: Evaluation, isSpent: boolean): PolicyState {
  const level = isSpent && policy.cost > 0 ? evaluation.after : evaluation.before
  return {
    policy,
    remaining: level.remaining,
    resetMs: Math.ceil(level.resetUs / 1000),
    retryAfterMs: Math.ceil(evaluation.retryAfterUs / 1000),
  }
}

/** The part of a limit that one of `replicas` processes enforces; at least 1 when the limit is not 0. */
export const shareOf = (limit: number, replicas: number): number =>
  limit === 0 ? 0 : Math.max(1, Math.floor(limit / Math.max(1, replicas)))

const keys = new WeakMap<Policy, string>()

/** The key of a policy's bucket: the hour and the burst of one caller are two buckets. Made once for each policy object. */
export function bucketKey(policy: Policy): string {
  const known = keys.get(policy)
  if (known !== undefined) return known
  const key = `plinth:limit:${policy.bucket}:${policy.name}`
  keys.set(policy, key)
  return key
}

function evaluateWindow(policy: Policy, bucket: Bucket | undefined, nowUs: number): Evaluation {
  const { limit, cost } = policy
  const windowUs = policy.windowSeconds * 1_000_000
  const open = bucket !== undefined && nowUs < bucket.atUs ? bucket : undefined
  const endsInUs = Math.min(open === undefined ? windowUs : open.atUs - nowUs, windowUs)
  const spent = open?.part ?? 0
  const isAllowed = cost === 0 || spent + cost <= limit
  return {
    isAllowed,
    retryAfterUs: isAllowed ? 0 : endsInUs,
    before: { remaining: Math.max(0, limit - spent), resetUs: open === undefined ? 0 : endsInUs },
    after: {
      remaining: Math.max(0, limit - spent - cost),
      resetUs: endsInUs,
      bucket: { atUs: nowUs + endsInUs, part: spent + cost, limit },
    },
  }
}

function evaluateGcra(policy: Policy, bucket: Bucket | undefined, nowUs: number): Evaluation {
  const { limit, cost } = policy
  const windowUs = policy.windowSeconds * 1_000_000
  let aheadUs = (bucket?.atUs ?? nowUs) - nowUs
  let part = bucket?.part ?? 0
  if (bucket !== undefined && bucket.limit !== limit && part > 0) [aheadUs, part] = [aheadUs + 1, 0]
  if (aheadUs < 0) [aheadUs, part] = [0, 0]
  if (aheadUs >= windowUs) [aheadUs, part] = [windowUs, 0]

  const divisor = Math.max(1, limit)
  const parts = part + cost * windowUs
  const nextUs = aheadUs + Math.floor(parts / divisor)
  const nextPart = parts % divisor
  const isAllowed = cost === 0 || (limit > 0 && nextUs + (nextPart > 0 ? 1 : 0) <= windowUs)
  const level = (us: number, rest: number): Level => ({
    remaining: Math.max(0, Math.floor(((windowUs - us) * limit - rest) / windowUs)),
    resetUs: us + (rest > 0 ? 1 : 0),
  })
  return {
    isAllowed,
    retryAfterUs: isAllowed ? 0 : limit > 0 ? nextUs + (nextPart > 0 ? 1 : 0) - windowUs : windowUs,
    before: level(aheadUs, part),
    after: { ...level(nextUs, nextPart), bucket: { atUs: nowUs + nextUs, part: nextPart, limit } },
  }
}
