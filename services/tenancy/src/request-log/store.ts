import { type Page, type PageSource, pagesOf, type Queryable, selectPage, type Tx } from '@plinth/kit/db'
import { arraysOf, fromRow } from '@plinth/kit/db/rows'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { fail } from '../errors.ts'
import type { LoggedRequest } from './logged-request.ts'

/** Filter for the calls that a caller may read. */
export interface LogScope {
  /** Empty: those of operators who named no workspace. Undefined: all. */
  workspaceId: string | undefined
  /** Only operators see the names of operators. */
  showsOperators: boolean
}

// In the order of the values of an insert, with their types.
const stored = {
  id: 'text',
  created_at: 'timestamptz',
  workspace_id: 'text',
  request_id: 'text',
  method: 'text',
  path: 'text',
  operation: 'text',
  status: 'int',
  code: 'text',
  duration_ms: 'int',
  key_id: 'text',
  session_id: 'text',
  user_id: 'text',
  actor_type: 'text',
  actor_name: 'text',
  namespace_id: 'text',
  is_replayed: 'boolean',
  limited_by: 'text',
  denial: 'jsonb',
  omitted: 'int',
} as const
const columns = Object.keys(stored).join(', ')
const given = Object.values(stored).map((type, at) => `$${at + 1}::${type}[]`)

export async function insertRequests(tx: Tx, requests: readonly LoggedRequest[]): Promise<void> {
  await tx.query({
    name: 'request_log_insert',
    text: `INSERT INTO request_log (${columns}) SELECT * FROM unnest(${given.join(', ')})`,
    values: [
      ...arraysOf(requests, 'id createdAt workspaceId requestId method path operation status code durationMs keyId'),
      ...arraysOf(requests, 'sessionId userId actorType actorName namespaceId isReplayed limitedBy'),
      requests.map(({ denial }) => (denial === undefined ? null : JSON.stringify(denial))),
      requests.map(({ omitted }) => omitted),
    ],
  })
}

/** One page of the calls with this request id, newest first. Throws INVALID_PARAMETER where all workspaces are too many. */
export async function findRequests(
  db: Queryable,
  scope: LogScope,
  requestId: string,
  query: ListQuery | undefined,
): Promise<Page<LoggedRequest>> {
  const workspaceIds = scope.workspaceId === undefined ? await workspacesWith(db, requestId) : [scope.workspaceId]
  // The index has the calls of each workspace in the order of the list: a page reads as much of each as of a list.
  const source: PageSource = {
    ...requestsOf(scope),
    where: 'request_id = $1',
    values: [requestId, workspaceIds],
    parts: [{ each: 'unnest($2::text[]) AS one (workspace)', where: 'workspace_id = one.workspace' }],
  }
  return selectPage(db, source, query, fromRow<LoggedRequest>)
}

// A caller's own id may be that of calls of any workspace.
const workspacesMax = 100

/** The workspaces with calls of this request id, and empty text for those of none. Throws INVALID_PARAMETER for too many. */
async function workspacesWith(db: Queryable, requestId: string): Promise<string[]> {
  const next = (after: string) =>
    `SELECT workspace_id FROM request_log WHERE request_id = $1 ${after} ORDER BY workspace_id LIMIT 1`
  const rows = await db.query<{ id: string }>({
    name: 'request_log_workspaces',
    // From each workspace to the next one in the index: as many steps as workspaces, however many calls they made.
    text: `WITH RECURSIVE w (id) AS (
        (${next('')}) UNION ALL SELECT following.* FROM w CROSS JOIN LATERAL (${next('AND workspace_id > w.id')}) following
      ) SELECT id FROM w LIMIT ${workspacesMax + 1}`,
    values: [requestId],
  })
  if (rows.length > workspacesMax) throw fail.requestIdShared(workspacesMax)
  return rows.map(({ id }) => id)
}

/** Rows that a page looks through under filters; an index has them in the order of the list. */
export const windowRows = 10_000

/** The source of the list, also for the test of its plans. */
export function requestsOf({ workspaceId, showsOperators }: LogScope): PageSource {
  const text = (column: string) => ({ column, type: 'text', isUnsorted: true }) as const
  const shown = (column: string) =>
    showsOperators ? column : `CASE actor_type WHEN 'operator' THEN '' ELSE ${column} END`
  const hidden = ['key_id', 'session_id', 'actor_name']
  const select = Object.keys(stored).map((column) =>
    hidden.includes(column) ? `${shown(column)} AS ${column}` : column,
  )
  const asked = {
    method: text('method'),
    operation: text('operation'),
    status: { column: 'status', type: 'number', isUnsorted: true },
    code: text('code'),
    key_id: text(shown('key_id')),
    session_id: text(shown('session_id')),
    user_id: text('user_id'),
    feature: text("(denial ->> 'feature')"),
    is_refused: { column: '(denial IS NOT NULL)', type: 'boolean', isUnsorted: true },
  } satisfies PageSource['fields']
  return {
    columns: select.join(', '),
    from: 'request_log',
    where: workspaceId === undefined ? 'true' : 'workspace_id = $1',
    values: workspaceId === undefined ? [] : [workspaceId],
    fields: { created_at: { column: 'created_at', type: 'time' }, ...asked },
    idColumn: 'id',
    search: [],
    // No index: each would make every write dearer for questions that are rare.
    scan: { rowsMax: windowRows, alias: 'request_log', fields: Object.keys(asked) },
  }
}

/** One page of the calls, newest first. */
export const listRequests = pagesOf(requestsOf, fromRow<LoggedRequest>)
