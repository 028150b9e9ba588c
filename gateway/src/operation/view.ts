import type { ListQuery, PageInfo } from '@plinth/proto/common/v1/list.ts'
import type { TailEventsResponse } from '@plinth/proto/webhooks/v1/events.ts'
import type { NewCookie } from '../access/session-cookie.ts'
import { fail } from '../errors.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** Options of the caller for the response. */
export interface Shape {
  /** Undefined: all. */
  fields: ReadonlySet<string> | undefined
  includes: ReadonlySet<string>
  list: ListQuery
  isAppendOnly: boolean
  /** Returns the URL of the request with changed query parameters; undefined removes a parameter. */
  link: (changes: Readonly<Record<string, string | undefined>>) => string
}

/** Events of a workspace, a page at a time, without an end. */
export interface EventFeed {
  workspaceId: string
  first: TailEventsResponse
  /** The events from a cursor on. Rejects as a call does. */
  read(cursor: string): Promise<TailEventsResponse>
}

export interface Rendered {
  /** Absent if the response has no body. */
  body?: JsonObject
  /** Instead of a body: chunks of a body of any size. */
  stream?: AsyncGenerator<Buffer, void>
  /** Instead of a body: of an event stream. */
  feed?: EventFeed
  /** Version of the row, or of the list. */
  version?: number
  /** The cookie of the page that asks: the token of a new session, or no longer any. */
  cookie?: NewCookie
  /** Status, if it differs from that of the record. */
  status?: 200
}

/** Pure: the same result and shape give the same bytes. */
export type View<Result> = (result: Result, shape: Shape) => Rendered
type ItemView<Item, Result> = (item: Item, includes: ReadonlySet<string>, result: Result) => JsonObject

/** `{"data": {…}}` of the row that the result has under this name; `extra` adds what only this answer shows. */
export const one =
  <Name extends string, Item extends object, Result = object>(
    name: Name,
    view: ItemView<Item, Result>,
    extra?: (result: Result) => JsonObject,
  ): View<Result & { readonly [Property in Name]?: Item | undefined }> =>
  (result, shape) => {
    const item = result[name]
    if (item === undefined) throw fail.brokenContract('the row it was asked for')
    const data = select({ ...view(item, shape.includes, result), ...extra?.(result) }, shape.fields)
    const version = 'version' in item && typeof item.version === 'number' ? { version: item.version } : {}
    return { body: { data }, ...version }
  }

/** `{"data": {…}}` of the result itself. */
export const whole =
  <Result>(view: (result: Result) => JsonObject): View<Result> =>
  (result, shape) => ({ body: { data: select(view(result), shape.fields) } })

/** `{"data": […], "meta": {…}, "links": {…}}` of the rows that the result has under this name. A version is of the whole list. */
export const many =
  <Name extends string, Item, Result = object>(
    name: Name,
    view: ItemView<Item, Result>,
  ): View<Result & ListResult & { readonly [Property in Name]: readonly Item[] }> =>
  (result, shape) => {
    if (result.page === undefined) throw fail.brokenContract('page information')
    const data = result[name].map((item) => select(view(item, shape.includes, result), shape.fields))
    const version = result.version === undefined ? {} : { version: result.version }
    return { body: listEnvelope(data, result.page, shape), ...version }
  }

interface ListResult {
  page?: PageInfo | undefined
  version?: number
}

/** Pages of an append-only list end here: its total is exact no further (api.md §5). */
const exactRowsMax = 10_000

export function listEnvelope(data: readonly JsonObject[], page: PageInfo, shape: Shape): JsonObject {
  return shape.list.cursor === undefined ? paged(data, page, shape) : byCursor(data, page, shape)
}

function paged(data: readonly JsonObject[], info: PageInfo, shape: Shape): JsonObject {
  const { page, perPage } = shape.list
  const isExact = !shape.isAppendOnly || info.totalIsExact
  if (!isExact && (page - 1) * perPage >= exactRowsMax) {
    throw fail.parameter({ page: ['The page number is too high for this list. Use cursor instead.'] })
  }
  const lastPage = Math.max(1, Math.ceil(info.total / perPage))
  const link = (number: number) => shape.link({ page: String(number) })
  return {
    data,
    meta: {
      current_page: page,
      per_page: perPage,
      total: info.total,
      ...(shape.isAppendOnly ? { total_is_exact: isExact } : {}),
      last_page: lastPage,
      from: data.length === 0 ? null : (page - 1) * perPage + 1,
      to: data.length === 0 ? null : (page - 1) * perPage + data.length,
    },
    links: {
      first: link(1),
      last: link(lastPage),
      prev: page > 1 ? link(Math.min(page - 1, lastPage)) : null,
      next: page < lastPage ? link(page + 1) : null,
    },
  }
}

function byCursor(data: readonly JsonObject[], info: PageInfo, shape: Shape): JsonObject {
  const next = info.nextCursor
  return {
    data,
    meta: { per_page: shape.list.perPage, next_cursor: next === '' ? null : next },
    links: { next: next === '' ? null : shape.link({ cursor: next }) },
  }
}

/** Returns the result without an envelope. */
export const bare =
  <Result>(view: (result: Result) => JsonObject): View<Result> =>
  (result) => ({ body: view(result) })

export const nothing: View<unknown> = () => ({})

function select(data: JsonObject, fields: ReadonlySet<string> | undefined): JsonObject {
  if (fields === undefined) return data
  return Object.fromEntries(Object.entries(data).filter(([field]) => field === 'id' || fields.has(field)))
}

export const isoTime = (time: Date | undefined): string | null => time?.toISOString() ?? null
export const textOrNull = (text: string): string | null => (text === '' ? null : text)
