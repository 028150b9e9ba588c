import { type Filter, Filter_Operator, type ListQuery, type PageInfo, type Sort } from '@plinth/proto/common/v1/list.ts'
import { PlinthError } from '../../errors/plinth-error.ts'
import type { Queryable, Statement } from '../database.ts'
import { conditionsOf, fieldOf } from './conditions.ts'
import { afterCursor, cursorAfter } from './cursor.ts'
import { namedOrder, orderOf } from './order.ts'
import { refuseSize, type Weighed, weighed } from './page-bytes.ts'
import type { PageSource } from './page-source.ts'
import { unionOf } from './parts.ts'
import { hasOnePlan, prepared } from './prepared.ts'
import { isScanned, scannedByCursor, scannedByNumber, splitFilters } from './scan.ts'
import { firstOfSpans, pageOfSpans, spansOf } from './spans.ts'

export interface Page<Item> {
  rows: Item[]
  info: PageInfo
}

const perPageMax = 100
const preparedPages = 3
const newestFirst = [{ field: 'created_at', descending: true }]

/**
 * One page of a list (api.md §5), by number with a total or by cursor without one. Fields outside the source are a mistake
 * of the caller's code (the gateway has refused them), so they throw.
 */
export async function selectPage<Row extends object, Item>(
  db: Queryable,
  source: PageSource,
  query: ListQuery | undefined,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const { cursor, filters = [], page = 1, perPage = 15 } = query ?? {}
  const sort = sortOf(query)
  const limit = Math.min(Math.max(perPage, 1), perPageMax)
  const { bounding, asked } = splitFilters(source, filters)
  const conditions = conditionsOf(source, bounding)
  const order = orderOf(source, sort)
  const isPrepared = hasOnePlan(source, filters)
  const asPlanned = (statement: Statement) => (isPrepared ? prepared(statement, source) : statement)
  // NOTE: what LIMIT and OFFSET say is part of the text: a plan that does not know them expects a tenth of the table.
  const rowsOf = (count: number, offset = 0, span?: string): Statement => {
    const select = (where: string, most: number, from = source.from) =>
      `SELECT ${source.columns} FROM ${from} WHERE ${where} ORDER BY ${order} LIMIT ${most}`
    const sql = within(conditions.sql, span)
    const union = unionOf(source.parts, (where, from) => select(`${sql} AND (${where})`, offset + count, from))
    const ordered = union && `SELECT * FROM (${union}) AS united ORDER BY ${namedOrder(sort)} LIMIT ${count}`
    const text = `${ordered ?? select(sql, count)}${offset > 0 ? ` OFFSET ${offset}` : ''}`
    return { text: weighed(text, source, sort), values: conditions.values }
  }
  const spans = spansOf(source.spans, { filters, cursor }, sort)
  const scanning = { source, conditions, asked, sort, spans }

  if (cursor !== undefined) {
    refuseNullable(source, sort)
    if (cursor !== '') afterCursor(conditions, source, sort, cursor)
    const pageOf = (rows: readonly Row[], last: Row | undefined): Page<Item> => {
      const nextCursor = last === undefined ? '' : cursorAfter(sort, last)
      return { rows: rows.map(toItem), info: { total: 0, totalIsExact: false, nextCursor } }
    }
    if (isScanned(source, asked)) {
      const page = await scannedByCursor<Row>(db, scanning, limit)
      return pageOf(page.rows, page.last)
    }
    const found =
      spans === undefined
        ? await db.query<Row & Weighed>(asPlanned(rowsOf(limit + 1)))
        : await firstOfSpans(spans, limit + 1, (span, count) => db.query<Row & Weighed>(rowsOf(count, 0, span)))
    const rows = found.slice(0, limit)
    return pageOf(rows, (found[0]?.rows_found ?? found.length) > rows.length ? rows.at(-1) : undefined)
  }
  if (source.scan !== undefined && source.scan.numberedMax === undefined)
    throw new Error('a list with filters that have no index is read by cursor')
  const offset = (Math.max(page, 1) - 1) * limit
  refuseDepth(source, offset + limit)
  if (isScanned(source, asked)) {
    const { rows, total, isCut } = await scannedByNumber<Row>(db, scanning, { limit, offset })
    const info = totalOf(source, total)
    return { rows: rows.map(toItem), info: { ...info, totalIsExact: info.totalIsExact && !isCut, nextCursor: '' } }
  }
  if (spans !== undefined) {
    const { rows, total } = await pageOfSpans(
      spans,
      { limit, offset, totalMax: source.totalMax },
      {
        read: (span, count, skipped) => db.query<Row>(rowsOf(count, skipped, span)),
        count: async (span) =>
          Number((await db.query<{ total: number }>(countOf(source, filters, order, span)))[0]?.total),
      },
    )
    return { rows: rows.map(toItem), info: { ...totalOf(source, total), nextCursor: '' } }
  }
  const wanted = rowsOf(limit, offset)
  const [rows, counted] = await Promise.all([
    db.query<Row & Weighed>(offset < preparedPages * limit ? asPlanned(wanted) : wanted),
    db.query<{ total: number }>(asPlanned(countOf(source, filters, order))),
  ])
  refuseSize(source, rows)
  return { rows: rows.map(toItem), info: { ...totalOf(source, Number(counted[0]?.total)), nextCursor: '' } }
}

