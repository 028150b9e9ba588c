import type { Database, Tx } from '@plinth/kit/db'
import { holdDeliveries, releaseDeliveries } from '../bulk-transitions/store.ts'
import { lockEndpointStates } from '../delivery-queue/endpoint-state-store.ts'
import { lockEndpointSet } from '../endpoints/store.ts'
import { beforeAll, endDue, noteDue, type Place, type StatusDue } from './due-store.ts'
import type { WorkspaceStatus } from './workspace-status.ts'

// The endpoints of a deleted workspace live on for a moment, so that workspace.deleted is still sent to them.
const closingSeconds = 4
const stepMax = 500

/** The endpoints that do not stand as the status says. One that is created after the status was stored does. */
const unapplied: Readonly<Record<WorkspaceStatus['status'], string>> = {
  suspended: 'suspended_at IS NULL',
  active: 'suspended_at IS NOT NULL',
  deleted: 'closing_at IS NULL',
}

/**
 * Stores the status of a workspace, and holds, releases or ends its first endpoints as it says; an older event changes nothing. A worker goes
 * on with the others: events of other workspaces do not wait for them. A newer event, or a repeat of the newest, begins anew. Returns
 * true unless a newer one is stored.
 */
export async function applyStatus(database: Database, change: WorkspaceStatus): Promise<boolean> {
  return database.transaction(async (tx) => {
    // An endpoint that is being created has either read this status, or is among those that it is applied to.
    await tx.query(lockEndpointSet(change.workspaceId))
    if (!(await isNewest(tx, change))) return false
    const isMore = await changeNext(tx, { ...change, after: beforeAll })
    if (!isMore) await endDue(tx, change.workspaceId)
    return true
  })
}

/** Changes the next endpoints of a workspace; true when others may follow, which it notes. Requires the lock of their set, and the newest status. */
export async function changeNext(tx: Tx, due: StatusDue): Promise<boolean> {
  const { workspaceId, status } = due
  const found = await nextEndpoints(tx, due)
  await tx.query(lockEndpointStates(found.map(({ id }) => id)))
  // Again: one that was deleted before the locks has its deliveries cancelled, not held.
  const ids = await livingOf(tx, found)
  if (status === 'suspended') await suspend(tx, ids)
  else if (status === 'active') await resume(tx, ids)
  else await close(tx, ids)
  const last = found.at(-1)
  if (last === undefined || found.length < stepMax) return false
  await noteDue(tx, workspaceId, last)
  return true
}

/**
 * Stores the status when no newer one is stored, as latestStatuses has it; true also for a repeat of the newest event. A workspace whose
 * status never changed has no row.
 */
async function isNewest(tx: Tx, { workspaceId, status, eventId, version }: WorkspaceStatus): Promise<boolean> {
  // NOTE: the id is stored without its last letter: the release before, which knows no steps, takes a repeat as new too, and ends
  // what an interrupted one began. Ids of two milliseconds differ before that letter. A repeat changes no id: a trigger takes a
  // changed one with the same version for an event of that release, and forgets the version.
  const stored = await tx.query({
    name: 'standing_apply',
    text: `INSERT INTO workspace_standing AS s (workspace_id, status, event_id, version) VALUES ($1, $2, left($3::text, -1), $4::bigint)
      ON CONFLICT (workspace_id) DO UPDATE SET status = excluded.status, version = excluded.version,
          event_id = CASE WHEN s.version > 0 AND s.version = excluded.version THEN s.event_id ELSE excluded.event_id END
        WHERE CASE WHEN s.version > 0 AND excluded.version > 0 THEN s.version <= excluded.version ELSE s.event_id < $3 END
      RETURNING workspace_id`,
    values: [workspaceId, status, eventId, version],
  })
  return stored.length > 0
}

function nextEndpoints(tx: Tx, { workspaceId, status, after }: StatusDue): Promise<Place[]> {
  return tx.query<Place>({
    name: `standing_endpoints_${status}`,
    text: `SELECT created_at AS "createdAt", id FROM endpoint WHERE workspace_id = $1 AND deleted_at IS NULL
        AND (created_at, id) > ($2, $3) AND ${unapplied[status]} ORDER BY created_at, id LIMIT ${stepMax}`,
    values: [workspaceId, after.createdAt, after.id],
  })
}

async function livingOf(tx: Tx, found: readonly Place[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>({
    name: 'standing_living',
    text: 'SELECT id FROM endpoint WHERE id = ANY ($1) AND deleted_at IS NULL ORDER BY id',
    values: [found.map(({ id }) => id)],
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
