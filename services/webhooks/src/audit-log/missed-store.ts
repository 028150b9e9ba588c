import type { Queryable, Tx } from '@plinth/kit/db'
import { readRows } from '@plinth/kit/db/rows'
import { plannedAnew } from '../delivery-queue/planner-settings.ts'
import type { IncomingEvent } from '../events/event.ts'

type Fields = 'id' | 'type' | 'workspaceId' | 'namespaceId' | 'createdAt' | 'objectId'

/** A stored event; its actor and its request are not stored. */
export type MissedEvent = Pick<IncomingEvent, Fields> & { payload: Buffer }

/** When the events happened that are taken next, unless another process takes them; null for each that was dropped with its day. */
export async function timesOfMissed(db: Queryable, most: number): Promise<(Date | null)[]> {
  // Mostly there are none, and the statement below is planned for each day of events.
  const waiting = await db.query({ name: 'audit_missed_any', text: 'SELECT FROM audit_missed LIMIT 1' })
  if (waiting.length === 0) return []
  const rows = await db.query<{ created_at: Date | null }>(
    plannedAnew({
      text: `SELECT e.created_at FROM (SELECT * FROM audit_missed ORDER BY event_day, event_id LIMIT ${most}) m LEFT JOIN LATERAL (
        SELECT created_at FROM event WHERE event_day = m.event_day AND id = m.event_id OFFSET 0
      ) e ON true`,
    }),
  )
  return rows.map(({ created_at }) => created_at)
}

/** Takes some events from those that wait for their entries; null for each that was dropped with its day. */
export async function takeMissed(tx: Tx, most: number): Promise<(MissedEvent | null)[]> {
  const rows = await readRows<MissedEvent & { isGone: boolean }>(
    tx,
    plannedAnew({
      text: `WITH taken AS (
        DELETE FROM audit_missed WHERE (event_day, event_id) IN (
          SELECT event_day, event_id FROM audit_missed ORDER BY event_day, event_id LIMIT ${most} FOR UPDATE SKIP LOCKED)
        RETURNING event_day, event_id
      )
      SELECT e.id IS NULL AS is_gone, e.id, e.type, e.workspace_id, e.namespace_id, e.created_at, e.payload, e.object_id
      FROM taken t LEFT JOIN LATERAL (
        SELECT * FROM event WHERE event_day = t.event_day AND id = t.event_id OFFSET 0
      ) e ON true`,
    }),
  )
  return rows.map(({ isGone, ...event }) => (isGone ? null : event))
}
