import type { Sort } from '@plinth/proto/common/v1/list.ts'
import { PlinthError } from '../../errors/plinth-error.ts'
import { namedOrder } from './order.ts'
import type { PageSource } from './page-source.ts'

/** Of what callers chose, in one answer: each MiB of it takes tens of ms of processor time on its way to the client. */
export const pageBytesMax = 1_048_576

/** Additional columns of a page with a bound on its bytes. */
export interface Weighed {
  /** Rows of the page before it was cut; absent without a bound. */
  rows_found?: number
}

/**
 * SQL of a page without the rows by which its bytes pass the bound; of a source without a bound, the same SQL.
 * @param page SQL in the order of `sort`, bounded by LIMIT: its plan stays as it is, and large values are read only where they
 * are answered.
 */
export function weighed(page: string, { bytes }: PageSource, sort: readonly Sort[]): string {
  if (bytes === undefined) return page
  return `SELECT * FROM (
      SELECT *, count(*) OVER () AS rows_found, row_number() OVER read AS row_read, sum(${bytes}) OVER read AS bytes_read
      FROM (${page}) AS found WINDOW read AS (ORDER BY ${namedOrder(sort)} ROWS UNBOUNDED PRECEDING)
    ) AS weighed WHERE row_read = 1 OR bytes_read <= ${pageBytesMax} ORDER BY row_read`
}

/** Throws INVALID_PARAMETER when rows of a page by number are missing: by its number, the page after it would not have them. */
export function refuseSize({ bytes }: PageSource, rows: readonly Weighed[]): void {
  if (bytes === undefined || (rows[0]?.rows_found ?? 0) <= rows.length) return
  const size = `${pageBytesMax / 1_048_576} MiB`
  throw new PlinthError('INVALID_PARAMETER', `The page is larger than ${size}. Lower per_page, or use cursor.`, {
    details: {
      per_page: [`The first ${rows.length} rows of this page fit. Lower per_page, or use cursor: its pages end early.`],
    },
  })
}
