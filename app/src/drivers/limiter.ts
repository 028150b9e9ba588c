import type { SystemClock } from '@plinth/kit/clock'
import { inProcessLimiter, type Limiter, redisLimiter } from '@plinth/kit/limiter'
import type { Logger } from '@plinth/kit/log'
import { orRefuse } from '../refusal.ts'

const firstContactMs = 10_000

/** Opens the limiter of REDIS_URL, or one inside the process. */
export async function openLimiter(options: {
  url: string | undefined
  replicas: number
  clock: SystemClock
  log: Logger
}): Promise<Limiter> {
  const { url, replicas, clock, log } = options
  if (url === undefined) return inProcessLimiter({ clock })
  return orRefuse(redisLimiter({ url, log, replicas: () => replicas, clock }), firstContactMs, (reason) =>
    reason.startsWith('Redis ')
      ? `${reason}.`
      : `REDIS_URL: no Redis server answers (${reason}); start it or correct the URL.`,
  )
}
