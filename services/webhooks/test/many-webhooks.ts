import type { Database } from '@plinth/kit/db'

/** Adds so many webhooks to a workspace, without calls; returns the id of the last one. */
export async function seedWebhooks(database: Database, workspaceId: string, count: number): Promise<string> {
  await database.query({
    text: `WITH seeded AS (
        INSERT INTO endpoint (id, workspace_id, url, events, description, headers, is_active, retry_schedule_seconds, sealed_secret,
          disabled_reason)
        SELECT 'wh_' || $1 || n, $1, '', '{ping}', '', '{}', true, '{}', '', '' FROM generate_series(10001, 10000 + $2) AS n RETURNING id
      )
      INSERT INTO endpoint_state (endpoint_id, workspace_id) SELECT id, $1 FROM seeded`,
    values: [workspaceId, count],
  })
  return `wh_${workspaceId}${10_000 + count}`
}

/** How many webhooks of the workspace are suspended. */
export async function suspendedIn(database: Database, workspaceId: string): Promise<number> {
  const [row] = await database.query<{ suspended: number }>({
    text: 'SELECT count(suspended_at)::int AS suspended FROM endpoint WHERE workspace_id = $1',
    values: [workspaceId],
  })
  return row?.suspended ?? -1
}
