// A user, a workspace and its plan with a long past: PostgreSQL reads what lives, whatever has ended.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Database, selectPage, type Tx } from '@plinth/kit/db'
import { explaining, fill } from '@plinth/testkit'
import { findEnded } from '../src/entitlements/plan/store.ts'
import { namespacesOf } from '../src/namespaces/lists.ts'
import { findNext } from '../src/namespaces/store.ts'
import { workspaceIdsOf } from '../src/teams/store.ts'
import { deleteStep } from '../src/workspaces/copies-store.ts'
import { startTenancy } from './tenancy.ts'

const [living, ended, others] = [10, 3_000, 17_000]
const [userId, ownerId] = ['usr_1', 'wks_1']

let database: Database
before(async () => {
  database = (await startTenancy()).part.database
  const rows = `generate_series(1, ${living + ended + others}) n`
  const end = `CASE WHEN n > ${living} AND n <= ${living + ended} THEN plinth_now() END`
  const of = (own: string, prefix: string) => `CASE WHEN n <= ${living + ended} THEN '${own}' ELSE '${prefix}' || n END`
  await fill(database, [
    `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata, deleted_at)
      SELECT 'wks_' || n, 'w', 'w' || n, 'free', 'active', '{}', '{}', '{}', ${end} FROM ${rows}`,
    `INSERT INTO membership (workspace_id, user_id, role) SELECT 'wks_' || n, ${of(userId, 'usr_')}, 'owner' FROM ${rows}`,
    `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata, is_default, is_active, deleted_at)
      SELECT 'ns_' || lpad(n::text, 6, '0'), gen_random_uuid(), md5(n::text), 's' || n, 'Workspace', owner, owner, '{}', '{}', '{}', false, true, ${end}
      FROM ${rows}, LATERAL (SELECT ${of(ownerId, 'wks_')} AS owner) AS o`,
    `INSERT INTO package_assignment (id, owner_id, package_id, status, starts_at, billing_anchor, ended_at)
      SELECT 'asg_' || n, ${of(ownerId, 'wks_')}, p.id, 'expired', plinth_now(), plinth_now(), ${end}
      FROM ${rows}, LATERAL (SELECT id FROM package WHERE code = CASE WHEN n % 2 = 0 THEN 'free' ELSE 'pro' END) AS p`,
    'VACUUM ANALYZE',
  ])
})

async function reading<T>(most: number, ask: (db: ReturnType<typeof explaining>['db']) => Promise<T>): Promise<T> {
  const { db, seen } = explaining(database)
  const answer = await ask(db)
  for (const { rowsRead, entriesRead, wholeTables, text } of seen)
    assert.ok(
      rowsRead + entriesRead < most,
      `${rowsRead} rows and ${entriesRead} entries, whole: ${wholeTables}: ${text}`,
    )
  return answer
}

describe(`beside ${ended} that have ended`, () => {
  for (const field of ['created_at', 'updated_at', 'name', 'slug'])
    it(`the living namespaces of a workspace are listed by ${field}`, async () => {
      for (const descending of [true, false]) {
        const query = { page: 1, perPage: 20, cursor: undefined, filters: [], sort: [{ field, descending }] }
        const { info } = await reading(200, (db) =>
          selectPage(db, namespacesOf({ userId, boundTo: '' }), query, (row) => row),
        )
        assert.equal(info.total, living)
      }
    })

  it('the next default namespace is found', async () => assert.ok(await reading(200, (db) => findNext(db, ownerId))))

  it('the living workspaces of a user are found', async () => {
    assert.equal((await reading(200, (db) => workspaceIdsOf(db, userId))).length, living)
  })

  it('the packages that ended last say why a feature is refused', async () => {
    const packages = await reading(1_000, (db) => findEnded(db, [ownerId]))
    assert.equal(packages.length, 2)
  })

  // The last: it deletes them.
  it('the living namespaces of a workspace are deleted', async () => {
    assert.equal(await reading(200, (db) => deleteStep(db as Tx, ownerId)), false)
  })
})