const sortOf = (query: ListQuery | undefined): readonly Sort[] =>
  query?.sort !== undefined && query.sort.length > 0 ? query.sort : newestFirst

/** The IDs of the first `count` rows of a list, whatever its page, and how many rows it has: for who composes a list of several. */
export async function selectFirstIds(
  db: Queryable,
  source: PageSource,
  query: ListQuery | undefined,
  count: number,
): Promise<{ ids: string[]; total: number }> {
  const { sql, values } = conditionsOf(source, query?.filters ?? [])
  const rows = await db.query<{ id: string; total: number }>({
    text: `SELECT ${source.idColumn} AS id, count(*) OVER () AS total FROM ${source.from} WHERE ${sql}
      ORDER BY ${orderOf(source, sortOf(query))} LIMIT ${Math.max(count, 1)}`,
    values,
  })
  return { ids: rows.map(({ id }) => id), total: Number(rows[0]?.total ?? 0) }
}

/** The function that reads a page of the list that `sourceOf` describes. */
export const pagesOf =
  <Of extends unknown[], Item>(sourceOf: (...of: Of) => PageSource, toItem: (row: object) => Item) =>
  (db: Queryable, query: ListQuery | undefined, ...of: Of): Promise<Page<Item>> =>
    selectPage(db, sourceOf(...of), query, toItem)

function refuseNullable(source: PageSource, sort: readonly Sort[]): void {
  const [nullable] = sort.filter(({ field }) => fieldOf(source, field).isNullable)
  if (nullable === undefined) return
  throw new PlinthError('INVALID_PARAMETER', `A cursor cannot be used when the list is sorted by ${nullable.field}.`, {
    details: { sort: [`${nullable.field} can be empty. Use page, or another sort.`] },
  })
}

const within = (sql: string, span: string | undefined) => (span === undefined ? sql : `${sql} AND ${span}`)

function countOf(source: PageSource, filters: readonly Filter[], order: string, span?: string): Statement {
  const { total, totalMax } = source
  if (total !== undefined && filters.every((filter) => knows(total, filter))) {
    const { sql, values } = conditionsOf({ ...total, values: source.values }, filters)
    return { text: `SELECT ${total.sum} AS total FROM ${total.from} WHERE ${sql}`, values }
  }
  const bound = totalMax === undefined ? '' : `LIMIT ${totalMax + 1}`
  const { sql: all, values } = conditionsOf(source, filters)
  const sql = within(all, span)
  // In order, so that each part is read from the index that has it.
  const union = unionOf(
    source.parts,
    (where, from = source.from) => `SELECT true FROM ${from} WHERE ${sql} AND (${where}) ORDER BY ${order} ${bound}`,
  )
  const listed = union === undefined ? `${source.from} WHERE ${sql}` : `(${union}) AS united`
  return { text: `SELECT count(*) AS total FROM (SELECT FROM ${listed} ${bound}) AS listed`, values }
}

const knows = ({ fields, search }: Pick<PageSource, 'fields' | 'search'>, { field, operator }: Filter): boolean =>
  operator === Filter_Operator.OPERATOR_SEARCH ? search.length > 0 : Object.hasOwn(fields, field)

function totalOf({ totalMax }: PageSource, total: number) {
  if (totalMax === undefined || total <= totalMax) return { total, totalIsExact: true }
  return { total: totalMax, totalIsExact: false }
}

function refuseDepth({ totalMax }: PageSource, depth: number): void {
  if (totalMax === undefined || depth <= totalMax) return
  throw new PlinthError('INVALID_PARAMETER', `The page is beyond ${totalMax} entries. Use cursor instead of page.`, {
    details: { cursor: [`Use cursor instead of page beyond the first ${totalMax} entries.`] },
  })
}
