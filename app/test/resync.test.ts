import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { identity } from '@plinth/identity'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { tenancy } from '@plinth/tenancy'
import { type TestDatabase, testDatabase } from '@plinth/testkit'
import { webhooks } from '@plinth/webhooks'
import { plinth } from './fixtures/plinth.ts'

const parts = [identity, tenancy, webhooks]
let stores: TestDatabase[]
let databases: Database[]
before(async () => {
  stores = await Promise.all(parts.map(({ migrations }) => testDatabase(migrations)))
  const log = openLog({ level: 'fatal', name: 'app' })
  databases = stores.map(({ url }) => openDatabase({ url, poolMax: 1, clock: new SystemClock(), log }))
})
after(async () => {
  await Promise.all((databases ?? []).map((database) => database.close()))
  await Promise.all((stores ?? []).map((store) => store.drop()))
})

const envOf = (urls = stores.map(({ url }) => url)) => ({
  IDENTITY_DATABASE_URL: urls[0] ?? '',
  TENANCY_DATABASE_URL: urls[1] ?? '',
  WEBHOOKS_DATABASE_URL: urls[2] ?? '',
  SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
})
const resync = (...args: string[]) => plinth(['resync', ...args], envOf())
async function versionOf(at: number, table: string, id: string): Promise<number | undefined> {
  const rows = await databases[at]?.query<{ version: number }>({
    text: `SELECT version FROM ${table} WHERE id = $1`,
    values: [id],
  })
  return rows?.[0]?.version
}
const rowsOf = async (at: number, text: string) => (await databases[at]?.query({ text })) ?? []

const seedEndpoints = `INSERT INTO endpoint (id, workspace_id, url, events, description, headers, is_active, retry_schedule_seconds,
    sealed_secret, disabled_reason, suspended_at)
  SELECT 'wh_' || name, 'wks_' || name, '', '{ping}', '', '{}', true, '{}', '', '', CASE WHEN name = 'back' THEN now() END
  FROM unnest('{back,later,same,ended,unknown}'::text[]) AS name`

describe('plinth resync', () => {
  it('prunes nothing where tenancy has no workspace', async () => {
    await rowsOf(2, seedEndpoints)
    const { code, stderr } = await resync('--prune')
    assert.equal(code, 1)
    assert.match(
      stderr,
      /plinth: tenancy has no workspace: nothing is pruned\. Restore its database, or correct its URL\.\n$/,
    )
  })

  it('brings what webhooks and tenancy keep to what tenancy and identity have, and names each difference', async () => {
    await rowsOf(2, 'INSERT INTO endpoint_state (endpoint_id, workspace_id) SELECT id, workspace_id FROM endpoint')
    await rowsOf(2, `INSERT INTO workspace_standing VALUES ('wks_back', 'suspended', 'evt_0', 7)`)
    await rowsOf(
      1,
      `INSERT INTO workspace (id, name, slug, tier, status, settings, metadata, deleted_at)
        SELECT 'wks_' || name, name, name, 'free', CASE name WHEN 'later' THEN 'suspended' ELSE 'active' END, '{}', '{}',
          CASE WHEN name = 'ended' THEN now() END
        FROM unnest('{back,later,same,ended}'::text[]) AS name`,
    )
    await rowsOf(
      1,
      `INSERT INTO membership (workspace_id, user_id, role)
        VALUES ('wks_same', 'usr_ada', 'owner'), ('wks_same', 'usr_new', 'admin'), ('wks_ended', 'usr_old', 'owner')`,
    )
    await rowsOf(1, `INSERT INTO user_tier VALUES ('usr_ada', 'pro', 9, 9)`)
    await rowsOf(1, `INSERT INTO ended_user VALUES ('usr_bob')`)
    await rowsOf(
      0,
      `INSERT INTO "user" (id, name, email, email_folded, tier)
        SELECT 'usr_' || name, name, name, name, 'free' FROM unnest('{ada,bob}'::text[]) AS name`,
    )
    const { code, stdout, stderr } = await resync()
    assert.deepEqual(
      [code, stdout, stderr],
      [
        0,
        'usr_bob  deleted in tenancy\nusr_new  unknown\nwks_back  active\nwks_ended  deleted\nwks_later  suspended\nwks_unknown  unknown\n',
        '2 users told to tenancy.\n1 users were deleted after the backup of identity: delete them again.\n' +
          '1 members are unknown to identity. Give their workspaces other owners, then remove them.\n' +
          '4 workspaces told to webhooks; 3 had another status there.\n' +
          '1 workspaces have webhooks and are unknown to tenancy. Where that is so after the restore, end them with --prune.\n',
      ],
    )
    assert.deepEqual(await rowsOf(1, 'SELECT tier, version FROM user_tier'), [
      { tier: 'free', version: await versionOf(0, '"user"', 'usr_ada') },
    ])
    const standings = [
      ['wks_back', 'active'],
      ['wks_ended', 'deleted'],
      ['wks_later', 'suspended'],
    ] as const
    for (const [id, status] of standings)
      assert.deepEqual(await rowsOf(2, `SELECT status, version FROM workspace_standing WHERE workspace_id = '${id}'`), [
        { status, version: await versionOf(1, 'workspace', id) },
      ])
    const standing = 'SELECT id FROM endpoint WHERE suspended_at IS NULL AND closing_at IS NULL ORDER BY id'
    assert.deepEqual(await rowsOf(2, standing), [{ id: 'wh_back' }, { id: 'wh_same' }, { id: 'wh_unknown' }])
  })

  it('finds nothing a second time but what is unknown, and ends its webhooks with --prune', async () => {
    const users = 'usr_bob  deleted in tenancy\nusr_new  unknown\n'
    const first = await resync('--prune')
    assert.deepEqual([first.code, first.stdout], [0, `${users}wks_unknown  unknown\n`])
    assert.match(
      first.stderr,
      /4 workspaces told to webhooks; 0 had another status there\.\n.*: their webhooks end\.\n$/,
    )
    assert.equal((await resync()).stdout, users)
  })

  it('is followed after a restore of a tenancy of before earlier calls of it', async () => {
    const before = await versionOf(1, 'workspace', 'wks_back')
    await rowsOf(1, `UPDATE workspace SET status = 'suspended', version = version + 1 WHERE id = 'wks_back'`)
    for (let at = 0; at < 3; at++) await resync()
    await rowsOf(1, `UPDATE workspace SET status = 'active', version = ${before} WHERE id = 'wks_back'`)
    assert.match((await resync()).stdout, /^wks_back {2}active$/m)
    assert.deepEqual(await rowsOf(2, `SELECT status FROM workspace_standing WHERE workspace_id = 'wks_back'`), [
      { status: 'active' },
    ])
    assert.doesNotMatch((await resync()).stdout, /^wks_back/m)
  })

  it('refuses databases that are not migrated', async () => {
    const empty = await testDatabase()
    try {
      const { code, stderr } = await plinth(
        ['resync'],
        envOf(stores.map(({ url }, at) => (at === 1 ? empty.url : url))),
      )
      assert.equal(code, 1)
      assert.match(stderr, /^plinth: The database of tenancy lacks \d+ migrations: run `plinth migrate` first\.\n$/)
    } finally {
      await empty.drop()
    }
  })
})
