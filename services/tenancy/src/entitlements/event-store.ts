import type { Queryable, Tx } from '@plinth/kit/db'

/** What the first use of an event_id was answered; JSON. */
export interface StoredAnswer {
  quantity: number
  answer: object
}

export interface EventKey {
  namespaceId: string
  feature: string
  eventId: string
}

const keptDays = 35

/** What an event_id is bound to, if it is. */
export async function findEvent(db: Queryable, key: EventKey): Promise<StoredAnswer | undefined> {
  const [row] = await db.query<{ quantity: number; answer: object }>({
    name: 'usage_event_find',
    text: `SELECT quantity, answer FROM usage_event
      WHERE namespace_id = $1 AND feature = $2 AND event_id = $3 AND expires_at > plinth_now()`,
    values: [key.namespaceId, key.feature, key.eventId],
  })
  return row
}

/** Binds the event_id to the record of this transaction. Returns false if another transaction did so first. */
export async function bindEvent(tx: Tx, key: EventKey, { quantity, answer }: StoredAnswer): Promise<boolean> {
  const rows = await tx.query({
    name: 'usage_event_bind',
    text: `INSERT INTO usage_event AS e (namespace_id, feature, event_id, quantity, answer, expires_at)
      VALUES ($1, $2, $3, $4, $5, plinth_now() + interval '${keptDays} days')
      ON CONFLICT (namespace_id, feature, event_id) DO UPDATE
        SET quantity = excluded.quantity, answer = excluded.answer, expires_at = excluded.expires_at
        WHERE e.expires_at <= plinth_now()
      RETURNING event_id`,
    values: [key.namespaceId, key.feature, key.eventId, quantity, JSON.stringify(answer)],
  })
  return rows.length > 0
}

/** Some of those whose time is over; true when there may be more. */
export async function forgetEvents(db: Queryable, max: number): Promise<boolean> {
  const rows = await db.query({
    text: `DELETE FROM usage_event WHERE (namespace_id, feature, event_id) IN (
        SELECT namespace_id, feature, event_id FROM usage_event WHERE expires_at <= plinth_now()
        ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING event_id`,
    values: [max],
  })
  return rows.length === max
}
