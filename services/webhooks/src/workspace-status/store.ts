import type { Database, Tx } from '@plinth/kit/db'
import { holdDeliveries, releaseDeliveries } from '../bulk-transitions/store.ts'
import { lockEndpointStates } from '../delivery-queue/endpoint-state-store.ts'
import { lockEndpointSet } from '../endpoints/store.ts'
import type { WorkspaceStatus } from './workspace-status.ts'

// The endpoints of a deleted workspace live on for a moment, so that workspace.deleted is still sent to them.
const closingSeconds = 4

/** Holds, releases or ends the endpoints of a workspace as its new status says; an older event changes nothing. */
export async function applyStatus(database: Database, change: WorkspaceStatus): Promise<void> {
  await database.transaction(async (tx) => {
    // An endpoint that is being created has either read this status, or is among those that it is applied to.
    await tx.query(lockEndpointSet(change.workspaceId))
    if (!(await isNew(tx, change))) return
    await tx.query(lockEndpointStates(await livingEndpoints(tx, change.workspaceId)))
    // Again: one that was deleted before the locks has its deliveries cancelled, not held.
    const ids = await livingEndpoints(tx, change.workspaceId)
    if (ids.length === 0) return
    if (change.status === 'suspended') await suspend(tx, ids)
    else if (change.status === 'active') await resume(tx, ids)
    else await close(tx, ids)
  })
}

/** Stores the status when it is the newest, as latestStatuses has it. A workspace whose status never changed has no row. */
async function isNew(tx: Tx, { workspaceId, status, eventId, version }: WorkspaceStatus): Promise<boolean> {
  const stored = await tx.query({
    name: 'standing_apply',
    text: `INSERT INTO workspace_standing AS s (workspace_id, status, event_id, version) VALUES ($1, $2, $3, $4::bigint)
      ON CONFLICT (workspace_id) DO UPDATE SET status = excluded.status, event_id = excluded.event_id, version = excluded.version
        WHERE CASE WHEN s.version > 0 AND excluded.version > 0 THEN s.version < excluded.version
          ELSE s.event_id < excluded.event_id END
      RETURNING workspace_id`,
    values: [workspaceId, status, eventId, version],
  })
  return stored.length > 0
}

async function livingEndpoints(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>({
    name: 'standing_endpoints',
    text: 'SELECT id FROM endpoint WHERE workspace_id = $1 AND deleted_at IS NULL ORDER BY id',
    values: [workspaceId],
  })
  return rows.map(({ id }) => id)
}

async function suspend(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query({
    name: 'standing_suspend',
    text: 'UPDATE endpoint SET suspended_at = plinth_now() WHERE id = ANY ($1)',
    values: [ids],
  })
  await holdDeliveries(tx, ids)
}

async function resume(tx: Tx, ids: readonly string[]): Promise<void> {
  const active = await tx.query<{ id: string }>({
    name: 'standing_resume',
    text: `WITH resumed AS (UPDATE endpoint SET suspended_at = NULL WHERE id = ANY ($1) RETURNING id, is_active)
      SELECT id FROM resumed WHERE is_active`,
    values: [ids],
  })
  await releaseDeliveries(
    tx,
    active.map(({ id }) => id),
  )
}

async function close(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query({
    name: 'standing_close',
    text: `UPDATE endpoint SET closing_at = plinth_now() + ${closingSeconds} * interval '1 second' WHERE id = ANY ($1)`,
    values: [ids],
  })
}
