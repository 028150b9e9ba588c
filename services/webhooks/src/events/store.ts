import { type Database, type Page, type PageSource, type Queryable, selectPage, type Tx } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { dayOfId, isId } from '../partitions/days.ts'
import { type IncomingEvent, payloadBytes } from './event.ts'

/** An event as it was sent to the endpoints of its workspace. */
export interface RecordedEvent {
  id: string
  type: string
  namespaceId: string
  createdAt: Date
  payload: Buffer
}

interface EventRow {
  id: string
  type: string
  namespace_id: string
  created_at: Date
  payload: Buffer
}

const columns = 'e.id, e.type, e.namespace_id, e.created_at, e.payload'

/** The events of a workspace that a caller sees. */
export interface EventScope {
  /** Empty: of any namespace. */
  namespaceId: string
  hiddenTypes: readonly string[]
}

/** Stores events in the order of their ids; returns the ids of those that are new. */
export async function insertEvents(tx: Tx, events: readonly IncomingEvent[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>({
    name: 'event_insert',
    text: `INSERT INTO event (event_day, id, workspace_id, namespace_id, type, object_id, payload, created_at, traceparent)
      SELECT * FROM unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::timestamptz[], $9::text[])
      ON CONFLICT DO NOTHING RETURNING id`,
    values: [
      events.map(({ id }) => dayOfId(id)),
      events.map(({ id }) => id),
      events.map(({ workspaceId }) => workspaceId),
      events.map(({ namespaceId }) => namespaceId),
      events.map(({ type }) => type),
      events.map(({ objectId }) => objectId),
      events.map(payloadBytes),
      events.map(({ createdAt }) => createdAt),
      events.map(({ traceparent = '' }) => traceparent),
    ],
  })
  return new Set(rows.map(({ id }) => id))
}

export async function findEvent(
  db: Queryable,
  workspaceId: string,
  { namespaceId, hiddenTypes }: EventScope,
  id: string,
): Promise<RecordedEvent | undefined> {
  if (!isId('evt', id)) return undefined
  const [row] = await db.query<EventRow>({
    name: 'event_find',
    text: `SELECT ${columns} FROM event e
      WHERE e.workspace_id = $1 AND ($2 = '' OR e.namespace_id = $2) AND e.type <> ALL ($3) AND e.event_day = $4 AND e.id = $5`,
    values: [workspaceId, namespaceId, hiddenTypes, dayOfId(id), id],
  })
  return row === undefined ? undefined : toEvent(row)
}

export const eventsOf = (workspaceId: string, { namespaceId, hiddenTypes }: EventScope): PageSource => ({
  columns,
  from: 'event e',
  where: `e.workspace_id = $1 AND ($2 = '' OR e.namespace_id = $2) AND e.type <> ALL ($3)`,
  values: [workspaceId, namespaceId, hiddenTypes],
  fields: {
    created_at: { column: 'e.created_at', type: 'time' },
    type: { column: 'e.type', type: 'text', isUnsorted: true },
  },
  idColumn: 'e.id',
  search: ['e.type'],
  totalMax: 10_000,
})

export async function listEvents(
  database: Database,
  workspaceId: string,
  scope: EventScope,
  query: ListQuery | undefined,
): Promise<Page<RecordedEvent>> {
  return selectPage(database, eventsOf(workspaceId, scope), query, toEvent)
}

function toEvent({ id, type, namespace_id: namespaceId, created_at: createdAt, payload }: EventRow): RecordedEvent {
  return { id, type, namespaceId, createdAt, payload }
}
