import type { Database } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { readerWorkspace } from '../access.ts'
import { readStats, type Stats } from './store.ts'

/** What became of the workspace's deliveries, at this moment. */
export async function getStats(database: Database, ctx: CallContext): Promise<Stats> {
  return readStats(database, readerWorkspace(ctx))
}
