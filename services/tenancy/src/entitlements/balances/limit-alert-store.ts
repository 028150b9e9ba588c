import type { Queryable, Tx } from '@plinth/kit/db'
import { arraysOf, readRows } from '@plinth/kit/db/rows'
import type { EventOrigin } from '@plinth/kit/events/origin'
import type { LimitAlert } from './limit-alerts.ts'

/** An alert that was emitted. */
export interface EmittedAlert {
  /** In percent. */
  threshold: number
  at: Date
  eventId: string
}

/** Emits the events and notes them, with the commit. */
export function emitAlerts(tx: Tx, alerts: readonly (LimitAlert & { origin?: EventOrigin })[]): void {
  if (alerts.length === 0) return
  const ids = alerts.map(({ event, origin }) => tx.emit(event, origin))
  tx.atCommit({
    name: 'usage_alert_insert',
    text: `INSERT INTO usage_alert (event_id, owner_id, pool, threshold)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::smallint[])`,
    values: [ids, ...arraysOf(alerts, 'ownerId pool threshold')],
  })
}

/** Those of a pool between two moments, oldest first, 1,000 at the most. */
export async function findAlerts(
  db: Queryable,
  { ownerId, pool }: { ownerId: string; pool: string },
  { from, to }: { from: Date; to: Date },
): Promise<EmittedAlert[]> {
  return readRows<EmittedAlert>(db, {
    name: 'usage_alert_find',
    text: `SELECT threshold, at, event_id FROM usage_alert
      WHERE owner_id = $1 AND pool = $2 AND at >= $3 AND at < $4 ORDER BY at, threshold LIMIT 1000`,
    values: [ownerId, pool, from, to],
  })
}

/** Deletes some that are older than a day; true when there may be more. */
export async function forgetAlerts(db: Queryable, day: string, max: number): Promise<boolean> {
  const rows = await db.query({
    text: `DELETE FROM usage_alert WHERE event_id IN (
        SELECT event_id FROM usage_alert WHERE at < $1::timestamptz ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)
      RETURNING event_id`,
    values: [`${day}T00:00:00Z`, max],
  })
  return rows.length === max
}
