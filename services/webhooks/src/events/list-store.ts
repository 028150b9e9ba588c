import { type Page, type PageSource, type Queryable, selectPage } from '@plinth/kit/db'
import { type Filter, Filter_Operator, type ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { RecordedEvent } from './event.ts'
import { columns, type EventScope, toEvent } from './store.ts'
import { parseTypes, type TypeFilter, tooManyFound, tooManyTypes, typesMax } from './type-filter.ts'

export const eventsOf = (workspaceId: string, { namespaceId, hiddenTypes }: EventScope): PageSource => ({
  columns,
  from: 'event e',
  where: `e.workspace_id = $1 AND ($2 = '' OR e.namespace_id = $2) AND e.type <> ALL ($3)`,
  values: [workspaceId, namespaceId, hiddenTypes],
  fields: {
    created_at: { column: 'e.created_at', type: 'time' },
    event_id: {
      column: 'e.caller_id',
      type: 'text',
      isUnsorted: true,
      // The key of a workspace and its id is the only index that has it.
      equals: (value) =>
        `(e.event_day, e.id) IN (SELECT k.event_day, k.event_id FROM event_key k WHERE k.workspace_id = $1 AND k.caller_id = ${value})`,
    },
  },
  idColumn: 'e.id',
  // listEvents looks the types up first: a search of the rows would read the whole history.
  search: [],
  totalMax: 10_000,
  bytes: 'octet_length(payload)',
})

const isSearch = ({ operator }: Filter) => operator === Filter_Operator.OPERATOR_SEARCH

/**
 * Events of a channel, of types. What is rare in a workspace may be common in others: a plan that knows how often it comes in all of
 * them may read the whole history for a page. So the list is made of parts, each read from an index that has its order.
 */
export async function listEvents(
  db: Queryable,
  workspaceId: string,
  scope: EventScope,
  query: ListQuery | undefined,
): Promise<Page<RecordedEvent>> {
  const filters = query?.filters ?? []
  const asked = (name: string) => filters.find((filter) => filter.field === name && !isSearch(filter))?.value
  const [type, channel, search] = [asked('type'), asked('channel'), filters.find(isSearch)?.value]
  const named = type === undefined ? undefined : await namesOf(db, workspaceId, parseTypes(type))
  const types = search === undefined ? named : await namesWith(db, workspaceId, search, named)
  const all = eventsOf(workspaceId, scope)
  const source = channel === undefined ? ofTypes(all, types) : ofChannel(all, channel, types)
  const isRest = (filter: Filter) => !isSearch(filter) && filter.field !== 'type' && filter.field !== 'channel'
  const rest = query && { ...query, filters: filters.filter(isRest) }
  return selectPage(db, source, rest, toEvent)
}

function ofTypes(source: PageSource, types: readonly string[] | undefined): PageSource {
  if (types === undefined) return source
  const place = `$${source.values.length + 1}::text[]`
  return {
    ...source,
    values: [...source.values, types],
    parts: [{ each: `unnest(${place}) AS one (type)`, where: 'e.type = one.type' }],
  }
}

const channelsMax = 5

function ofChannel(source: PageSource, channel: string, types: readonly string[] | undefined): PageSource {
  const [at, typesAt] = [source.values.length + 1, source.values.length + 2]
  // One index for each place in the array; an event that names the channel twice is in the first part alone.
  const parts = Array.from({ length: channelsMax }, (_, place) => ({
    where: `e.channels[${place + 1}] = $${at}::text AND $${at}::text <> ALL (e.channels[1:${place}])`,
  }))
  return {
    ...source,
    where: `${source.where} AND ($${typesAt}::text[] IS NULL OR e.type = ANY ($${typesAt}::text[]))`,
    // PostgreSQL's text has no U+0000, and no channel has it.
    values: [...source.values, channel.includes('\0') ? '' : channel, types ?? null],
    parts,
  }
}

/** The names and those of the workspace's events that begin with one of the prefixes. Throws INVALID_PARAMETER for too many. */
async function namesOf(
  db: Queryable,
  workspaceId: string,
  types: TypeFilter | undefined,
): Promise<readonly string[] | undefined> {
  if (types === undefined || types.prefixes.length === 0) return types?.names
  const step = (from: string, after: string) => `SELECT p.prefix, next.type FROM ${from} CROSS JOIN LATERAL (
      SELECT e.type FROM event e WHERE e.workspace_id = $1 AND ${after} AND e.type ~<~ (left(p.prefix, -1) || '/')
      ORDER BY e.type USING ~<~ LIMIT 1) next`
  const rows = await db.query<{ type: string }>({
    // From each type to the next one in the index; '/' follows '.'.
    text: `WITH RECURSIVE p (prefix, type) AS (
        ${step('unnest($2::text[]) AS p (prefix)', 'e.type ~>=~ p.prefix')} UNION ALL ${step('p', 'e.type ~>~ p.type')}
      ) SELECT type FROM p LIMIT ${typesMax + 1}`,
    values: [workspaceId, types.prefixes],
  })
  const names = [...new Set([...types.names, ...rows.map(({ type }) => type)])]
  if (names.length > typesMax) throw tooManyTypes()
  return names
}

/**
 * The types of the workspace's events that contain the text, whatever their case; of these names only, where there are any. Throws
 * INVALID_PARAMETER for too many.
 */
async function namesWith(
  db: Queryable,
  workspaceId: string,
  text: string,
  among: readonly string[] | undefined,
): Promise<readonly string[]> {
  // PostgreSQL's text has no U+0000, and no type has it.
  if (text.includes('\0')) return []
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const next = (after: string) =>
    `SELECT e.type FROM event e WHERE e.workspace_id = $1 ${after} ORDER BY e.type USING ~<~ LIMIT 1`
  const rows = await db.query<{ type: string }>({
    // From each type to the next one in the index: as many steps as types, however many events they have.
    text: `WITH RECURSIVE t (type) AS (
        (${next('')}) UNION ALL SELECT following.type FROM t CROSS JOIN LATERAL (${next('AND e.type ~>~ t.type')}) following
      ) SELECT type FROM t WHERE type ILIKE $2 AND ($3::text[] IS NULL OR type = ANY ($3)) LIMIT ${typesMax + 1}`,
    values: [workspaceId, pattern, among ?? null],
  })
  if (rows.length > typesMax) throw tooManyFound()
  return rows.map(({ type }) => type)
}
