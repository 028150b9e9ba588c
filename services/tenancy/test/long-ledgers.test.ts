// A namespace with a long history among many: PostgreSQL plans as it would for a hundred times as many rows.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { dayOf } from '@plinth/kit/days'
import { type Database, dayPartitions } from '@plinth/kit/db'
import { Filter_Operator, type ListQuery } from '@plinth/proto/common/v1/list.ts'
import { explaining, fill } from '@plinth/testkit'
import { listSettings, pageLog, pageUsage } from '../src/entitlements/ledger/store.ts'
import { startTenancy } from './tenancy.ts'

const rows = 20_000
const [namespaceId, payerId] = ['ns_long', 'wks_long']
const days = ['2026-05-19', '2026-05-20']

let database: Database
before(async () => {
  database = (await startTenancy()).part.database
  await dayPartitions(database, 'usage_record').ensure(days.map((day) => dayOf(new Date(day))))
  const owner = (long: string) => `CASE WHEN n % 2 = 0 THEN '${long}' ELSE '${long}_' || n % 500 END`
  const moment = `'2026-05-19T00:00:00Z'::timestamptz + n * interval '4 s'`
  await fill(database, [
    `INSERT INTO entitlement_log (id, owner_id, action, feature, subject_id, actor_id, change, created_at)
      SELECT 'log_' || lpad(n::text, 6, '0'), CASE WHEN n % 3 = 0 THEN ${owner(payerId)} ELSE ${owner(namespaceId)} END,
        'boost.created', 'credits', '', '', '{}', ${moment} FROM generate_series(1, ${rows}) n`,
    `INSERT INTO usage_record (day, id, namespace_id, feature, owner_id, pool, reset, window_start, hour, quantity, event_id,
        reservation_id, actor_id, metadata, recorded_at)
      SELECT (${moment})::date, 'use_' || lpad(n::text, 6, '0'), ${owner(namespaceId)}, 'credits', 'wks', 'credits', 'none', ${moment},
        ${moment}, 1, '', '', '', '{}', ${moment} FROM generate_series(1, ${rows}) n`,
    'VACUUM ANALYZE entitlement_log, usage_record',
  ])
})

describe(`a log of ${rows} entries`, () => {
  const read = async (query: Pick<ListQuery, 'cursor' | 'page'>) => {
    const { db, seen } = explaining(database)
    const page = await pageLog(db, { perPage: 15, filters: [], sort: [], ...query }, namespaceId, payerId)
    assert.equal(page.rows.length, 15)
    return { page, seen }
  }

  it('is read by page from the index of each of its parts', async () => {
    const ids = new Set<string>()
    for (let [cursor, pages] = ['', 0]; pages < 3; pages++) {
      const { page, seen } = await read({ cursor, page: 0 })
      for (const { id } of page.rows) ids.add(id)
      for (const { rowsRead, entriesRead, text } of seen)
        assert.ok(rowsRead + entriesRead < 200, `${rowsRead} rows and ${entriesRead} entries: ${text}`)
      cursor = page.info.nextCursor
    }
    assert.equal(ids.size, 45)
  })

  it('has a total of 10,000 that is not exact', async () => {
    const { page } = await read({ page: 1, cursor: undefined })
    assert.deepEqual([page.info.total, page.info.totalIsExact], [10_000, false])
  })
})

describe(`a filter without an index, of ${rows} entries of which few meet it`, () => {
  const [scanned, slack] = [5_000, 200]
  before(async () => {
    await database.pool.query(`UPDATE usage_record SET feature = 'seats' WHERE id IN ('use_000002', 'use_012000');
      UPDATE entitlement_log SET action = 'boost.ended' WHERE id IN ('log_000002', 'log_012000')`)
  })
  /** IDs of the rows of all pages, and the most rows that one of them looked at. */
  const walk = async (list: typeof pageUsage | typeof pageLog, filters: ListQuery['filters'], isNumbered = false) => {
    const ids: string[] = []
    let [took, cursor, pages] = [0, '', 0]
    let info: Awaited<ReturnType<typeof pageUsage>>['info'] | undefined
    do {
      const query = { page: 1, perPage: 15, sort: [], filters, cursor: isNumbered ? undefined : cursor }
      const page = await database.transaction(
        async (tx) => {
          const { db, seen } = explaining(tx)
          const found = await list(db, query, namespaceId, payerId)
          for (const { rowsRead, entriesRead } of seen) took = Math.max(took, rowsRead + entriesRead)
          return found
        },
        { settings: listSettings },
      )
      ids.push(...page.rows.map(({ id }) => id))
      info = page.info
      cursor = info.nextCursor
      pages++
    } while (cursor !== '')
    return { ids, took, pages, info }
  }
  const equals = (field: string, value: string) => [{ field, operator: Filter_Operator.OPERATOR_EQUALS, value }]

  it('looks at 5,000 of each part for a page by cursor, and the pages together show all', async () => {
    const usage = await walk(pageUsage, equals('feature', 'seats'))
    assert.deepEqual([usage.ids, usage.pages > 1], [['use_012000', 'use_000002'], true])
    assert.ok(usage.took <= scanned + slack, `${usage.took}`)
    const log = await walk(pageLog, equals('feature', 'seats'))
    assert.deepEqual([log.ids, log.pages > 1], [['use_012000', 'use_000002'], true])
    assert.ok(log.took <= 3 * scanned + slack, `${log.took}`)
    assert.deepEqual((await walk(pageLog, equals('action', 'boost.ended'))).ids, ['log_012000', 'log_000002'])
    assert.deepEqual((await walk(pageUsage, equals('feature', 'none'))).ids, [])
  })

  it('has a page by number and an exact total while the list is not longer than it looks', async () => {
    const { ids, info } = await walk(pageLog, equals('feature', 'seats'), true)
    assert.deepEqual([ids, info?.total, info?.totalIsExact], [['use_012000', 'use_000002'], 2, true])
  })
})
