import type { Queryable, Tx } from '@plinth/kit/db'
import { refreshDue } from './endpoint-state-store.ts'
import { plannedAnew } from './planner-settings.ts'

// Deliveries of one endpoint and one ordering key go one after the other. The triggers of delivery_due keep to that: a row that is
// inserted behind others of its key is blocked, and a row that is deleted lets the next one go. All under the endpoint's lock.

// Events from before the column have none.
const keyOfEvent = `coalesce(nullif(v.ordering_key, ''), v.object_id)`

/** SQL for the ordering key of a delivery `alias` that is queued again; empty where its endpoint has no order. */
export function orderingKeyOf(alias: string): string {
  return `coalesce((SELECT ${keyOfEvent} FROM event v JOIN endpoint p ON p.id = ${alias}.endpoint_id AND p.ordering = 'key'
    WHERE v.event_day = ${alias}.event_day AND v.id = ${alias}.event_id), '')`
}

/** Deliveries without an order that one transaction puts in order. */
export const backlogMax = 10_000

/**
 * Puts the deliveries that the endpoint has now in order, by their events; those in flight stay so, and the others of their keys
 * wait for them. Under the endpoint's lock. Returns false, and changes nothing, when there are more than `backlogMax`.
 */
export async function orderBacklog(tx: Tx, endpointId: string): Promise<boolean> {
  const ids = await tx.query<{ delivery_id: string }>({
    name: 'ordering_backlog',
    text: `SELECT delivery_id FROM (
        (SELECT delivery_id FROM delivery_due WHERE endpoint_id = $1 AND lease_token IS NULL AND held_at IS NULL AND ordering_key = '' LIMIT $2)
        UNION ALL (SELECT delivery_id FROM delivery_due WHERE endpoint_id = $1 AND (held_at IS NOT NULL) IS TRUE AND ordering_key = '' LIMIT $2)
        UNION ALL (SELECT delivery_id FROM delivery_due WHERE endpoint_id = $1 AND lease_token IS NOT NULL AND ordering_key = '' LIMIT $2)
      ) AS backlog LIMIT $2`,
    values: [endpointId, backlogMax + 1],
  })
  if (ids.length > backlogMax) return false
  if (ids.length === 0) return true
  await tx.query(
    plannedAnew({
      text: `WITH backlog AS (
        SELECT d.delivery_id, d.event_id, d.lease_token IS NOT NULL AS is_leased, v.key
        FROM delivery_due d CROSS JOIN LATERAL (
          SELECT ${keyOfEvent} AS key FROM event v WHERE v.event_day = d.event_day AND v.id = d.event_id OFFSET 0
        ) v
        WHERE d.delivery_id = ANY ($2) AND v.key <> ''
      ), keys AS MATERIALIZED ( -- once for each key: for each row it would read again what this statement has written
        SELECT key, has_leased, greatest(
          (SELECT max(ordering_position) FROM delivery_due
            WHERE endpoint_id = $1 AND ordering_key = key AND ordering_key <> '' AND blocked_next_at IS NULL),
          (SELECT max(ordering_position) FROM delivery_due
            WHERE endpoint_id = $1 AND ordering_key = key AND blocked_next_at IS NOT NULL)) AS last
        FROM (SELECT key, bool_or(is_leased) AS has_leased FROM backlog GROUP BY key) AS named
      ), ranked AS (
        SELECT b.delivery_id, b.key, coalesce(k.last, 0) + row_number() OVER (PARTITION BY b.key ORDER BY b.event_id) AS position,
          NOT b.is_leased AND (k.has_leased OR k.last IS NOT NULL
            OR row_number() OVER (PARTITION BY b.key ORDER BY b.event_id) > 1) AS is_blocked
        FROM backlog b JOIN keys k USING (key)
      ), ordered AS (
        UPDATE delivery_due d SET ordering_key = r.key, ordering_position = r.position,
          blocked_next_at = CASE WHEN r.is_blocked THEN d.next_at END,
          blocked_give_up_at = CASE WHEN r.is_blocked THEN d.give_up_at END,
          next_at = CASE WHEN r.is_blocked THEN 'infinity' ELSE d.next_at END,
          give_up_at = CASE WHEN r.is_blocked THEN 'infinity' ELSE d.give_up_at END
        FROM ranked r WHERE d.delivery_id = r.delivery_id RETURNING d.delivery_id, d.event_day, r.is_blocked
      )
      UPDATE delivery d SET next_attempt_at = NULL FROM ordered o
      WHERE o.is_blocked AND d.event_day = o.event_day AND d.id = o.delivery_id`,
      values: [endpointId, ids.map((row) => row.delivery_id)],
    }),
  )
  await tx.query(refreshDue([endpointId]))
  return true
}

/** The ordering keys of an endpoint in which a delivery waits for an earlier one. */
export interface BlockedKeys {
  /** Counted to `keysMax` only. */
  count: number
  /** When the delivery that waits longest, of those that were counted, would have been due. */
  since: Date
  /** Its ordering key. */
  key: string
}

const keysMax = 1_000

/** Costs in keys, not in what waits in them; undefined when nothing waits. */
export async function findBlockedKeys(db: Queryable, endpointId: string): Promise<BlockedKeys | undefined> {
  const [row] = await db.query<BlockedKeys>(
    plannedAnew({
      text: `WITH RECURSIVE blocked AS (
        (SELECT ordering_key AS key, blocked_next_at AS since FROM delivery_due
          WHERE endpoint_id = $1 AND blocked_next_at IS NOT NULL ORDER BY ordering_key, ordering_position LIMIT 1)
        UNION ALL
        SELECT following.* FROM blocked b CROSS JOIN LATERAL (
          SELECT ordering_key, blocked_next_at FROM delivery_due
          WHERE endpoint_id = $1 AND blocked_next_at IS NOT NULL AND ordering_key > b.key ORDER BY ordering_key, ordering_position LIMIT 1
        ) following
      ), counted AS (SELECT key, since FROM blocked LIMIT ${keysMax})
      SELECT (SELECT count(*)::int FROM counted) AS count, since, key FROM counted ORDER BY since, key LIMIT 1`,
      values: [endpointId],
    }),
  )
  return row
}
