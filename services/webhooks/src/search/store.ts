// Each statement reads at most `foundMax` rows for each of its parts, by an index. Inside a workspace OFFSET 0 keeps the indexes of
// prefixes out: its webhooks are few, and those that begin with "https://" are all of them.
import { inPrefixOrder, type Queryable, startsWith } from '@plinth/kit/db'
import type { SearchResult } from '@plinth/proto/common/v1/search.ts'
import type { EventScope } from '../events/store.ts'
import { dayOfId, isId } from '../partitions/days.ts'

export type FoundRow = Omit<SearchResult, 'type'>

export const foundMax = 20
/** Of a URL the index has so many characters. */
const urlMax = 200

/** Living webhooks by ID, or by the beginning of a URL or host; of one workspace, unless it is undefined. Named by their URL. */
export function findEndpointsBy(db: Queryable, text: string, workspaceId: string | undefined): Promise<FoundRow[]> {
  const endpoints =
    workspaceId === undefined
      ? 'endpoint'
      : '(SELECT * FROM endpoint WHERE workspace_id = $4 AND deleted_at IS NULL OFFSET 0)'
  const [found, url] = ['SELECT e.id, e.url AS name, e.workspace_id AS "workspaceId"', `left(e.url, ${urlMax})`]
  const from = `FROM ${endpoints} e WHERE e.deleted_at IS NULL`
  return db.query<FoundRow>({
    name: `search_endpoints_${workspaceId === undefined ? 'all' : 'of'}`,
    text: `(${found}, true AS "isExact" ${from} AND e.id = $1)
      UNION ALL (${found}, e.url = $1 ${from} AND ${startsWith(url, '$2')} ${inPrefixOrder(url)} LIMIT ${foundMax})
      UNION ALL (${found}, e.host = $3 ${from} AND ${startsWith('e.host', '$3')} ${inPrefixOrder('e.host')} LIMIT ${foundMax})`,
    values: [text, text.slice(0, urlMax), text.toLowerCase(), ...(workspaceId === undefined ? [] : [workspaceId])],
  })
}

/** The event with this ID, named by its type. */
export async function findEventBy(
  db: Queryable,
  id: string,
  workspaceId: string | undefined,
  { namespaceId, hiddenTypes }: EventScope,
): Promise<FoundRow[]> {
  if (!isId('evt', id)) return []
  return db.query<FoundRow>({
    name: 'search_event',
    text: `SELECT id, type AS name, workspace_id AS "workspaceId", true AS "isExact" FROM event
      WHERE event_day = $1 AND id = $2 AND ($3::text IS NULL OR workspace_id = $3) AND ($4 = '' OR namespace_id = $4)
        AND type <> ALL ($5)`,
    values: [dayOfId(id), id, workspaceId ?? null, namespaceId, hiddenTypes],
  })
}

/** The delivery with this ID and its webhook, named by the type of its event. */
export async function findDeliveryBy(
  db: Queryable,
  id: string,
  workspaceId: string | undefined,
  namespaceId: string,
): Promise<FoundRow[]> {
  if (!isId('del', id)) return []
  return db.query<FoundRow>({
    name: 'search_delivery',
    text: `SELECT id, event_type AS name, workspace_id AS "workspaceId", endpoint_id AS "webhookId", true AS "isExact" FROM delivery
      WHERE event_day = $1 AND id = $2 AND ($3::text IS NULL OR workspace_id = $3) AND ($4 = '' OR namespace_id = $4)`,
    values: [dayOfId(id), id, workspaceId ?? null, namespaceId],
  })
}
