import { type Job, startJob } from '@plinth/kit/async/job'
import type { Bus } from '@plinth/kit/bus'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { dueSubject } from '../delivery-queue/due-announcement.ts'
import { expireLeases, leaseStart } from './lease-expiry-store.ts'
import { lostLeases } from './metrics.ts'

/** How often expired leases are looked for. */
export const expireEveryMs = 500

export interface LeaseExpiryDeps {
  database: Database
  bus: Pick<Bus, 'announce'>
  log: Logger
  shard: number
  leaseMs: number
}

/** Lets deliveries wait again whose attempts have not ended with their leases. */
export function startLeaseExpiry({ database, bus, log, shard, leaseMs }: LeaseExpiryDeps): Job {
  const start = leaseStart()
  return startJob({
    name: 'webhooks expiry of leases',
    kind: 'work',
    everyMs: expireEveryMs,
    run: async () => {
      const expired = await expireLeases(database, leaseMs, shard, start)
      lostLeases.add(expired)
      // Dispatchers and polls of any process wait for these deliveries.
      if (expired > 0) bus.announce(dueSubject)
    },
    onFailure: (err, failures) => log.warn({ err, failures }, 'ending expired leases failed; retrying in 500 ms'),
  })
}
