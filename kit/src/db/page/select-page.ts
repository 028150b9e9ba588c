import type { ListQuery, PageInfo, Sort } from '@plinth/proto/common/v1/list.ts'
import { PlinthError } from '../../errors/plinth-error.ts'
import type { Queryable } from '../database.ts'
import { type Conditions, conditionsOf, fieldOf } from './conditions.ts'
import { afterCursor, cursorAfter, lastDirection } from './cursor.ts'
import type { PageField, PageSource } from './page-source.ts'

export interface Page<Row> {
  rows: Row[]
  info: PageInfo
}

const perPageMax = 100
const newestFirst = [{ field: 'created_at', descending: true }]

/**
 * One page of a list (api.md §5), by number with a total or by cursor without one. Fields outside the source are a mistake
 * of the caller's code (the gateway has refused them), so they throw.
 */
export async function selectPage<Row extends object>(
  db: Queryable,
  source: PageSource,
  query: ListQuery | undefined,
): Promise<Page<Row>> {
  const { cursor, filters = [], page = 1, perPage = 15 } = query ?? {}
  const sort = query?.sort !== undefined && query.sort.length > 0 ? query.sort : newestFirst
  const limit = Math.min(Math.max(perPage, 1), perPageMax)
  const conditions = conditionsOf(source, filters)
  const order = [
    ...sort.map(({ field, descending }) => orderBy(fieldOf(source, field), descending)),
    `${source.idColumn} ${lastDirection(sort) ? 'DESC' : 'ASC'}`,
  ].join(', ')
  const rowsOf = (values: unknown[], offset: string) =>
    db.query<Row>({
      text: `SELECT ${source.columns} FROM ${source.from} WHERE ${conditions.sql} ORDER BY ${order} ${offset}`,
      values,
    })

  if (cursor !== undefined) {
    refuseNullable(source, sort)
    if (cursor !== '') afterCursor(conditions, source, sort, cursor)
    const rows = await rowsOf(conditions.values, `LIMIT ${limit + 1}`)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const nextCursor = last === undefined ? '' : cursorAfter(sort, last)
    return { rows: rows.slice(0, limit), info: { total: 0, totalIsExact: false, nextCursor } }
  }
  const offset = (Math.max(page, 1) - 1) * limit
  refuseDepth(source, offset + limit)
  const [rows, total] = await Promise.all([
    rowsOf([...conditions.values, offset], `LIMIT ${limit} OFFSET $${conditions.values.length + 1}::bigint`),
    countOf(db, source, conditions),
  ])
  return { rows, info: { ...total, nextCursor: '' } }
}

// NULLS LAST only where there can be one: a plain index is not in that order.
const orderBy = ({ column, isNullable }: PageField, descending: boolean) =>
  `${column} ${descending ? 'DESC' : 'ASC'}${isNullable ? ' NULLS LAST' : ''}`

function refuseNullable(source: PageSource, sort: readonly Sort[]): void {
  const [nullable] = sort.filter(({ field }) => fieldOf(source, field).isNullable)
  if (nullable === undefined) return
  throw new PlinthError('INVALID_PARAMETER', `A cursor cannot follow the order of ${nullable.field}.`, {
    details: { sort: [`${nullable.field} may be empty: use page, or another order.`] },
  })
}

async function countOf(db: Queryable, source: PageSource, { sql, values }: Conditions) {
  const { totalMax } = source
  const bound = totalMax === undefined ? '' : `LIMIT ${totalMax + 1}`
  const [row] = await db.query<{ total: number }>({
    text: `SELECT count(*) AS total FROM (SELECT FROM ${source.from} WHERE ${sql} ${bound}) AS listed`,
    values,
  })
  const total = Number(row?.total)
  if (totalMax === undefined || total <= totalMax) return { total, totalIsExact: true }
  return { total: totalMax, totalIsExact: false }
}

function refuseDepth({ totalMax }: PageSource, depth: number): void {
  if (totalMax === undefined || depth <= totalMax) return
  throw new PlinthError('INVALID_PARAMETER', `Pages beyond ${totalMax} entries need a cursor.`, {
    details: { cursor: [`Use cursor instead of page beyond ${totalMax} entries.`] },
  })
}
