import type { Limiter } from './limiter.ts'
import type { RedisLimiterOptions } from './redis/redis-limiter.ts'

export { inProcessLimiter } from './in-process-limiter.ts'
export type { Decision, Limiter, Policy, PolicyState } from './limiter.ts'

/** Limits shared by every process on one Redis. Rejects with a sentence when Redis does not answer within 5 s at start. */
export async function redisLimiter(options: RedisLimiterOptions): Promise<Limiter> {
  // NOTE: imported here and not above: a process with the in-process limiter does not pay for the client.
  const { openRedisLimiter } = await import('./redis/redis-limiter.ts')
  return openRedisLimiter(options)
}
