import { type PageSource, pageBytesMax, pagesOf, type Queryable, scannedRows } from '@plinth/kit/db'
import { fromRow, readRow } from '@plinth/kit/db/rows'
import { dayOfId, isId } from '../partitions/days.ts'
import type { Attempt, Delivery } from './delivery.ts'
import type { QueuedDelivery } from './upcoming.ts'

// The queue alone knows when a delivery may go: its triggers block rows, due at infinity, and let them go.
const nextAttemptAt = `(SELECT q.next_at FROM delivery_due q WHERE q.delivery_id = d.id AND q.held_at IS NULL AND q.blocked_next_at IS NULL)`
export const columns = `d.id, d.workspace_id, d.endpoint_id, d.event_id, d.event_type, d.status, d.status_code, d.attempts,
  ${nextAttemptAt} AS next_attempt_at, d.delivered_at, d.created_at, d.is_test`

export async function findDelivery(
  db: Queryable,
  workspaceId: string,
  endpointId: string,
  id: string,
): Promise<Delivery | undefined> {
  if (!isId('del', id)) return undefined
  return readRow<Delivery>(db, {
    name: 'delivery_find',
    text: `SELECT ${columns} FROM delivery d WHERE d.workspace_id = $1 AND d.endpoint_id = $2 AND d.event_day = $3 AND d.id = $4`,
    values: [workspaceId, endpointId, dayOfId(id), id],
  })
}

// Of each attempt: its times, its number, and the headers that follow from the delivery and are not stored.
const otherBytesMax = 600

/** The payload of a delivery, and its attempts: of very many with long answers, the last. */
export async function findPayloadAndAttempts(
  db: Queryable,
  delivery: Delivery,
): Promise<{ payload: Buffer; attempts: Attempt[] }> {
  const day = dayOfId(delivery.id)
  const [[event], attempts] = await Promise.all([
    db.query<{ payload: Buffer }>({
      name: 'delivery_payload',
      text: 'SELECT payload FROM event WHERE event_day = $1 AND id = $2',
      values: [day, delivery.eventId],
    }),
    db.query<Attempt>({
      name: 'delivery_attempts',
      text: `SELECT number, trigger, outcome, status_code AS "statusCode", response_headers AS "responseHeaders",
          response_body AS "responseBody", error, started_at AS "startedAt",
          json_build_object('wait', wait_ms, 'dns', dns_ms, 'connect', connect_ms, 'tls', tls_ms, 'first_byte', first_byte_ms,
            'total', total_ms) AS "timingsMs", coalesce(url, '') AS url, coalesce(request_headers, '{}') AS "requestHeaders",
          -- Of an attempt of the release before: what is kept, and no more, may have been all.
          coalesce(body_is_cut, octet_length(response_body) = 16384) AS "isBodyCut"
        FROM (
          SELECT *, sum(octet_length(response_body) + octet_length(response_headers::text) + octet_length(error)
            + coalesce(octet_length(url), 0) + coalesce(octet_length(request_headers::text), 0) + ${otherBytesMax})
            OVER (ORDER BY number DESC) AS bytes
          FROM attempt WHERE event_day = $1 AND delivery_id = $2
        ) AS weighed WHERE bytes <= ${pageBytesMax} ORDER BY number`,
      values: [day, delivery.id],
    }),
  ])
  return { payload: event?.payload ?? Buffer.alloc(0), attempts }
}

/** The unfinished delivery in the queue; undefined once it has ended. */
export async function findQueued(db: Queryable, workspaceId: string, id: string): Promise<QueuedDelivery | undefined> {
  const [row] = await db.query<QueuedDelivery>({
    name: 'delivery_queued',
    text: `SELECT plinth_now() AS now, attempt_no AS attempts, spent, coalesce(blocked_next_at, next_at) AS "nextAt",
        coalesce(blocked_give_up_at, give_up_at) AS "endsAt", lease_token IS NOT NULL AS "isInFlight", held_at AS "heldSince",
        blocked_next_at IS NOT NULL AS "isBlocked"
      FROM delivery_due WHERE delivery_id = $2 AND workspace_id || '' = $1`,
    values: [workspaceId, id],
  })
  return row
}

/**
 * SQL: delivery `d` is of the workspace. NOTE: an expression has no index: beside the column of another index, the planner would
 * read that of the workspace as well, with all of its deliveries.
 */
export const isOfWorkspace = (value: string): string => `d.workspace_id || '' = ${value}`

// A status changes with each attempt, and would change its index. So a filter looks at a bounded number of deliveries in their order.
const scanned = { ...scannedRows, alias: 'd', fields: ['status', 'event_type'] }

/** @param namespaceId Empty: of any namespace. */
export const deliveriesOf = (workspaceId: string, endpointId: string, namespaceId: string): PageSource => ({
  columns,
  from: 'delivery d',
  where: `d.endpoint_id = $2 AND ${isOfWorkspace('$1')}`,
  values: [workspaceId, endpointId, ...(namespaceId === '' ? [] : [namespaceId])],
  scan: { ...scanned, ...(namespaceId === '' ? {} : { where: 'd.namespace_id = $3' }) },
  fields: {
    created_at: { column: 'd.created_at', type: 'time' },
    status: { column: 'd.status', type: 'text', isUnsorted: true },
    event_type: { column: 'd.event_type', type: 'text', isUnsorted: true },
  },
  idColumn: 'd.id',
  search: ['d.event_type'],
  totalMax: 10_000,
})

export const pageDeliveries = pagesOf(deliveriesOf, fromRow<Delivery>)
