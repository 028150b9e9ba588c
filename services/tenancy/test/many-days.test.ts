// Records of many days: PostgreSQL plans a statement for each day that it may read, and locks it.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { dayAfter } from '@plinth/kit/days'
import { type Database, databaseDay, dayPartitions, type Queryable } from '@plinth/kit/db'
import { Filter_Operator, type ListQuery } from '@plinth/proto/common/v1/list.ts'
import { fill } from '@plinth/testkit'
import { pageLog, pageUsage } from '../src/entitlements/ledger/store.ts'
import { findBalances, findBucketSums } from '../src/entitlements/series/store.ts'
import { pagePaid } from '../src/namespaces/payment-store.ts'
import { dayMs } from './plans.ts'
import { startTenancy } from './tenancy.ts'

const days = 200
const [busy, quiet, payer] = ['ns_busy', 'ns_quiet', 'wks_payer']

let database: Database
let today: string
before(async () => {
  database = (await startTenancy()).part.database
  today = await databaseDay(database)
  await dayPartitions(database, 'usage_record').ensure(Array.from({ length: days }, (_, ago) => dayAfter(today, -ago)))
  // Times of a row and its day as PostgreSQL makes them: a time just before midnight is rounded up, its day is not.
  const moment = `'${today}T00:00:00Z'::timestamptz - n * interval '3 hours' - interval '0.4 ms'`
  const owner = `CASE WHEN n % 100 = 7 THEN '${quiet}' ELSE '${busy}' END`
  await fill(database, [
    `INSERT INTO usage_record (day, id, namespace_id, feature, owner_id, pool, reset, window_start, hour, quantity, event_id,
        reservation_id, actor_id, metadata, recorded_at)
      SELECT (${moment})::date, 'use_' || lpad((9999 - n)::text, 6, '0'), ${owner}, CASE WHEN n % 3 = 0 THEN 'a' ELSE 'b' END, 'o', 'p',
        'none', to_timestamp(0), ${moment}, 1, '', '', '', '{}', ${moment} FROM generate_series(0, ${(days - 2) * 8}) n`,
    `INSERT INTO entitlement_log (id, owner_id, action, feature, subject_id, actor_id, change, created_at)
      SELECT 'log_' || lpad((9999 - n)::text, 6, '0'), CASE WHEN n % 2 = 0 THEN '${quiet}' ELSE '${payer}' END, 'boost.activated', 'a', '',
        '', '{}', '${today}T00:00:00Z'::timestamptz - n * interval '31 hours' FROM generate_series(0, 300) n`,
    'VACUUM ANALYZE usage_record, entitlement_log',
  ])
})

const lists = {
  usage: { read: (db: Queryable, query: ListQuery) => pageUsage(db, query, busy), namespaceId: busy },
  'usage of few days': { read: (db: Queryable, query: ListQuery) => pageUsage(db, query, quiet), namespaceId: quiet },
  log: { read: (db: Queryable, query: ListQuery) => pageLog(db, query, quiet, payer), namespaceId: quiet },
}
const query = (more: Partial<ListQuery> = {}): ListQuery => ({
  ...{ page: 1, perPage: 100, cursor: undefined, filters: [], sort: [] },
  ...more,
})

/** Every row of a list, read from the tables at once, newest first. */
async function allOf(name: keyof typeof lists, feature = ''): Promise<string[]> {
  const { namespaceId } = lists[name]
  const meets = feature === '' ? '' : `AND feature = '${feature}'`
  const used = `SELECT id, recorded_at AS at FROM usage_record WHERE namespace_id = '${namespaceId}' ${meets}`
  const logged = `SELECT id, created_at FROM entitlement_log WHERE owner_id IN ('${quiet}', '${payer}') ${meets}`
  const rows = await database.query<{ id: string }>({
    text: `SELECT id FROM (${name === 'log' ? `${used} UNION ALL ${logged}` : used}) AS listed ORDER BY at DESC, id DESC`,
  })
  return rows.map(({ id }) => id)
}

