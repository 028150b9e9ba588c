import type { Queryable, Tx } from '@plinth/kit/db'
import { isId } from '../partitions/days.ts'
import type { Replay, ReplayRange } from './replay.ts'

export const columns = 'id, endpoint_id AS "endpointId", status, total, done, created_at AS "createdAt"'

/** Returns undefined while another replay of the endpoint runs. */
export async function insertReplay(
  tx: Tx,
  replay: { id: string; workspaceId: string; endpointId: string; total: number },
  range: ReplayRange,
): Promise<Replay | undefined> {
  const [row] = await tx.query<Replay>({
    name: 'replay_insert',
    text: `INSERT INTO replay (id, workspace_id, endpoint_id, total, statuses, cursor_at, until) VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (endpoint_id) WHERE status = 'running' DO NOTHING RETURNING ${columns}`,
    values: [replay.id, replay.workspaceId, replay.endpointId, replay.total, range.statuses, range.since, range.until],
  })
  return row
}

export async function findReplay(
  db: Queryable,
  workspaceId: string,
  endpointId: string,
  id: string,
): Promise<Replay | undefined> {
  if (!isId('rpl', id)) return undefined
  const [row] = await db.query<Replay>({
    name: 'replay_find',
    text: `SELECT ${columns} FROM replay WHERE workspace_id = $1 AND endpoint_id = $2 AND id = $3`,
    values: [workspaceId, endpointId, id],
  })
  return row
}

/**
 * Waits for the chunk that is being queued; no further chunk follows. Returns the replay as it was running; undefined if it
 * had ended.
 */
export async function cancelReplay(tx: Tx, workspaceId: string, id: string): Promise<Replay | undefined> {
  const [row] = await tx.query<Replay>({
    name: 'replay_cancel',
    text: `UPDATE replay SET status = 'cancelled' WHERE workspace_id = $1 AND id = $2 AND status = 'running'
      RETURNING ${columns}`,
    values: [workspaceId, id],
  })
  return row && { ...row, status: 'running' }
}

/** Deletes replays that ended before this day. */
export async function deleteReplaysBefore(db: Queryable, day: string): Promise<void> {
  await db.query({
    name: 'replay_delete_old',
    text: `DELETE FROM replay WHERE created_at < $1::date AND status <> 'running'`,
    values: [day],
  })
}
