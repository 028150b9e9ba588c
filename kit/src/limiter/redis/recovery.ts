import { setTimeout as pause } from 'node:timers/promises'
import type { OutageLimiter } from './outage-limiter.ts'
import type { RedisBuckets } from './redis-buckets.ts'

// All gateways find Redis again within this time (the pause between two probes and the longest between two connections):
// so every gateway has done a step before the first one goes on to the next.
const stepMs = 1_500

export interface RecoveryOptions {
  redis: RedisBuckets
  outage: OutageLimiter
  /** How often Redis was lost so far. */
  losses: () => number
  enter: (phase: 'both' | 'redis') => void
}

/**
 * Gives the decisions back to Redis after an outage. First every gateway reports the least that Redis held, then every
 * gateway adds what it allowed since; then Redis decides alone. Rejects when Redis is lost again.
 */
export async function recover({ redis, outage, losses, enter }: RecoveryOptions): Promise<void> {
  await redis.probe()
  // Counted from here: every call to Redis from before has been answered or given up.
  const lossesBefore = losses()
  const allGateways = async () => {
    await pause(stepMs)
    if (losses() !== lossesBefore) throw new Error('Redis was lost again.')
  }
  await redis.report('least', outage.minimums())
  await allGateways()
  // Sent on one connection before any later call, so Redis counts the report, and it is marked, before that call.
  const reported = redis.report('more', outage.unreported(), (some) => outage.markReported(some))
  enter('both')
  await reported
  await allGateways()
  enter('redis')
}
