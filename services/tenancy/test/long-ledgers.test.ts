// A namespace with a long history among many: PostgreSQL plans as it would for a hundred times as many rows.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { dayOf } from '@plinth/kit/days'
import { type Database, dayPartitions } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { explaining, fill } from '@plinth/testkit'
import { pageLog } from '../src/entitlements/ledger/store.ts'
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
