import { type Database, type Page, type PageSource, type Queryable, selectPage } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { dayOfId, isId } from '../partitions/days.ts'

/** What happened, as the endpoints of its workspace were told. */
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

/** Which events of a workspace a caller sees. */
export interface EventScope {
  /** Empty: of any namespace. */
  namespaceId: string
  hiddenTypes: readonly string[]
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
  const { rows, info } = await selectPage<EventRow>(database, eventsOf(workspaceId, scope), query)
  return { rows: rows.map(toEvent), info }
}

function toEvent({ id, type, namespace_id: namespaceId, created_at: createdAt, payload }: EventRow): RecordedEvent {
  return { id, type, namespaceId, createdAt, payload }
}
