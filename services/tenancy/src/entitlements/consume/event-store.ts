import { type Queryable, QueueStart, type Statement, type Tx } from '@plinth/kit/db'
import { arraysOf } from '@plinth/kit/db/rows'

/** The answer to the first use of an event_id; JSON. */
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

/** The answer that an event_id is bound to. */
export async function findEvent(db: Queryable, key: EventKey): Promise<StoredAnswer | undefined> {
  const [row] = await db.query<StoredAnswer>({
    name: 'usage_event_find',
    text: `SELECT quantity, answer FROM usage_event
      WHERE namespace_id = $1 AND feature = $2 AND event_id = $3 AND expires_at > plinth_now()`,
    values: [key.namespaceId, key.feature, key.eventId],
  })
  return row
}

/** Binds it to an answer. Returns false when another transaction bound it first. */
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

/** The answers that these event_ids are bound to; expired ones are free. */
export const findEvents = (keys: readonly EventKey[]): Statement => ({
  name: 'usage_event_find_many',
  text: `SELECT e.namespace_id, e.feature, e.event_id, e.quantity, e.answer, e.expires_at <= plinth_now() AS has_expired
    FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[])) AS asked (namespace_id, feature, event_id)
    JOIN usage_event e ON e.namespace_id = asked.namespace_id AND e.feature = asked.feature AND e.event_id = asked.event_id`,
  values: eventColumns(keys),
})

/** As fromRow reads the rows of findEvents. */
export interface EventRow extends EventKey, StoredAnswer {
  hasExpired: boolean
}

export const forgetExpired = (keys: readonly EventKey[]): Statement => ({
  name: 'usage_event_forget_many',
  text: `DELETE FROM usage_event e USING unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[])) AS asked (namespace_id, feature, event_id)
    WHERE e.namespace_id = asked.namespace_id AND e.feature = asked.feature AND e.event_id = asked.event_id
      AND e.expires_at <= plinth_now()`,
  values: eventColumns(keys),
})

export const eventConstraint = 'usage_event_pkey'

/** Fails on eventConstraint when another transaction bound one of them first; waits for one that is about to. */
export const bindEvents = (bound: readonly (EventKey & StoredAnswer)[]): Statement => ({
  name: 'usage_event_bind_many',
  text: `INSERT INTO usage_event (namespace_id, feature, event_id, quantity, answer, expires_at)
    SELECT namespace_id, feature, event_id, quantity, answer::jsonb, plinth_now() + interval '${keptDays} days'
    FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[]), (SELECT $4::bigint[]), (SELECT $5::text[]))
      AS bound (namespace_id, feature, event_id, quantity, answer)
    ORDER BY namespace_id, feature, event_id`,
  values: [
    ...eventColumns(bound),
    bound.map(({ quantity }) => quantity),
    bound.map(({ answer }) => JSON.stringify(answer)),
  ],
})

const eventColumns = (keys: readonly EventKey[]): unknown[] => arraysOf(keys, 'namespaceId feature eventId')

/** Where the search for expired answers begins. It comes each hour, and looks at all within a day. */
export const answerStart = (): QueueStart =>
  new QueueStart({ table: 'usage_event', column: 'expires_at', allEvery: 24 })

/** Deletes some that have expired; true when there may be more. */
export async function forgetEvents(db: Queryable, max: number, start: QueueStart): Promise<boolean> {
  const rows = await db.query({
    text: `DELETE FROM usage_event WHERE (namespace_id, feature, event_id) IN (
        SELECT namespace_id, feature, event_id FROM usage_event WHERE ${start.condition} AND expires_at <= plinth_now()
        ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING event_id`,
    values: [start.from, max],
  })
  await start.advance(db)
  return rows.length === max
}
