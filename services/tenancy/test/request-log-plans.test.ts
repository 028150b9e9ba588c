// 10⁵ calls of two days, nearly all of one workspace, with statistics: PostgreSQL plans as it would for a hundred times as many.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { dayOf } from '@plinth/kit/days'
import { type Database, dayPartitions, type Page } from '@plinth/kit/db'
import { type Filter, Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { explaining, fill } from '@plinth/testkit'
import type { LoggedRequest } from '../src/request-log/logged-request.ts'
import { findRequests, listRequests, windowRows } from '../src/request-log/store.ts'
import { equals } from './logged.ts'
import { startTenancy } from './tenancy.ts'

const rows = 100_000
const start = Date.parse('2026-05-19T00:00:00Z')
const large = { workspaceId: 'wks_large', showsOperators: false }
const all = { workspaceId: undefined, showsOperators: true }
const shared = { sameIds: 'own-id', one: 'req_77' }

// The other days are empty.
const filled = ['request_log_20260519', 'request_log_20260520']

let database: Database
before(async () => {
  database = (await startTenancy()).part.database
  await dayPartitions(database, 'request_log').ensure([dayOf(new Date(start)), dayOf(new Date(start + 86_400_000))])
  await fill(database, [
    `INSERT INTO request_log SELECT
        '2026-05-19T00:00:00Z'::timestamptz + n * interval '1.6 s', 'rql_' || lpad(n::text, 6, '0'),
        CASE WHEN n % 1000 = 0 THEN 'wks_small' ELSE 'wks_large' END, CASE WHEN n % 2 = 0 THEN '${shared.sameIds}' ELSE 'req_' || n END,
        'PATCH', '/workspaces/wks_1', CASE WHEN n = 5 THEN 'rare.operation' ELSE 'workspaces.update' END,
        CASE WHEN n % 3 = 0 THEN 404 ELSE 200 END, '', 7, 'key_' || n % 7, '', 'usr_' || n % 50, 'user', 'Ada', '', false, '',
        CASE WHEN n = 5 THEN '{"feature":"storage"}'::jsonb END, 0
      FROM generate_series(1, ${rows}) n`,
    'ANALYZE',
  ])
})

const at = (operator: Filter_Operator, time: string): Filter => ({ field: 'created_at', operator, value: time })
const query = (filters: Filter[] = [], cursor = '') => ({ page: 0, perPage: 20, cursor, filters, sort: [] })
/** The page, and what reading it took; no table is read from end to end. */
async function reading(read: (db: Parameters<typeof listRequests>[0]) => Promise<Page<LoggedRequest>>) {
  const { db, seen } = explaining(database)
  const page = await read(db)
  for (const { wholeTables, text } of seen)
    assert.deepEqual(
      wholeTables.filter((table) => filled.includes(table)),
      [],
      text,
    )
  return { page, read: Math.max(...seen.map(({ rowsRead, entriesRead }) => rowsRead + entriesRead)) }
}

describe('among 10⁵ calls', () => {
  for (const [who, scope] of Object.entries({ 'a workspace': large, 'an operator, of all': all })) {
    it(`${who} reads a page, the next one, and one of the past, from the index`, async () => {
      const first = await reading((db) => listRequests(db, query(), scope))
      const next = await reading((db) => listRequests(db, query([], first.page.info.nextCursor), scope))
      const past = [at(Filter_Operator.OPERATOR_AT_MOST, '2026-05-19T03:00:00Z')]
      const old = await reading((db) => listRequests(db, query(past), scope))
      for (const { page, read } of [first, next, old]) {
        assert.equal(page.rows.length, 20)
        assert.ok(read <= 100, `${read} rows`)
      }
    })

    it(`${who} looks through the window alone for what is rare, and comes to its end`, async () => {
      for (const filters of [{ operation: 'rare.operation' }, { feature: 'storage' }, { is_refused: 'true' }]) {
        let found = 0
        let pages = 0
        for (let cursor = ''; ; ) {
          const { page, read } = await reading((db) => listRequests(db, query(equals(filters), cursor), scope))
          // The last ones are sorted: then the entries of a bitmap count as well as their rows.
          const windows = pages < rows / windowRows - 1 ? 1.1 : 2.1
          assert.ok(read <= windows * windowRows, `${read} rows for ${JSON.stringify(filters)}`)
          found += page.rows.length
          pages++
          cursor = page.info.nextCursor
          if (cursor === '') break
        }
        assert.equal(found, 1)
        assert.ok(pages <= rows / windowRows + 1, `${pages} pages`)
      }
    })

    it(`${who} reads few for what is common`, async () => {
      const { page, read } = await reading((db) =>
        listRequests(db, query(equals({ status: '404', key_id: 'key_3' })), scope),
      )
      assert.equal(page.rows.length, 20)
      assert.ok(read <= 1_000, `${read} rows`)
    })
  }

  it('one is found by its id, and those of an id that half of them have by page', async () => {
    for (const [scope, most] of [
      [large, 100],
      [{ ...large, workspaceId: 'wks_small' }, 100],
      [all, 200],
    ] as const) {
      const { page, read } = await reading((db) => findRequests(db, scope, shared.sameIds, query()))
      assert.equal(page.rows.length, 20)
      assert.ok(read <= most, `${read} rows`)
    }
    const { page, read } = await reading((db) => findRequests(db, large, shared.one, query()))
    assert.deepEqual([page.rows.length, read <= 10], [1, true])
  })
})
