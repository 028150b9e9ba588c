import type { Queryable } from '@plinth/kit/db'
import { workspaceOfNamespace } from '../namespaces/columns.ts'

/** A pool of an owner that was told of a limit. */
export interface AlertedPool {
  ownerId: string
  pool: string
}

const alertsMax = 500
const poolsMax = 50

/** The pools of the newest alerts, the newest first: at most 50, from at most 500 alerts. */
export function findAlertedPools(db: Queryable): Promise<AlertedPool[]> {
  return db.query<AlertedPool>({
    name: 'overview_alerted',
    text: `SELECT owner_id AS "ownerId", pool FROM (SELECT owner_id, pool, at FROM usage_alert ORDER BY at DESC LIMIT ${alertsMax}) AS newest
      GROUP BY owner_id, pool ORDER BY max(at) DESC LIMIT ${poolsMax}`,
  })
}

export interface OwnerRow {
  id: string
  name: string
  /** That owns or pays; empty: none does. */
  workspaceId: string
}

/** Names of living workspaces and namespaces. */
export function findOwnerNames(db: Queryable, ids: readonly string[]): Promise<OwnerRow[]> {
  return db.query<OwnerRow>({
    name: 'overview_owners',
    text: `SELECT id, name, id AS "workspaceId" FROM workspace WHERE id = ANY ($1) AND deleted_at IS NULL
      UNION ALL SELECT n.id, n.name, ${workspaceOfNamespace} FROM namespace n WHERE n.id = ANY ($1) AND n.deleted_at IS NULL`,
    values: [ids],
  })
}
