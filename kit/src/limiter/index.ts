export { inProcessLimiter } from './in-process-limiter.ts'
export type { Decision, Limiter, Policy, PolicyState } from './limiter.ts'
export { redisLimiter } from './redis/index.ts'
