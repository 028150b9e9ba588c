import type { Mesh } from '../mesh.ts'
import { query } from './evidence.ts'

type Databases = Mesh['databases']

/** The content of tenancy's tables for some namespaces and the workspaces that pay for them. */
export interface Ledger {
  /** Of usage by its id; what a reservation became is under the reservation's. */
  records: Map<string, { feature: string; quantity: number }>
  recordCount: number
  reservations: Map<string, string>
  /** By pool: [used, reserved]. */
  balances: Map<string, [number, number]>
}

export async function readLedger(databases: Databases, namespaceIds: readonly string[]): Promise<Ledger> {
  const ask = <Row extends object>(text: string) => query<Row>(databases.tenancy, { text, values: [namespaceIds] })
  const [records, reservations, balances] = await Promise.all([
    ask<{ id: string; reservation_id: string; feature: string; quantity: number }>(
      'SELECT id, reservation_id, feature, quantity FROM usage_record WHERE namespace_id = ANY ($1)',
    ),
    ask<{ id: string; status: string }>('SELECT id, status FROM reservation WHERE namespace_id = ANY ($1)'),
    ask<{ pool: string; used: number; reserved: number }>(
      `SELECT pool, sum(used)::bigint AS used, sum(reserved)::bigint AS reserved FROM balance WHERE owner_id = ANY ($1)
        OR owner_id IN (SELECT workspace_id FROM namespace WHERE id = ANY ($1)) GROUP BY pool`,
    ),
  ])
  return {
    records: new Map(
      records.map((row) => [row.reservation_id || row.id, { feature: row.feature, quantity: row.quantity }]),
    ),
    recordCount: records.length,
    reservations: new Map(reservations.map(({ id, status }) => [id, status])),
    balances: new Map(balances.map(({ pool, used, reserved }) => [pool, [used, reserved]])),
  }
}

/** How often each "feature threshold window" was told to a workspace, by what webhooks took in. */
export async function countAlerts(databases: Databases, workspaceId: string): Promise<Map<string, number>> {
  const rows = await query<{ payload: Buffer }>(databases.webhooks, {
    text: `SELECT payload FROM event WHERE workspace_id = $1 AND type LIKE 'entitlement.%'`,
    values: [workspaceId],
  })
  const counts = new Map<string, number>()
  for (const { payload } of rows) {
    const { feature, threshold, window_start } = JSON.parse(payload.toString()).data.object.attributes
    const alert = `${feature} ${threshold} ${window_start}`
    counts.set(alert, (counts.get(alert) ?? 0) + 1)
  }
  return counts
}
