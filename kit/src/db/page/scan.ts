import type { Filter, Sort } from '@plinth/proto/common/v1/list.ts'
import type { Queryable } from '../database.ts'
import { type Conditions, conditionsOf } from './conditions.ts'
import { orderOf } from './order.ts'
import type { PageSource } from './page-source.ts'
import { unionOf } from './parts.ts'
import { pageOfSpans } from './spans.ts'

/** The filters that an index bounds, and those that are asked of each row that is looked at. */
export function splitFilters(
  { scan }: PageSource,
  filters: readonly Filter[],
): { bounding: Filter[]; asked: Filter[] } {
  const isAsked = ({ field }: Filter) => scan?.fields.includes(field) === true
  return { bounding: filters.filter((filter) => !isAsked(filter)), asked: filters.filter(isAsked) }
}

/** A list of which a page is scanned. `conditions` are those that an index bounds, with those of the cursor. */
interface Scanning {
  source: PageSource
  conditions: Conditions
  /** The filters without an index. */
  asked: readonly Filter[]
  sort: readonly Sort[]
  /** Read one after the other, together as far as a page may look. Undefined: the list is read at once. */
  spans: readonly string[] | undefined
}

export const isScanned = ({ scan }: PageSource, asked: readonly Filter[]): boolean =>
  scan !== undefined && (asked.length > 0 || scan.where !== undefined)

// The one span of a list that is read at once.
const whole = ['true']

/**
 * The first `limit` rows that meet the asked conditions, among the first `rowsMax` of the list, and the row after which the next page
 * begins, if there may be one: the last of the page, or the last that was looked at.
 */
export async function scannedByCursor<Row extends object>(
  db: Queryable,
  scanning: Scanning,
  limit: number,
): Promise<{ rows: Row[]; last: Row | undefined }> {
  const { source, sort, spans = whole } = scanning
  const matches: Row[] = []
  let most = source.scan?.rowsMax ?? 0
  for (const span of spans) {
    const { meets, from, values } = lookedAt(scanning, span, most)
    const found = await db.query<Row & { is_found: boolean; row_read: number }>({
      text: `SELECT ${source.columns}, (${meets}) IS TRUE AS is_found, row_read FROM ${from}
        WHERE (${meets}) OR is_last ORDER BY ${orderOf(source, sort)} LIMIT ${limit + 1}`,
      values,
    })
    matches.push(...found.filter((row) => row.is_found))
    const rows = matches.slice(0, limit)
    if (matches.length > limit) return { rows, last: rows.at(-1) }
    const end = found.at(-1)
    most -= Number(end?.row_read ?? 0)
    if (most === 0) return { rows, last: end }
  }
  return { rows: matches, last: undefined }
}

/**
 * A page by number among the first `numberedMax` rows of the list, and the total, counted to one more than totalMax.
 * `isCut`: the list goes on behind the rows that were looked at.
 */
export async function scannedByNumber<Row extends object>(
  db: Queryable,
  scanning: Scanning,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: Row[]; total: number; isCut: boolean }> {
  const { source, sort, spans = whole } = scanning
  const { scan, totalMax } = source
  if (scan?.numberedMax === undefined || totalMax === undefined)
    throw new Error('a list with filters that have no index is read by cursor')
  // One more tells that there are others.
  let most = scan.numberedMax + 1
  // Of the span before. Where counting stopped early there is no next span.
  let looked = 0
  let isCut = false
  const page = await pageOfSpans<Row>(
    spans,
    { limit, offset, totalMax },
    {
      async count(span) {
        if (isCut) return 0
        most -= looked
        const { meets, isCutAt, from, values } = lookedAt(scanning, span, most)
        const [counted] = await db.query<{ total: number; looked: number | null; is_cut: boolean }>({
          text: `SELECT count(*) FILTER (WHERE is_found AND NOT is_cut) AS total, max(row_read) AS looked,
              coalesce(bool_or(is_cut), false) AS is_cut
            FROM (SELECT (${meets}) IS TRUE AS is_found, ${isCutAt} AS is_cut, row_read FROM ${from}
              WHERE (${meets}) OR is_last LIMIT ${totalMax + 1}) AS looked`,
          values,
        })
        isCut = counted?.is_cut === true
        looked = Number(counted?.looked ?? 0)
        return Number(counted?.total)
      },
      read(span, count, skipped) {
        const { meets, isCutAt, from, values } = lookedAt(scanning, span, most)
        const text = `SELECT ${source.columns} FROM ${from} WHERE (${meets}) AND NOT ${isCutAt}
          ORDER BY ${orderOf(source, sort)} LIMIT ${count} OFFSET ${skipped}`
        return db.query<Row>({ text, values })
      },
    },
  )
  return { ...page, isCut }
}

/** The first `most` rows of a span, numbered in their order. The last one tells how many there are. */
function lookedAt({ source, conditions, asked, sort }: Scanning, span: string, most: number) {
  const { scan, parts, from } = source
  const { where = 'true', alias = '' } = scan ?? {}
  const bounds = `${conditions.sql} AND ${span}`
  const { sql: meets, values } = conditionsOf({ ...source, where, values: conditions.values }, asked)
  const order = orderOf(source, sort)
  const select = (condition: string, rows = from) =>
    `SELECT ${alias}.* FROM ${rows} WHERE ${condition} ORDER BY ${order} LIMIT ${most}`
  const union = unionOf(parts, (part, rows) => select(`${bounds} AND (${part})`, rows))
  const first = union && `SELECT ${alias}.* FROM (${union}) AS ${alias} ORDER BY ${order} LIMIT ${most}`
  const numbered = `SELECT ${alias}.*, row_number() OVER listed AS row_read, lead(true) OVER listed IS NULL AS is_last
    FROM (${first ?? select(bounds)}) AS ${alias} WINDOW listed AS (ORDER BY ${order})`
  return { meets, isCutAt: `(row_read = ${most})`, from: `(${numbered}) AS ${alias}`, values }
}
