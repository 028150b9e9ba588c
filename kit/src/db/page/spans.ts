// A list in a table with a partition for each day, read some days at a time. PostgreSQL plans a statement for every partition that it
// may read, and locks it with its indexes: with those of a year that takes a hundred times as long as reading the page, and with those
// of four years the locks of a few such statements are more than a server has room for.
import { type Filter, Filter_Operator, type ListQuery, type Sort } from '@plinth/proto/common/v1/list.ts'
import { dayAfter, dayOf } from '../../days.ts'
import { timeOfCursor } from './cursor.ts'
import type { Spans } from './page-source.ts'

/** A list's time, its day, and the first and last day that there are. The day may be null for rows of other tables. */
export interface Days {
  time: string
  day: string
  first: string
  last: string
}

// Most pages are of the first span.
const firstDays = 32
const moreDays = 128

export function daySpans({ time, day, first, last }: Days): Spans {
  return ({ fromMs, toMs }) => {
    const top = toMs < startOf(last) ? dayOf(new Date(toMs)) : last
    const bottom = fromMs > startOf(first) ? dayOf(new Date(fromMs)) : first
    const spans: string[] = []
    for (let to = top, days = firstDays; ; days = moreDays) {
      const from = dayAfter(to, 1 - days)
      const isFirst = from <= bottom
      // A time is rounded to ms, its day is not: that of a row may be the day before.
      const conditions = [
        ...(to === top ? [] : [`${time} < '${dayAfter(to)}T00:00:00Z'`]),
        ...(isFirst ? [] : [`${time} >= '${from}T00:00:00Z'`]),
        `(${day} IS NULL OR ${day} >= '${dayAfter(isFirst ? bottom : from, -1)}' AND ${day} <= '${to}')`,
      ]
      spans.push(conditions.join(' AND '))
      if (isFirst) return spans
      to = dayAfter(from, -1)
    }
  }
}

const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** The spans of a page in its order; undefined: the list is read at once. Lists with spans are sorted by their time alone. */
export function spansOf(
  spans: Spans | undefined,
  { filters = [], cursor = '' }: Partial<Pick<ListQuery, 'filters' | 'cursor'>>,
  [first]: readonly Sort[],
): readonly string[] | undefined {
  if (spans === undefined || first?.field !== 'created_at') return undefined
  const at = timeOfCursor(cursor)
  const bounds = (operator: Filter_Operator, isCursor: boolean) => [
    ...filters.filter((filter) => isBound(filter, operator)).map(({ value }) => Date.parse(value)),
    ...(at === undefined || !isCursor ? [] : [at.getTime()]),
  ]
  const newestFirst = spans({
    fromMs: Math.max(...bounds(Filter_Operator.OPERATOR_AT_LEAST, !first.descending)),
    toMs: Math.min(...bounds(Filter_Operator.OPERATOR_AT_MOST, first.descending)),
  })
  return first.descending ? newestFirst : newestFirst.toReversed()
}

const isBound = ({ field, operator }: Filter, wanted: Filter_Operator) => field === 'created_at' && operator === wanted

/** The first `count` rows. */
export async function firstOfSpans<Row>(
  spans: readonly string[],
  count: number,
  read: (span: string, count: number) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (const span of spans) {
    if (rows.length >= count) break
    rows.push(...(await read(span, count - rows.length)))
  }
  return rows
}

export interface SpanReader<Row> {
  read(span: string, count: number, offset: number): Promise<Row[]>
  /** As far as totals are counted. */
  count(span: string): Promise<number>
}

/** A page by number and the total, which is counted no further than up to one more than `totalMax`. */
export async function pageOfSpans<Row>(
  spans: readonly string[],
  {
    limit,
    offset,
    totalMax = Number.POSITIVE_INFINITY,
  }: { limit: number; offset: number; totalMax?: number | undefined },
  { read, count }: SpanReader<Row>,
): Promise<{ rows: Row[]; total: number }> {
  const rows: Row[] = []
  let total = 0
  for (const span of spans) {
    const found = await count(span)
    const skipped = Math.max(offset - total, 0)
    if (rows.length < limit && found > skipped) rows.push(...(await read(span, limit - rows.length, skipped)))
    total += found
    if (total > totalMax) break
  }
  return { rows, total }
}
