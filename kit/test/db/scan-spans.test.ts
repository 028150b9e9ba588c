import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Database, type PageSource, selectPage } from '@plinth/kit/db'
import { Filter_Operator, type ListQuery } from '@plinth/proto/common/v1/list.ts'
import { plumbedDatabase } from './scratch.ts'

let database: Database
before(async () => {
  database = await plumbedDatabase()
  // Four rows of each hour: spans begin and end between rows, and pages among rows of one time.
  await database.pool.query(`CREATE TABLE thing (id text PRIMARY KEY, size bigint, created_at timestamptz(3));
    INSERT INTO thing SELECT 'a' || lpad(n::text, 2, '0'), n % 3, '2026-01-01T00:00:00Z'::timestamptz + (n / 4) * interval '1 hour'
      FROM generate_series(0, 25) n`)
})

const hours = [6, 5, 4, 1]
const edges = hours.map((hour) => `'2026-01-01T0${hour}:00:00Z'`)
const spans = () => [
  `created_at >= ${edges[0]}`,
  ...edges.slice(1).map((edge, at) => `created_at >= ${edge} AND created_at < ${edges[at]}`),
  `created_at < ${edges.at(-1)}`,
]
const sourceOf = (rows: number, more: Partial<PageSource>): PageSource => ({
  ...{ columns: 'id, size, created_at', from: 'thing', where: 'true', values: [], idColumn: 'id', search: [] },
  fields: { size: { column: 'size', type: 'number' }, created_at: { column: 'created_at', type: 'time' } },
  scan: { alias: 'thing', fields: ['size'], rowsMax: rows, numberedMax: rows },
  totalMax: 20,
  ...more,
})

async function page(source: PageSource, query: Partial<ListQuery>) {
  const whole = { page: 1, perPage: 4, cursor: undefined, filters: [], sort: [], ...query }
  const { rows, info } = await selectPage(database, source, whole, ({ id }: { id: string }) => id)
  return { ids: rows, info }
}

/** The pages by cursor, and the first ones by number with their totals. */
async function pagesOf(source: PageSource, query: Partial<ListQuery>) {
  const byCursor: string[][] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { ids, info } = await page(source, { ...query, cursor })
    byCursor.push(ids)
    cursor = info.nextCursor || undefined
  }
  const byNumber = [await page(source, { ...query, page: 1 }), await page(source, { ...query, page: 2 })]
  return { byCursor, byNumber }
}

describe('a scan over the spans of a list', () => {
  for (const parts of [undefined, [{ where: 'size = 1' }, { where: 'size <> 1' }]])
    for (const descending of [true, false])
      it(`${parts ? 'in parts, ' : ''}${descending ? 'newest' : 'oldest'} first, has the pages of the list at once`, async () => {
        const of = parts === undefined ? {} : { parts }
        for (const value of ['0', '7'])
          for (const perPage of [1, 4])
            for (const rows of [3, 10, 26]) {
              const filters = [{ field: 'size', operator: Filter_Operator.OPERATOR_EQUALS, value }]
              const query = { filters, perPage, sort: [{ field: 'created_at', descending }] }
              assert.deepEqual(
                await pagesOf(sourceOf(rows, { ...of, spans }), query),
                await pagesOf(sourceOf(rows, of), query),
              )
            }
      })
})
