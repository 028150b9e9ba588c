import type { Database } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { readerWorkspace } from '../access.ts'
import { type OwnUse, readOwnUse } from './own-use-store.ts'
import { readStats, type Stats } from './store.ts'

/** Counts the deliveries of the workspace by state, at this moment. */
export async function getStats(database: Database, ctx: CallContext): Promise<Stats> {
  return readStats(database, readerWorkspace(ctx))
}

/** Counts the rows of a workspace that its plan limits; the gateway has resolved the access of its caller. */
export const countOwnUse = (database: Database, workspaceId: string): Promise<OwnUse> =>
  readOwnUse(database, workspaceId)
