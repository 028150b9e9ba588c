// A row of workspace_status_due says: webhooks of this workspace behind a place do not stand as it does yet. It is written under the lock of
// their set (lockEndpointSet).
import type { Tx } from '@plinth/kit/db'
import type { WorkspaceStatus } from './workspace-status.ts'

/** A webhook among those of its workspace, in the order of their creation. */
export interface Place {
  createdAt: Date
  id: string
}

export const beforeAll: Place = { createdAt: new Date(0), id: '' }

export interface StatusDue extends Pick<WorkspaceStatus, 'workspaceId' | 'status'> {
  after: Place
}

const triedMax = 100

/**
 * Locks the set of webhooks of the workspace whose turn came first, unless another process or an event has locked it, and returns the newest
 * status and where it goes on.
 */
export async function takeStatusDue(tx: Tx): Promise<StatusDue | undefined> {
  const [locked] = await tx.query<{ workspaceId: string }>({
    name: 'status_due_lock',
    text: `SELECT workspace_id AS "workspaceId"
      FROM (SELECT workspace_id FROM workspace_status_due WHERE turn_at <= plinth_now() ORDER BY turn_at LIMIT ${triedMax}) AS due
      WHERE pg_try_advisory_xact_lock(hashtextextended('endpoint_count ' || workspace_id, 0)) LIMIT 1`,
  })
  if (locked === undefined) return undefined
  const { workspaceId } = locked
  const [row] = await tx.query<{ status: WorkspaceStatus['status']; createdAt: Date; id: string }>({
    name: 'status_due_find',
    // NOTE: the release before changes a standing without the lock of the set.
    text: `SELECT s.status, d.applied_to_created_at AS "createdAt", d.applied_to_id AS id
      FROM workspace_status_due d JOIN workspace_standing s USING (workspace_id) WHERE d.workspace_id = $1 FOR UPDATE`,
    values: [workspaceId],
  })
  if (row !== undefined) return { workspaceId, status: row.status, after: { createdAt: row.createdAt, id: row.id } }
  // Another process has done the rest, or the status is not kept any more.
  await endDue(tx, workspaceId)
  return undefined
}

/** Notes where the status goes on; a newer status begins anew by the same statement. */
export async function noteDue(tx: Tx, workspaceId: string, { createdAt, id }: Place): Promise<void> {
  await tx.query({
    name: 'status_due_note',
    text: `INSERT INTO workspace_status_due AS d (workspace_id, applied_to_created_at, applied_to_id) VALUES ($1, $2, $3)
      ON CONFLICT (workspace_id) DO UPDATE SET turn_at = plinth_now(), applied_to_created_at = $2, applied_to_id = $3`,
    values: [workspaceId, createdAt, id],
  })
}

export async function endDue(tx: Tx, workspaceId: string): Promise<void> {
  await tx.query({
    name: 'status_due_end',
    text: 'DELETE FROM workspace_status_due WHERE workspace_id = $1',
    values: [workspaceId],
  })
}
