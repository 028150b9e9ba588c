// 30 days of hours, each with many endpoints: PostgreSQL plans as it would for ten times as many rows.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { dayAfter } from '@plinth/kit/days'
import { type Database, dayPartitions } from '@plinth/kit/db'
import { explaining, fill } from '@plinth/testkit'
import { totalsColumns } from '../src/request-statistics/columns.ts'
import { periodOf } from '../src/request-statistics/period.ts'
import { sumRequests } from '../src/request-statistics/store.ts'
import { startTenancy } from './tenancy.ts'

const firstDay = '2026-04-20'
const endpoints = 10
const now = new Date('2026-05-19T12:30:00Z')

let database: Database
before(async () => {
  database = (await startTenancy()).part.database
  const days = Array.from({ length: 30 }, (_, at) => dayAfter(firstDay, at))
  await dayPartitions(database, 'request_count').ensure(days)
  await fill(database, [
    `INSERT INTO request_count (day, workspace_id, hour, endpoint, key_id, ${totalsColumns})
      SELECT hour::date, 'wks_busy', hour, 'GET /' || e, 'key_1', e, 1, 1, 1, 1, 1, 1, 1
      FROM generate_series('${firstDay}T00:00:00Z'::timestamptz, '${now.toISOString()}', '1 hour') hour, generate_series(1, ${endpoints}) e`,
    `INSERT INTO request_day (workspace_id, day, ${totalsColumns})
      SELECT workspace_id, day, sum(requests), sum(success), sum(errors), 1, 1, 1, 1, 1 FROM request_count GROUP BY workspace_id, day`,
    'VACUUM ANALYZE request_count, request_day',
  ])
})

describe('the statistics of a busy workspace', () => {
  const read = async (by: 'day' | 'endpoint' | undefined, from: Date, to: Date) => {
    const { db, seen } = explaining(database)
    const groups = await sumRequests(db, 'wks_busy', periodOf(from, to, now, by), by)
    const requests = groups.reduce((sum, { totals }) => sum + totals.requests, 0)
    return { requests, read: seen.reduce((sum, { rowsRead, entriesRead }) => sum + rowsRead + entriesRead, 0) }
  }

  it('read whole days by their totals', async () => {
    const from = new Date('2025-05-19T00:00:00Z')
    const detailed = await read('endpoint', from, now)
    assert.ok(detailed.read >= (29 * 24 + 13) * endpoints)
    for (const by of [undefined, 'day'] as const) {
      const { requests, read: rows } = await read(by, from, now)
      assert.equal(requests, detailed.requests)
      assert.ok(rows <= 30 + 13 * endpoints, `${rows} rows`)
    }
  })

  it('are the sums of their hours, whatever hours they begin and end with', async () => {
    for (const from of ['2026-04-20T00:00:00Z', '2026-04-20T05:00:00Z', '2026-04-21T00:30:00Z', '2026-05-19T03:00:00Z'])
      for (const to of [
        '2026-05-18T00:00:00Z',
        '2026-05-18T07:00:00Z',
        '2026-05-19T04:00:00Z',
        '2026-05-20T00:00:00Z',
      ]) {
        const [start, end] = [new Date(from), new Date(to)]
        if (start >= end) continue
        const { requests } = await read('endpoint', start, end)
        assert.equal((await read(undefined, start, end)).requests, requests, `${from} to ${to}`)
        assert.equal((await read('day', start, end)).requests, requests, `${from} to ${to} by day`)
      }
  })
})
