import { type PageSource, pagesOf, type Queryable, type Statement, type Tx } from '@plinth/kit/db'
import { fromRow } from '@plinth/kit/db/rows'
import { healthStateSql, healthStates, isInHealthState } from '../endpoint-health/health-state.ts'
import type { Filter } from '../filters/filter.ts'
import { isId } from '../partitions/days.ts'
import { hideValues, type StoredHeaders } from './custom-headers.ts'
import { type Changes, type Endpoint, type EndpointFields, type EndpointKind, hostOf } from './endpoint.ts'

type StoredFields = Omit<EndpointFields, 'headers'>
interface NewEndpoint extends StoredFields, StoredHeaders {
  kind: EndpointKind
  isActive: boolean
  sealedSecret: Buffer
  disabledReason: string
}

/** Deliveries of one polling endpoint that are handed out at once, to all its pollers; the window of its state. */
const handedOutMax = 10_000

const columns = `e.id, e.workspace_id, e.kind, e.url, e.events, e.description, e.headers, e.is_active, e.retry_schedule_seconds,
  e.namespace_ids, e.channels, e.filter, e.payload AS payload_form, coalesce(e.rate_per_second, 0) AS rate_per_second, e.ordering,
  s.consecutive_failures, e.disabled_at, e.disabled_reason, e.previous_secret_until, e.created_at, e.updated_at, e.version,
  e.suspended_at IS NOT NULL AS is_suspended`
const from = 'endpoint e JOIN endpoint_state s ON s.endpoint_id = e.id'

/**
 * Locks the set of a workspace's endpoints: creations, and changes of the workspace's status, run one after the other from here to
 * the commit. Whatever depends on it is read by a later statement, whose snapshot is from after the wait.
 */
