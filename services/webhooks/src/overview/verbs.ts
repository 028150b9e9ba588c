import { cached } from '@plinth/kit/async/cached'
import type { Database } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { requireOperator } from '../access.ts'
import { readQueueLag, readTotals, type Stats } from '../stats/store.ts'
import { countEndpoints, type EndpointCounts } from './store.ts'

export interface Overview {
  deliveries: Stats
  endpoints: EndpointCounts
  oldestDueSeconds: number
}

const ageMsMax = 1_000

/** Deliveries and endpoints of all workspaces, at most a second old where they are quick to count. Throws for other callers than operators. */
export function overviewReader(database: Database): (ctx: CallContext) => Promise<Overview> {
  const read = cached(async () => {
    const [deliveries, endpoints, oldestDueSeconds] = await Promise.all([
      readTotals(database),
      countEndpoints(database),
      readQueueLag(database),
    ])
    return { deliveries, endpoints, oldestDueSeconds }
  }, ageMsMax)
  return async (ctx) => {
    requireOperator(ctx)
    return read()
  }
}
