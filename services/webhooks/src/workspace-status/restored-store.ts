import { distinctPages, type Queryable } from '@plinth/kit/db'
import type { WorkspaceStatus } from './workspace-status.ts'

/** A workspace as tenancy has it, with a version beyond those of all events before the restore. */
export interface RestoredWorkspace {
  id: string
  status: WorkspaceStatus['status']
  version: number
}

/** Yields the workspaces that have living webhooks, a page after the other. */
export const workspacesWithWebhooks = (db: Queryable): AsyncGenerator<string[]> =>
  distinctPages(db, { table: 'endpoint', column: 'workspace_id', where: 'deleted_at IS NULL AND closing_at IS NULL' })

/**
 * Returns the workspaces whose status is another here. A workspace without a standing is active, and a deleted one needs none once it
 * has no webhook.
 */
export async function differingAmong(db: Queryable, told: readonly RestoredWorkspace[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: 'standing_differing',
    text: `SELECT told.id FROM unnest((SELECT $1::text[]), (SELECT $2::text[])) AS told (id, status)
      LEFT JOIN LATERAL (SELECT status FROM workspace_standing s WHERE s.workspace_id = told.id OFFSET 0) AS known ON true
      WHERE coalesce(known.status, 'active') <> told.status AND (told.status <> 'deleted' OR known.status IS NOT NULL
        OR EXISTS (SELECT FROM endpoint e WHERE e.workspace_id = told.id AND e.deleted_at IS NULL OFFSET 0))`,
    values: [told.map(({ id }) => id), told.map(({ status }) => status)],
  })
  return rows.map(({ id }) => id)
}