export const lockEndpointSet = (workspaceId: string): Statement => ({
  name: 'endpoint_count_lock',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('endpoint_count ' || $1, 0))`,
  values: [workspaceId],
})

/** Counts the endpoints under that lock. */
export async function countUnderLock(tx: Tx, workspaceId: string): Promise<number> {
  await tx.query(lockEndpointSet(workspaceId))
  const [row] = await tx.query<{ count: number }>({
    name: 'endpoint_count',
    text: 'SELECT count(*) FROM endpoint WHERE workspace_id = $1 AND deleted_at IS NULL',
    values: [workspaceId],
  })
  return Number(row?.count)
}

/** Under the lock of lockEndpointSet: the endpoint stands as its workspace does. */
export async function insertEndpoint(tx: Tx, workspaceId: string, id: string, fields: NewEndpoint): Promise<Endpoint> {
  await tx.query({
    name: 'endpoint_insert',
    text: `WITH e AS (
        INSERT INTO endpoint (id, workspace_id, url, events, description, headers, is_active, retry_schedule_seconds,
          sealed_secret, disabled_at, disabled_reason, sealed_headers, host, namespace_ids, channels, filter, payload,
          rate_per_second, ordering, kind, suspended_at, closing_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN NOT $7 THEN plinth_now() END, $10, $11, $12, $13, $14, $15, $16,
          nullif($17, 0), $18, $19,
          (SELECT plinth_now() FROM workspace_standing WHERE workspace_id = $2 AND status = 'suspended'),
          (SELECT plinth_now() FROM workspace_standing WHERE workspace_id = $2 AND status = 'deleted'))
      )
      INSERT INTO endpoint_state (endpoint_id, workspace_id, window_size, paused_until)
      VALUES ($1, $2, CASE WHEN $19 = 'poll' THEN ${handedOutMax} ELSE 2 END, CASE WHEN $19 = 'poll' THEN 'infinity'::timestamptz END)`,
    values: [
      ...[id, workspaceId, fields.url, fields.events, fields.description, fields.headers, fields.isActive],
      ...[fields.retryScheduleSeconds, fields.sealedSecret, fields.disabledReason, fields.sealedHeaders],
      ...[hostOf(fields.url), fields.namespaceIds, fields.channels, jsonOf(fields.filter), fields.payloadForm],
      ...[fields.ratePerSecond, fields.ordering, fields.kind],
    ],
  })
  return required(await findEndpoint(tx, workspaceId, id))
}

export async function findEndpoint(db: Queryable, workspaceId: string, id: string): Promise<Endpoint | undefined> {
  if (!isId('wh', id)) return undefined
  const [row] = await db.query({
    name: 'endpoint_find',
    text: `SELECT ${columns} FROM ${from} WHERE e.workspace_id = $1 AND e.id = $2 AND e.deleted_at IS NULL`,
    values: [workspaceId, id],
  })
  return row && toEndpoint(row)
}

/** Locks the endpoint_state row, then reads the endpoint in a second statement: its snapshot is from after the wait. */
export async function lockEndpoint(tx: Tx, workspaceId: string, id: string): Promise<Endpoint | undefined> {
  if (!isId('wh', id)) return undefined
  const [, endpoint] = await Promise.all([
    tx.query({
      name: 'endpoint_lock',
      text: 'SELECT FROM endpoint_state WHERE workspace_id = $1 AND endpoint_id = $2 FOR UPDATE',
      values: [workspaceId, id],
    }),
    findEndpoint(tx, workspaceId, id),
  ])
  return endpoint
}

/** Changes the given fields, under the lock of the endpoint. */
export async function updateEndpoint(
  tx: Tx,
  workspaceId: string,
  id: string,
  fields: Changes<StoredFields>,
  stored: StoredHeaders | undefined,
): Promise<Endpoint> {
  await tx.query({
    name: 'endpoint_update',
    text: `UPDATE endpoint SET url = coalesce($3, url), events = coalesce($4, events), description = coalesce($5, description),
        headers = coalesce($6, headers), retry_schedule_seconds = coalesce($7, retry_schedule_seconds),
        sealed_headers = CASE WHEN $6::jsonb IS NULL THEN sealed_headers ELSE $8 END, host = coalesce($9, host),
        namespace_ids = coalesce($10, namespace_ids), channels = coalesce($11, channels), payload = coalesce($12, payload),
        rate_per_second = nullif(coalesce($13, rate_per_second), 0), ordering = coalesce($16, ordering),
        filter = CASE WHEN $14 THEN $15 ELSE filter END,
        version = version + 1, updated_at = plinth_now()
      WHERE workspace_id = $1 AND id = $2`,
    values: [
      ...[workspaceId, id, fields.url, fields.events, fields.description, stored?.headers],
      ...[
        fields.retryScheduleSeconds,
        stored?.sealedHeaders,
        fields.url === undefined ? undefined : hostOf(fields.url),
      ],
      ...[fields.namespaceIds, fields.channels, fields.payloadForm, fields.ratePerSecond],
      ...[fields.filter !== undefined, jsonOf(fields.filter), fields.ordering],
    ],
  })
  return required(await findEndpoint(tx, workspaceId, id))
}

/** Turns the endpoint on or off, under its lock. */
export async function setActive(
  tx: Tx,
  workspaceId: string,
  id: string,
  isActive: boolean,
  disabledReason: string,
): Promise<Endpoint> {
  await tx.query({
    name: 'endpoint_set_activity',
    text: `UPDATE endpoint SET is_active = $3, disabled_at = CASE WHEN NOT $3 THEN plinth_now() END, disabled_reason = $4,
        version = version + 1, updated_at = plinth_now()
      WHERE workspace_id = $1 AND id = $2`,
    values: [workspaceId, id, isActive, disabledReason],
  })
  return required(await findEndpoint(tx, workspaceId, id))
}

/** Under the lock of the endpoint. Its endpoint_state row stays: deliveries in flight still end there. */
export async function deleteEndpoint(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.query({
    name: 'endpoint_delete',
    text: `UPDATE endpoint SET deleted_at = plinth_now(), is_active = false, version = version + 1 WHERE workspace_id = $1 AND id = $2`,
    values: [workspaceId, id],
  })
}

const ownFields: PageSource['fields'] = {
  created_at: { column: 'e.created_at', type: 'time' },
  updated_at: { column: 'e.updated_at', type: 'time' },
  url: { column: 'e.url', type: 'text' },
  is_active: { column: 'e.is_active', type: 'boolean', isUnsorted: true },
  status: { column: `CASE WHEN e.is_active THEN 'active' ELSE 'disabled' END`, type: 'text', isUnsorted: true },
}
const livingOf = (workspaceId: string | undefined) =>
  `${workspaceId === undefined ? '' : 'e.workspace_id = $1 AND '}e.deleted_at IS NULL`

/** @param workspaceId Undefined: of all workspaces. */
export const endpointsOf = (workspaceId: string | undefined): PageSource => ({
  columns,
  from,
  where: livingOf(workspaceId),
  values: workspaceId === undefined ? [] : [workspaceId],
  fields: { ...ownFields, health: { column: healthStateSql, type: 'text', isUnsorted: true, equals: isOfHealth } },
  idColumn: 'e.id',
  search: ['e.url', 'e.description'],
  // Each endpoint has a state: one that is only counted needs none.
  total: {
    sum: 'count(*)',
    from: 'endpoint e',
    where: livingOf(workspaceId),
    fields: ownFields,
    search: ['e.url', 'e.description'],
  },
})

function isOfHealth(value: string, text: string): string {
  const state = healthStates.find((one) => one === text)
  return state === undefined ? `${healthStateSql} = ${value}` : `${value} = '${state}' AND ${isInHealthState(state)}`
}

function toEndpoint(row: object): Endpoint {
  const { headers, ...endpoint } = fromRow<Endpoint>(row)
  return { ...endpoint, headers: hideValues(headers) }
}

export const pageEndpoints = pagesOf(endpointsOf, toEndpoint)

function required(endpoint: Endpoint | undefined): Endpoint {
  if (endpoint === undefined) throw new Error('an endpoint vanished under its lock')
  return endpoint
}

// A parameter that is an object without a type of its own would be sent as text of another form.
const jsonOf = (filter: Filter | null | undefined): string | null => (filter ? JSON.stringify(filter) : null)
