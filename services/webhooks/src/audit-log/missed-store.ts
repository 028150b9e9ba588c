import type { Queryable, Tx } from '@plinth/kit/db'
import type { EventRow } from '../events/store.ts'

export type MissedEvent = Pick<EventRow, 'id' | 'type' | 'namespace_id' | 'created_at' | 'payload' | 'object_id'> & {
  workspace_id: string
}

/** When the events happened that are taken next, unless another process takes them; null for each that was dropped with its day. */
export async function timesOfMissed(db: Queryable, most: number): Promise<(Date | null)[]> {
  const rows = await db.query<{ created_at: Date | null }>({
    name: 'audit_missed_times',
    text: `SELECT e.created_at FROM (SELECT * FROM audit_missed ORDER BY event_day, event_id LIMIT ${most}) m LEFT JOIN LATERAL (
        SELECT created_at FROM event WHERE event_day = m.event_day AND id = m.event_id OFFSET 0
      ) e ON true`,
  })
  return rows.map(({ created_at }) => created_at)
}

/** Takes some events from those that wait for their entries; null for each that was dropped with its day. */
export async function takeMissed(tx: Tx, most: number): Promise<(MissedEvent | null)[]> {
  const rows = await tx.query<MissedEvent & { is_gone: boolean }>({
    name: 'audit_missed_take',
    text: `WITH taken AS (
        DELETE FROM audit_missed WHERE (event_day, event_id) IN (
          SELECT event_day, event_id FROM audit_missed ORDER BY event_day, event_id LIMIT ${most} FOR UPDATE SKIP LOCKED)
        RETURNING event_day, event_id
      )
      SELECT e.id IS NULL AS is_gone, e.id, e.type, e.workspace_id, e.namespace_id, e.created_at, e.payload, e.object_id
      FROM taken t LEFT JOIN LATERAL (
        SELECT * FROM event WHERE event_day = t.event_day AND id = t.event_id OFFSET 0
      ) e ON true`,
  })
  return rows.map(({ is_gone, ...row }) => (is_gone ? null : row))
}
