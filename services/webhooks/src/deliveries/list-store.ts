import { dayOf } from '@plinth/kit/days'
import { type Page, type PageSource, type Queryable, scannedRows, selectPage } from '@plinth/kit/db'
import { fromRow } from '@plinth/kit/db/rows'
import { firstIdOf } from '@plinth/kit/ids'
import { Filter_Operator, type ListQuery } from '@plinth/proto/common/v1/list.ts'
import { dayOfId, isId } from '../partitions/days.ts'
import { lockInOrder } from '../partitions/store.ts'
import type { Delivery } from './delivery.ts'
import { lastOutcome } from './last-outcome.ts'
import { columns, isOfWorkspace } from './store.ts'

const askedFields = ['status', 'event_type', 'status_code', 'outcome']

export interface DeliveryScope {
  /** Undefined: every workspace. */
  workspaceId: string | undefined
  /** Empty: of any namespace. */
  namespaceId: string
  /** Undefined: of any webhook, of any event. */
  webhookId: string | undefined
  eventId: string | undefined
}

/** The deliveries of a workspace, of one of its webhooks, or of one event. */
export function workspaceDeliveriesOf({ workspaceId, namespaceId, webhookId, eventId }: DeliveryScope): PageSource {
  const values: unknown[] = []
  const place = (value: unknown) => `$${values.push(value)}`
  const text = (column: string) => ({ column, type: 'text', isUnsorted: true }) as const
  // NOTE: an expression has no index: of an event's few deliveries, those of a webhook are found by the event, not among all of the webhook.
  const endpoint = eventId === undefined ? 'd.endpoint_id' : `d.endpoint_id || ''`
  // No row has a text that is not an ID.
  const ofWebhook = (id: string) => (isId('wh', id) ? [`${endpoint} = ${place(id)}`] : ['false'])
  const ofEvent = (id: string) =>
    isId('evt', id) ? [`d.event_day = ${place(dayOfId(id))}`, `d.event_id = ${place(id)}`] : ['false']
  const narrower = [
    ...(webhookId === undefined ? [] : ofWebhook(webhookId)),
    ...(eventId === undefined ? [] : ofEvent(eventId)),
  ]
  const bounds = [...narrower]
  if (workspaceId !== undefined && narrower.length === 0) bounds.push(`d.workspace_id = ${place(workspaceId)}`)
  else if (workspaceId !== undefined) bounds.push(isOfWorkspace(place(workspaceId)))
  return {
    columns,
    from: 'delivery d',
    where: bounds.join(' AND '),
    // A status changes with each attempt, and would change its index: none has status, code or outcome.
    scan: {
      alias: 'd',
      rowsMax: scannedRows.rowsMax,
      fields: askedFields,
      ...(namespaceId === '' ? {} : { where: `d.namespace_id = ${place(namespaceId)}` }),
    },
    values,
    fields: {
      created_at: { column: 'd.created_at', type: 'time' },
      status: text('d.status'),
      event_type: text('d.event_type'),
      status_code: { column: 'd.status_code', type: 'number', isUnsorted: true },
      outcome: { ...text(''), equals: (value) => `${lastOutcome} = ${value}` },
    },
    idColumn: 'd.id',
    search: [],
  }
}

/**
 * The deliveries of all workspaces. Their order is that of the key (event_day, id), by the time of their events: no other index
 * has all.
 * @param until Undefined: now.
 */
export function allDeliveriesOf(until: Date | undefined): PageSource {
  const every = workspaceDeliveriesOf({ ...nowhere, workspaceId: undefined })
  // An event is no later than its deliveries, apart from clock differences.
  const last = until && new Date(until.getTime() + clocksApartMs)
  return {
    ...every,
    columns: `${columns}, d.event_day`,
    where: last === undefined ? 'true' : 'd.event_day <= $1 AND d.id < $2',
    values: last === undefined ? [] : [dayOf(last), firstIdOf('del', last)],
    scan: { alias: 'd', rowsMax: scannedRows.rowsMax, fields: [...askedFields, 'created_at'] },
    fields: { ...every.fields, event_day: { column: 'd.event_day', type: 'date' } },
  }
}

const clocksApartMs = 3_600_000
const nowhere = { namespaceId: '', webhookId: undefined, eventId: undefined }

/** Opens the transaction of such a list: a plan for so many rows might sort a whole history instead of reading the index in its order. */
export const listSettings: readonly string[] = [
  lockInOrder,
  ...['seqscan', 'bitmapscan', 'sort'].map((way) => `SET LOCAL enable_${way} = off`),
  'SET LOCAL max_parallel_workers_per_gather = 0',
]

const narrowing = ['webhook_id', 'event_id']

const isOfWhole = (query: ListQuery | undefined): boolean =>
  !(query?.filters ?? []).some(({ field }) => narrowing.includes(field))

/** One page of them, or of all workspaces, by cursor, under listSettings; the filters webhook_id and event_id are among those of the query. */
export async function listWorkspaceDeliveries(
  db: Queryable,
  workspaceId: string | undefined,
  namespaceId: string,
  query: ListQuery | undefined,
): Promise<Page<Delivery>> {
  const filters = query?.filters ?? []
  const asked = (name: string) => filters.find(({ field }) => field === name)?.value
  const scope = { workspaceId, namespaceId, webhookId: asked('webhook_id'), eventId: asked('event_id') }
  const rest = filters.filter(({ field }) => !narrowing.includes(field))
  const page = { page: 0, perPage: 15, sort: [], ...query, cursor: query?.cursor ?? '', filters: rest }
  if (workspaceId === undefined && isOfWhole(query)) {
    const until = rest.find(({ operator }) => operator === Filter_Operator.OPERATOR_AT_MOST)
    const source = allDeliveriesOf(until && new Date(until.value))
    const isOldestFirst = page.sort.some(({ descending }) => !descending)
    const sort = [{ field: 'event_day', descending: !isOldestFirst }]
    return selectPage(db, source, { ...page, sort }, fromRow<Delivery>)
  }
  return selectPage(db, workspaceDeliveriesOf(scope), page, fromRow<Delivery>)
}
