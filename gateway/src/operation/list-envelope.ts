import type { PageInfo } from '@plinth/proto/common/v1/list.ts'
import { fail } from '../errors.ts'
import type { JsonObject, Shape } from './view.ts'

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
