import type { Database, Tx } from '@plinth/kit/db'
import { lockStates } from '../dispatch/claim-store.ts'
import { holdDeliveries, releaseDeliveries } from '../dispatch/hold-store.ts'
import type { Standing } from './standing.ts'

// A deleted workspace's endpoints live on for a moment, so that workspace.deleted reaches those that asked for it.
const closingSeconds = 4

/** Applies what a workspace's event says, once; an older event changes nothing. Safe to run twice. */
export async function applyStanding(database: Database, standing: Standing): Promise<void> {
  await database.transaction(async (tx) => {
    if (!(await isNews(tx, standing))) return
    const ids = await livingEndpoints(tx, standing.workspaceId)
    if (ids.length === 0) return
    await tx.query(lockStates(ids))
    if (standing.status === 'suspended') await suspend(tx, ids)
    else if (standing.status === 'active') await resume(tx, ids)
    else await close(tx, ids)
  })
}

/** Most workspaces are never anything but active: they get no row. */
async function isNews(tx: Tx, { workspaceId, status, eventId }: Standing): Promise<boolean> {
  const changed = await tx.query({
    name: 'standing_apply',
    text: `WITH changed AS (
        UPDATE workspace_standing SET status = $2, event_id = $3 WHERE workspace_id = $1 AND event_id < $3 RETURNING workspace_id
      ), added AS (
        INSERT INTO workspace_standing (workspace_id, status, event_id)
        SELECT $1, $2, $3 WHERE $2 <> 'active' ON CONFLICT DO NOTHING RETURNING workspace_id
      )
      SELECT workspace_id FROM changed UNION ALL SELECT workspace_id FROM added`,
    values: [workspaceId, status, eventId],
  })
  return changed.length > 0
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
