// A fifth of all namespaces are of one workspace, and their names come last: PostgreSQL plans as it would for a hundred times as many.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Database, selectPage } from '@plinth/kit/db'
import { explaining, fill, rowsReadBy } from '@plinth/testkit'
import { namespacesOf, ownSettings } from '../src/namespaces/lists.ts'
import { pagePaid } from '../src/namespaces/payment-store.ts'
import { startTenancy } from './tenancy.ts'

const many = 4_000
const reader = { userId: 'usr_1', boundTo: '' }

let database: Database
before(async () => {
  database = (await startTenancy()).part.database
  await fill(database, [
    `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata)
      SELECT 'wks_' || n, 'w', 'w' || n, 'free', 'active', '{}', '{}', '{}' FROM generate_series(1, 8000) n`,
    `INSERT INTO membership (workspace_id, user_id, role) SELECT 'wks_' || n, 'usr_' || n, 'owner' FROM generate_series(1, 8000) n`,
    `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata, is_default, is_active)
      SELECT 'ns_' || lpad(n::text, 6, '0'), gen_random_uuid(), CASE WHEN n % 5 = 0 THEN 'z' ELSE 'a' END || md5(n::text), 's' || n,
        'Workspace', owner, owner, '{}', '{}', '{}', false, true
      FROM generate_series(1, ${many * 5}) n,
        LATERAL (SELECT CASE WHEN n % 5 = 0 THEN 'wks_1' ELSE 'wks_' || 2 + n % 2000 END AS owner) AS o`,
    'VACUUM ANALYZE workspace, membership, namespace',
  ])
})

describe(`a member of a workspace with ${many} namespaces`, () => {
  for (const field of ['created_at', 'name', 'slug'])
    it(`reads a page by ${field} without looking at the others`, async () => {
      for (const descending of [true, false]) {
        const query = { page: 1, perPage: 20, cursor: undefined, filters: [], sort: [{ field, descending }] }
        const { page, seen } = await database.transaction(
          async (tx) => {
            const { db, seen } = explaining(tx)
            return { page: await selectPage(db, namespacesOf(reader), query, (row) => row), seen }
          },
          { settings: ownSettings },
        )
        assert.deepEqual([page.rows.length, page.info.total], [20, many])
        for (const { rowsRead, entriesRead, text } of seen) {
          // A bitmap counts an entry and its row.
          const most = text.includes(' AS total FROM') ? 2 * many + 100 : 150
          assert.ok(rowsRead + entriesRead < most, `${rowsRead} rows and ${entriesRead} entries: ${text}`)
        }
      }
    })
})

describe(`a workspace that pays for ${many} old namespaces`, () => {
  it('reads a page of them without looking at those of others', async () => {
    await fill(database, [
      `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata, is_default, is_active, created_at)
        SELECT 'ns_old' || n, gen_random_uuid(), 'n', 'p', 'User', 'usr_old' || n, 'wks_payer', '{}', '{}', '{}', true, true,
          '2020-01-01'::timestamptz + n * interval '1 s' FROM generate_series(1, ${many}) n`,
      'VACUUM ANALYZE namespace',
    ])
    const query = { page: 1, perPage: 20, cursor: undefined, filters: [], sort: [] }
    const rowsRead = await rowsReadBy(database, async (tx) => {
      const { rows, info } = await pagePaid(tx, query, 'wks_payer')
      assert.deepEqual([rows.length, info.total], [20, many])
    })
    assert.ok(rowsRead < 2 * many + 100, `${rowsRead} rows`)
  })
})