for (const [name, { read }] of Object.entries(lists))
  describe(`the list ${name}, of ${days} days`, () => {
    for (const feature of ['', 'a'])
      it(`has every row once, in its order, by cursor and by number, in both directions${feature && ', under a filter without an index'}`, async () => {
        const newestFirst = await allOf(name as keyof typeof lists, feature)
        const filters =
          feature === '' ? [] : [{ field: 'feature', operator: Filter_Operator.OPERATOR_EQUALS, value: feature }]
        for (const descending of [true, false]) {
          const sort = [{ field: 'created_at', descending }]
          const wanted = descending ? newestFirst : newestFirst.toReversed()
          const byCursor: string[] = []
          for (let cursor = '', isEnd = false; !isEnd; ) {
            const { rows, info } = await read(database, query({ cursor, sort, filters }))
            byCursor.push(...rows.map(({ id }) => id))
            ;[cursor, isEnd] = [info.nextCursor, info.nextCursor === '']
          }
          assert.deepEqual(byCursor, wanted)
          const byNumber: string[] = []
          for (let page = 1; (page - 1) * 100 <= wanted.length; page++) {
            const { rows, info } = await read(database, query({ page, sort, filters }))
            assert.deepEqual([info.total, info.totalIsExact], [wanted.length, true])
            byNumber.push(...rows.map(({ id }) => id))
          }
          assert.deepEqual(byNumber, wanted)
        }
      })

    it('is cut where its filters say, at midnights too', async () => {
      const at = (operator: Filter_Operator, day: string) => ({
        ...{ field: 'created_at', operator, value: `${day}T00:00:00.000Z` },
      })
      for (const [from, to] of [
        [40, 35],
        [150, 20],
        [500, 180],
        [30, -500],
        [500, 400],
      ] as const) {
        const filters = [
          at(Filter_Operator.OPERATOR_AT_LEAST, dayAfter(today, -from)),
          at(Filter_Operator.OPERATOR_AT_MOST, dayAfter(today, -to)),
        ]
        const { rows, info } = await read(database, query({ filters, perPage: 10 }))
        const all = await database.query<{ count: number }>({
          text: `SELECT count(*)::int FROM (SELECT recorded_at AS at, namespace_id AS owner FROM usage_record
            UNION ALL SELECT created_at, owner_id || ' ' FROM entitlement_log) AS l
            WHERE at BETWEEN $1 AND $2 AND owner = ANY ($3)`,
          values: [
            ...filters.map(({ value }) => value),
            name === 'usage' ? [busy] : name === 'log' ? [quiet, `${quiet} `, `${payer} `] : [quiet],
          ],
        })
        assert.equal(info.total, all[0]?.count, `${from} to ${to}`)
        assert.equal(rows.length, Math.min(10, info.total))
      }
    })
  })

/** The tables and indexes that are locked where this has been read. */
const locksOf = (read: (tx: Queryable) => Promise<unknown>) =>
  database.transaction(async (tx) => {
    await read(tx)
    const [row] = await tx.query<{ count: number }>({
      text: 'SELECT count(DISTINCT relation)::int AS count FROM pg_locks WHERE pid = pg_backend_pid()',
    })
    return row?.count ?? 0
  })
// A day is a table with three indexes.
const most = 40 * 4

it('a page of the newest records, and one far back, look at the days that they need', async () => {
  for (const { read } of [lists.usage, lists.log])
    assert.ok((await locksOf((tx) => read(tx, query({ cursor: '', perPage: 5 })))) < most)
  const far = await lists.usage.read(database, query({ page: 11 }))
  const cursor = await lists.usage.read(database, query({ page: 1, cursor: '' }))
  assert.equal(far.rows.length, 100)
  assert.ok((await locksOf((tx) => lists.usage.read(tx, query({ cursor: cursor.info.nextCursor, perPage: 5 })))) < most)
})

it('a series looks at the days of its range, however often a connection has read one', async () => {
  const to = new Date(`${today}T00:00:00Z`)
  const range = { from: new Date(to.getTime() - 7 * dayMs), to }
  const balance = { ownerId: 'o', pool: 'p', reset: 'none' } as const
  const locks = await locksOf(async (tx) => {
    // PostgreSQL may make one plan for all values at the sixth time.
    for (let times = 1; times <= 7; times++) {
      assert.equal((await findBucketSums(tx, balance, 'day', range))?.length, 7)
      await findBalances(tx, balance, range)
    }
  })
  assert.ok(locks < most, `${locks} locks`)
})

it('the namespaces that a workspace pays for are read with the days of their usage', async () => {
  const locks = await locksOf(async (tx) => {
    for (let times = 1; times <= 7; times++) await pagePaid(tx, query({ perPage: 5 }), payer)
  })
  assert.ok(locks < most, `${locks} locks`)
})
