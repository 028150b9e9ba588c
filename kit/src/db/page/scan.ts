import type { Filter, Sort } from '@plinth/proto/common/v1/list.ts'
import { type Conditions, conditionsOf } from './conditions.ts'
import { orderOf } from './order.ts'
import type { PageSource } from './page-source.ts'

/** Additional columns of a scanned page. */
export interface Scanned {
  is_found?: boolean
  /** The last row that the page may look at; found or not. */
  is_end?: boolean
}

/** The filters that an index bounds, and those that are asked of each row that is looked at. */
export function splitFilters(
  { scan }: PageSource,
  filters: readonly Filter[],
): { bounding: Filter[]; asked: Filter[] } {
  const isAsked = ({ field }: Filter) => scan?.fields.includes(field) === true
  return { bounding: filters.filter((filter) => !isAsked(filter)), asked: filters.filter(isAsked) }
}

/**
 * SQL of the first `count` rows that meet the asked conditions, among the first `rowsMax` of the list; the last of those comes too.
 * Reads no further than it needs to. Undefined where nothing is asked. Adds the values of the filters to `conditions`.
 */
export function scanOf(
  source: PageSource,
  conditions: Conditions,
  asked: readonly Filter[],
  { sort, count }: { sort: readonly Sort[]; count: number },
): string | undefined {
  const { scan, columns, from } = source
  if (scan === undefined || (asked.length === 0 && scan.where === undefined)) return undefined
  const { sql, values } = conditionsOf({ ...source, where: scan.where ?? 'true', values: conditions.values }, asked)
  conditions.values = values
  const { alias, rowsMax } = scan
  const order = orderOf(source, sort)
  const first = `SELECT ${alias}.* FROM ${from} WHERE ${conditions.sql} ORDER BY ${order} LIMIT ${rowsMax}`
  const numbered = `SELECT ${alias}.*, row_number() OVER (ORDER BY ${order}) AS row_read FROM (${first}) AS ${alias}`
  return `SELECT ${columns}, (${sql}) IS TRUE AS is_found, row_read = ${rowsMax} AS is_end FROM (${numbered}) AS ${alias}
    WHERE (${sql}) OR row_read = ${rowsMax} ORDER BY ${order} LIMIT ${count}`
}

/** The rows of a page of `limit` rows, and the row after which the next page begins, if there may be one. */
export function scannedPage<Row extends Scanned>(
  found: readonly Row[],
  limit: number,
): { rows: Row[]; last: Row | undefined } {
  const matches = found.filter((row) => row.is_found !== false)
  const rows = matches.slice(0, limit)
  if (matches.length > limit) return { rows, last: rows.at(-1) }
  return { rows, last: found.findLast((row) => row.is_end === true) }
}
