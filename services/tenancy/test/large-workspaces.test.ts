// A third of all memberships are of one workspace: PostgreSQL plans as it would for a hundred times as many.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Database, type Queryable, selectPage } from '@plinth/kit/db'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { explaining, fill } from '@plinth/testkit'
import { findAccess } from '../src/access/store.ts'
import { callerOf } from '../src/caller.ts'
import { findNamespace } from '../src/namespaces/store.ts'
import { membersOf, oldestOwnersOf } from '../src/teams/store.ts'
import { countMembers, findTeam } from '../src/teams/team-store.ts'
import { findWorkspaces, lockWorkspace } from '../src/workspaces/store.ts'
import { asUser, startTenancy } from './tenancy.ts'

const members = 10_000
const large = 'wks_large'
// The last in order: a search that goes through the members finds this one at the end.
const userId = 'usr_zzz'
const caller = callerOf(asUser(userId))

let database: Database
before(async () => {
  database = (await startTenancy()).part.database
  await fill(database, [
    `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata)
      SELECT CASE n WHEN 5000 THEN '${large}' ELSE 'wks_' || lpad(n::text, 6, '0') END, 'w', 'w' || n, 'free', 'active', '{}', '{}', '{}'
      FROM generate_series(1, 10000) n`,
    `INSERT INTO membership (workspace_id, user_id, role)
      SELECT id, 'usr_' || row_number() OVER () % 4000, 'owner' FROM workspace WHERE id <> '${large}' ORDER BY id`,
    `INSERT INTO membership (workspace_id, user_id, role)
      SELECT '${large}', 'usr_' || n, CASE n % 5000 WHEN 1 THEN 'owner' ELSE 'member' END FROM generate_series(1, ${members}) n
      UNION ALL SELECT '${large}', '${userId}', 'admin'`,
    `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata, is_default, is_active)
      SELECT CASE id WHEN '${large}' THEN 'ns_large' ELSE 'ns_' || id END, gen_random_uuid(), 'n', 'n', 'Workspace', id, id,
        '{}', '{}', '{}', true, true FROM workspace`,
    // In a table of millions a sample finds fewer workspaces than there are, and PostgreSQL expects that each has many members.
    'ALTER TABLE membership ALTER COLUMN workspace_id SET (n_distinct = 700)',
    'VACUUM ANALYZE workspace, membership, namespace',
  ])
})

/** The answer, read without looking at more than some rows. */
async function lookUp<Answer>(ask: (db: Queryable) => Promise<Answer>, within: Queryable = database): Promise<Answer> {
  const { db, seen } = explaining(within)
  const answer = await ask(db)
  for (const { rowsRead, entriesRead, wholeTables, text } of seen)
    assert.ok(rowsRead + entriesRead < 100, `${rowsRead} rows, ${entriesRead} entries, whole: ${wholeTables}: ${text}`)
  return answer
}

describe(`of a workspace with ${members} members`, () => {
  it('access looks up one member', async () => {
    const question = { userId, workspaceIdOrSlug: large, namespaceId: '', keyWorkspaceId: '', allWorkspaces: false }
    const [found] = await lookUp((db) => findAccess(db, [question]))
    assert.equal(found?.role, 'admin')
  })

  it('reads and changes of the workspace and its namespaces look up one member', async () => {
    const [found] = await lookUp((db) => findWorkspaces(db, [large], caller))
    assert.equal(found?.id, large)
    const locked = await database.transaction((tx) =>
      lookUp((db) => lockWorkspace({ ...tx, ...db }, large, caller), tx),
    )
    assert.equal(locked?.role, 'admin')
    assert.equal((await lookUp((db) => findNamespace(db, 'ns_large', caller)))?.role, 'admin')
  })

  it('its owners are found among all members', async () => {
    const team = await lookUp((db) => findTeam(db, large, caller))
    assert.deepEqual(team, { workspaceId: large, status: 'active', role: 'admin', ownerCount: 2 })
    const page = await database.query<{ id: string }>({ text: 'SELECT id FROM workspace ORDER BY id LIMIT 100' })
    const ids = [large, ...page.map(({ id }) => id)]
    const { db, seen } = explaining(database)
    const owners = await oldestOwnersOf(db, ids)
    assert.deepEqual([owners[large], Object.keys(owners).length], ['usr_1', ids.length])
    const [{ rowsRead, entriesRead, wholeTables } = assert.fail('nothing was asked')] = seen
    assert.ok(rowsRead + entriesRead < 500, `${rowsRead} rows, ${entriesRead} entries, whole: ${wholeTables}`)
  })

  it('no more are counted than the plan allows', async () => {
    assert.equal(await lookUp((db) => countMembers(db, large, 50)), 50)
    assert.deepEqual(
      [await countMembers(database, large, members + 2), await countMembers(database, large)],
      [members + 1, members + 1],
    )
  })

  for (const [role, expected] of [
    ['', members + 1],
    ['owner', 2],
    ['admin', 1],
    ['member', members - 2],
  ] as const)
    it(`a page of ${role || 'every role'} reads its own rows, and an index alone counts all`, async () => {
      const { db, seen } = explaining(database)
      const filters = [{ field: 'role', operator: Filter_Operator.OPERATOR_EQUALS, value: role }]
      const query = { page: 1, perPage: 20, cursor: undefined, filters: role === '' ? [] : filters }
      for (const descending of [true, false]) {
        const { info } = await selectPage(
          db,
          membersOf(large),
          { ...query, sort: [{ field: 'created_at', descending }] },
          (row) => row,
        )
        assert.equal(info.total, expected)
      }
      for (const { rowsRead, entriesRead, text } of seen) {
        const isTotal = text.includes(' AS total FROM')
        // No index has the role of plain members: their total reads them.
        if (isTotal && role === 'member') continue
        assert.ok(rowsRead + (isTotal ? 0 : entriesRead) < 100, `${rowsRead} rows, ${entriesRead} entries: ${text}`)
      }
    })
})
