import type { Queryable, Statement, Tx } from '@plinth/kit/db'
import { arraysOf, fromRow, readRows } from '@plinth/kit/db/rows'
import { dayOfId } from '../partitions/days.ts'
import type { EventKey } from './group-decider.ts'

/** The events that these ids of publishers are bound to. */
export const findKeys = (asked: readonly { workspaceId: string; callerId: string }[]): Statement => ({
  name: 'event_key_find',
  text: `SELECT k.workspace_id, k.caller_id, k.event_id, k.namespace_id, k.digest, k.created_at
    FROM unnest((SELECT $1::text[]), (SELECT $2::text[])) AS asked (workspace_id, caller_id)
    JOIN event_key k ON k.workspace_id = asked.workspace_id AND k.caller_id = asked.caller_id`,
  values: arraysOf(asked, 'workspaceId callerId'),
})

/** Reads the rows of findKeys. */
export const keysIn = (rows: object[] = []): EventKey[] => rows.map((row) => fromRow<EventKey>(row))

export const keyConstraint = 'event_key_pkey'

/** Fails on keyConstraint when another transaction bound one of them first; waits for one that is about to. */
export const bindKeys = (keys: readonly EventKey[]): Statement => ({
  name: 'event_key_bind',
  text: `INSERT INTO event_key (workspace_id, caller_id, event_day, event_id, namespace_id, digest, created_at)
    SELECT * FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::date[]), (SELECT $4::text[]), (SELECT $5::text[]),
        (SELECT $6::bytea[]), (SELECT $7::timestamptz[]))
      AS bound (workspace_id, caller_id, event_day, event_id, namespace_id, digest, created_at)
    ORDER BY workspace_id, caller_id`,
  values: [
    ...arraysOf(keys, 'workspaceId callerId'),
    keys.map(({ eventId }) => dayOfId(eventId)),
    ...arraysOf(keys, 'eventId namespaceId digest createdAt'),
  ],
})

const month = `date_trunc('month', plinth_now() AT TIME ZONE 'UTC')::date`

/** Locks the counters of this month; returns the accepted events of each workspace. */
export async function holdQuotas(tx: Tx, workspaceIds: readonly string[]): Promise<Map<string, number>> {
  if (workspaceIds.length === 0) return new Map()
  const rows = await readRows<{ workspaceId: string; accepted: number }>(tx, {
    name: 'event_quota_hold',
    // Makes a missing row; an update that changes nothing locks the others.
    text: `INSERT INTO event_quota AS q (workspace_id, month)
      SELECT workspace_id, ${month} FROM unnest($1::text[]) AS asked (workspace_id) ORDER BY workspace_id
      ON CONFLICT (workspace_id, month) DO UPDATE SET accepted = q.accepted RETURNING workspace_id, accepted`,
    values: [[...new Set(workspaceIds)]],
  })
  return new Map(rows.map(({ workspaceId, accepted }) => [workspaceId, accepted]))
}

/** Adds to counters that are locked. */
export const countQuotas = (counts: ReadonlyMap<string, number>): Statement => ({
  name: 'event_quota_count',
  text: `UPDATE event_quota q SET accepted = q.accepted + c.accepted
    FROM unnest($1::text[], $2::bigint[]) AS c (workspace_id, accepted)
    WHERE q.workspace_id = c.workspace_id AND q.month = ${month}`,
  values: [[...counts.keys()], [...counts.values()]],
})

const chunkMax = 2_000

/** Deletes some keys of days before this one; true when there may be more. No event of these days may be left. */
export async function deleteKeysBefore(db: Queryable, day: string): Promise<boolean> {
  const rows = await db.query({
    name: 'event_key_sweep',
    text: `DELETE FROM event_key WHERE (workspace_id, caller_id) IN (
        SELECT workspace_id, caller_id FROM event_key WHERE event_day < $1::date
        ORDER BY event_day LIMIT ${chunkMax} FOR UPDATE SKIP LOCKED) RETURNING true AS swept`,
    values: [day],
  })
  return rows.length === chunkMax
}

/** Deletes the counters of months that ended before this day. */
export async function deleteQuotasBefore(db: Queryable, day: string): Promise<boolean> {
  const rows = await db.query({
    name: 'event_quota_sweep',
    text: `DELETE FROM event_quota WHERE (workspace_id, month) IN (
        SELECT workspace_id, month FROM event_quota WHERE month < date_trunc('month', $1::date::timestamp)::date
        ORDER BY month LIMIT ${chunkMax} FOR UPDATE SKIP LOCKED) RETURNING true AS swept`,
    values: [day],
  })
  return rows.length === chunkMax
}
