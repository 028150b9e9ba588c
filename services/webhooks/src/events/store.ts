import type { Queryable, Statement, Tx } from '@plinth/kit/db'
import { arraysOf, fromRow } from '@plinth/kit/db/rows'
import { dayOfId, isId } from '../partitions/days.ts'
import { type EventDelivery, type IncomingEvent, payloadBytes, type RecordedEvent } from './event.ts'

/** Of `event e`, as toEvent reads them. */
export const columns =
  'e.id, e.type, e.namespace_id, e.created_at, e.payload, e.caller_id, e.channels, e.ordering_key, e.object_id, e.occurred_at'

/**
 * SQL of the position of a transaction among all that have stored events: above 2^44 times the number of the start of PostgreSQL that
 * counts them.
 */
export const positionOf = (number: string, transactionId: string): string =>
  `(${number} * 17592186044416 + ${transactionId}::text::bigint)`

/**
 * SQL: whether a row of event_server is of this start of PostgreSQL. After the crash of one of its processes PostgreSQL recovers without a
 * new start, and may give the ids of transactions of which nothing was written yet again; its statistics begin anew then.
 */
export const isThisStart =
  'started = pg_postmaster_start_time() AND stats_since IS NOT DISTINCT FROM pg_stat_get_bgwriter_stat_reset_time()'

/**
 * SQL of the position of what this transaction stores. As event_position() of the migrations, of which PostgreSQL would plan each
 * call. A start that has no row yet must not give the number of another one, which has counted the same transactions in a lost future.
 */
const ownPosition = `(SELECT ${positionOf(
  `coalesce((SELECT CASE WHEN ${isThisStart} THEN number ELSE number + 1 END FROM event_server ORDER BY number DESC LIMIT 1), 1)`,
  'pg_current_xact_id()',
)})`

/** The events of a workspace that a caller sees. */
export interface EventScope {
  /** Empty: of any namespace. */
  namespaceId: string
  hiddenTypes: readonly string[]
}

/** Stores events in the order of their ids; returns the ids of those that are new. */
export async function insertEvents(tx: Tx, events: readonly IncomingEvent[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(insertionOf(events))
  return new Set(rows.map(({ id }) => id))
}

export function insertionOf(events: readonly IncomingEvent[]): Statement {
  return {
    name: 'event_insert',
    text: `INSERT INTO event (event_day, id, workspace_id, namespace_id, type, object_id, payload, created_at, traceparent,
        caller_id, channels, ordering_key, occurred_at, stream_position)
      SELECT event_day, id, workspace_id, namespace_id, type, object_id, payload, created_at, traceparent,
        caller_id, ARRAY(SELECT jsonb_array_elements_text(channels)), ordering_key, occurred_at, ${ownPosition}
      FROM unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::timestamptz[], $9::text[],
          $10::text[], $11::jsonb[], $12::text[], $13::timestamptz[])
        AS new (event_day, id, workspace_id, namespace_id, type, object_id, payload, created_at, traceparent, caller_id, channels,
          ordering_key, occurred_at)
      ON CONFLICT DO NOTHING RETURNING id`,
    values: [
      events.map(({ id }) => dayOfId(id)),
      ...arraysOf(events, 'id workspaceId namespaceId type objectId'),
      events.map(payloadBytes),
      events.map(({ createdAt }) => createdAt),
      events.map(({ traceparent = '' }) => traceparent),
      events.map(({ callerId = '' }) => callerId),
      // An array of arrays must be a rectangle.
      events.map(({ channels = [] }) => JSON.stringify(channels)),
      events.map(({ orderingKey, objectId }) => orderingKey ?? objectId),
      events.map(({ occurredAt }) => occurredAt ?? null),
    ],
  }
}

export async function findEvent(
  db: Queryable,
  workspaceId: string,
  { namespaceId, hiddenTypes }: EventScope,
  id: string,
): Promise<RecordedEvent | undefined> {
  if (!isId('evt', id)) return undefined
  const [row] = await db.query({
    name: 'event_find',
    text: `SELECT ${columns} FROM event e
      WHERE e.workspace_id = $1 AND ($2 = '' OR e.namespace_id = $2) AND e.type <> ALL ($3) AND e.event_day = $4 AND e.id = $5`,
    values: [workspaceId, namespaceId, hiddenTypes, dayOfId(id), id],
  })
  return row && toEvent(row)
}

export function toEvent(row: object): RecordedEvent {
  const { objectId, ...event } = fromRow<RecordedEvent & { objectId: string }>(row)
  // That of an event of Plinth is its object's id, which the payload shows.
  return objectId === '' ? event : { ...event, orderingKey: '' }
}

const deliveriesMax = 100

/** The first deliveries of an event, and how many there are. */
export async function findDeliveries(
  db: Queryable,
  workspaceId: string,
  eventId: string,
): Promise<{ deliveries: EventDelivery[]; count: number }> {
  const rows = await db.query<EventDelivery & { count: number }>({
    name: 'event_deliveries',
    text: `SELECT id, endpoint_id AS "endpointId", status, status_code AS "statusCode", attempts, delivered_at AS "deliveredAt",
        count(*) OVER ()::int AS count
      FROM delivery WHERE event_day = $1 AND event_id = $2 AND workspace_id = $3 ORDER BY endpoint_id LIMIT ${deliveriesMax}`,
    values: [dayOfId(eventId), eventId, workspaceId],
  })
  return { deliveries: rows.map(({ count: _, ...delivery }) => delivery), count: rows[0]?.count ?? 0 }
}
