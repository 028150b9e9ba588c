import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { explaining, fill, make } from '@plinth/testkit'
import { findAccess } from '../src/access/store.ts'
import { callerOf } from '../src/caller.ts'
import { findFacts } from '../src/entitlements/plan/store.ts'
import { findMaker } from '../src/workspaces/makers-store.ts'
import { findEach } from '../src/workspaces/store.ts'
import { asUser, startTenancy } from './tenancy.ts'

const userId = make.id('usr')
const caller = callerOf(asUser(userId))
let database: Database
let workspaceId: string
let namespaceId: string
before(async () => {
  const tenancy = await startTenancy()
  database = tenancy.part.database
  workspaceId = (await tenancy.create(asUser(userId))).id
  await fill(database, [
    `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata)
      SELECT 'wks_' || n, 'w', 'w' || n, 'free', 'active', '{}', '{}', '{}' FROM generate_series(1, 4000) n`,
    // All but its caller have one: that is what PostgreSQL expects of a caller.
    `INSERT INTO membership (workspace_id, user_id, role)
      SELECT 'wks_' || n, CASE WHEN n <= 1000 THEN '${userId}' ELSE 'usr_' || n END, 'member' FROM generate_series(1, 4000) n`,
    'ANALYZE',
  ])
  const [namespace] = await database.query<{ id: string }>({
    text: 'SELECT id FROM namespace WHERE owner_id = $1',
    values: [workspaceId],
  })
  namespaceId = namespace?.id ?? ''
})

describe('among some thousand workspaces, a thousand of them the caller’s, one is looked up', () => {
  const looksUp = async (ask: (db: Parameters<typeof findFacts>[0]) => Promise<unknown[]>) => {
    const { db, seen } = explaining(database)
    const [found] = await ask(db)
    assert.ok(found)
    const [{ rowsRead, entriesRead, wholeTables } = assert.fail('nothing was asked')] = seen
    assert.ok(rowsRead + entriesRead < 50, `${rowsRead} rows and ${entriesRead} entries, whole: ${wholeTables}`)
  }

  it('by a check', () => looksUp((db) => findFacts(db, [{ caller, namespaceIdOrUuid: namespaceId }])))

  it('by a read', () => looksUp((db) => findEach(db, 'id', [{ caller, name: workspaceId }])))

  it('by what tells what a user may do there', () =>
    looksUp((db) =>
      findAccess(db, [
        { userId, workspaceIdOrSlug: workspaceId, namespaceId, keyWorkspaceId: '', allWorkspaces: false },
      ]),
    ))
})

describe('of a user who has made thousands of workspaces, and deleted as many', () => {
  const maker = make.id('usr')
  before(() =>
    fill(database, [
      `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata, made_by, deleted_at)
        SELECT 'made_' || n, 'w', 'made' || n, 'free', 'active', '{}', '{}', '{}', '${maker}', CASE WHEN n > 3000 THEN plinth_now() END
        FROM generate_series(1, 6000) n`,
      `INSERT INTO membership (workspace_id, user_id, role) SELECT 'made_' || n, '${maker}', 'owner' FROM generate_series(6000, 1, -1) n`,
      `UPDATE membership SET workspace_status = NULL, workspace_created_at = NULL, workspace_name = NULL, workspace_slug = NULL,
        workspace_tier = NULL WHERE user_id = '${maker}' AND workspace_id > 'made_' AND substr(workspace_id, 6)::int > 3000`,
      'VACUUM ANALYZE membership, workspace',
    ]),
  )

  it('no more are counted than one may make', async () => {
    const { db, seen } = explaining(database)
    assert.deepEqual(await findMaker(db, maker, 10), { made: 10, isSuspended: false })
    const [{ rowsRead, entriesRead, wholeTables } = assert.fail('nothing was asked')] = seen
    assert.ok(rowsRead + entriesRead < 50, `${rowsRead} rows and ${entriesRead} entries, whole: ${wholeTables}`)
  })

  it('all are counted under a bound that is not reached', async () => {
    assert.deepEqual(await findMaker(database, maker, 5_000), { made: 3_000, isSuspended: false })
  })
})
