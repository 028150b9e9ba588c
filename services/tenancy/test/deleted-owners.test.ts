// A deleted workspace or namespace leaves nothing but what its ledger proves; what lives is not touched.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Tx } from '@plinth/kit/db'
import { MembershipsServiceService } from '@plinth/proto/tenancy/v1/members.ts'
import { OwnerType } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { explaining, fill, make, rowsReadByKeptPlans } from '@plinth/testkit'
import { forgetOwners } from '../src/deleted-owners/store.ts'
import { retain } from '../src/jobs/retention.ts'
import { startLedger } from './ledger.ts'
import { wanted } from './namespaces.ts'
import { dayMs, ofNamespace, ofWorkspace } from './plans.ts'
import { ledgerDays, retire } from './retire-ledger.ts'
import { asOperator, given } from './tenancy.ts'

const deletedDays = 30
let t: Awaited<ReturnType<typeof startLedger>>
before(async () => {
  t = await startLedger()
})

const run = () => retain({ database: t.part.database, ledgerDays, deletedDays })
let daysGone = 0
const later = (days: number) => {
  daysGone += days
  return t.travel(daysGone * dayMs)
}

const owners = ['package_assignment', 'boost', 'balance', 'usage_opening', 'usage_hour']
/** The tables that have rows of one of these workspaces and namespaces. */
async function tablesOf(...ids: string[]): Promise<string[]> {
  const asked = [
    ...owners.map((table) => [table, 'owner_id']),
    ...['membership', 'invitation', 'request_day'].map((table) => [table, 'workspace_id']),
    ...['workspace', 'namespace'].map((table) => [table, 'id']),
  ]
  const rows = await t.part.database.query<{ name: string }>({
    text: asked
      .map(
        ([table, column]) => `SELECT '${table}' AS name WHERE EXISTS (SELECT FROM ${table} WHERE ${column} = ANY ($1))`,
      )
      .join(' UNION ALL '),
    values: [ids],
  })
  return rows.map(({ name }) => name).sort()
}

/** A workspace with a namespace, and rows of both in every table. */
async function fullOwner() {
  const { workspace, namespace } = await t.newOwner()
  await t.assign(ofNamespace(namespace.id), 'small')
  await t.assign(ofWorkspace(workspace.id), 'large')
  await t.boost(ofNamespace(namespace.id))
  for (const feature of ['storage', 'mails', 'credits']) await t.consume(namespace.id, feature, 3)
  await fill(t.part.database, [
    {
      text: `INSERT INTO usage_opening (owner_id, pool, reset, window_start, quantity)
        SELECT owner_id, pool, reset, window_start, 0 FROM balance WHERE owner_id = $1 AND reset = 'none'`,
      values: [namespace.id],
    },
    {
      text: `INSERT INTO request_day (workspace_id, day, requests, success, errors, time_ms_sum, time_ms_min, time_ms_max,
        request_bytes, response_bytes) VALUES ($1, '2026-05-01', 1, 1, 0, 1, 1, 1, 1, 1)`,
      values: [workspace.id],
    },
    {
      text: `INSERT INTO invitation (id, workspace_id, email, email_folded, role, token_hash, expires_at)
        VALUES ($2, $1, 'a@example.com', 'a@example.com', 'member', $3, plinth_now() + interval '1000 days')`,
      values: [workspace.id, make.id('inv'), Buffer.from(make.id('tok'))],
    },
  ])
  return { workspaceId: workspace.id, namespaceId: namespace.id }
}
const everything = [...owners, 'invitation', 'membership', 'namespace', 'request_day', 'workspace'].sort()
const deleteWorkspace = (idOrSlug: string) => t.workspaces.deleteWorkspace({ idOrSlug }, { context: asOperator() })

describe('a deleted workspace', () => {
  it('leaves with its namespaces and what belonged to them, and not a day too soon; a living one stays whole', async () => {
    const [gone, living] = [await fullOwner(), await fullOwner()]
    const of = ({ workspaceId, namespaceId }: typeof gone) => tablesOf(workspaceId, namespaceId)
    await deleteWorkspace(gone.workspaceId)
    await later(deletedDays - 1)
    await run()
    assert.deepEqual(await of(gone), everything)
    await later(2)
    await run()
    assert.deepEqual([await of(gone), await of(living)], [[], everything])
    const kept = await t.part.database.query({
      text: `SELECT (SELECT count(*) FROM usage_record WHERE namespace_id = $1) AS records,
        (SELECT count(*) FROM entitlement_log WHERE owner_id = $1) AS changes`,
      values: [gone.namespaceId],
    })
    assert.deepEqual(kept, [{ records: 3, changes: 2 }])
    await later(ledgerDays)
    await retire(t.part.database)
    assert.deepEqual(await of(gone), [])
  })

  it('leaves however many members it has, while two processes delete', async () => {
    const { workspaceId } = await fullOwner()
    await fill(t.part.database, [
      `INSERT INTO membership (workspace_id, user_id, role) SELECT '${workspaceId}', 'usr_many_' || n, 'member' FROM generate_series(1, 3500) n`,
    ])
    await deleteWorkspace(workspaceId)
    const due = () => t.part.database.query({ text: 'SELECT FROM workspace_copies_due' })
    while ((await due()).length > 0);
    await later(deletedDays + 1)
    await Promise.all([run(), run()])
    await run()
    assert.deepEqual(await tablesOf(workspaceId), [])
  })

  it('waits while its namespaces are still being deleted', async () => {
    const { workspaceId } = await fullOwner()
    const { database } = t.part
    await deleteWorkspace(workspaceId)
    await later(deletedDays + 1)
    const client = await database.pool.connect()
    const tx: Pick<Tx, 'query'> = { query: async (statement) => (await client.query(statement)).rows }
    try {
      await client.query('BEGIN')
      await client.query(`INSERT INTO workspace_copies_due (workspace_id, is_deleted) VALUES ($1, true)`, [workspaceId])
      while (await forgetOwners(tx, 'workspace', deletedDays));
      const rows = await tx.query({ text: 'SELECT id FROM workspace WHERE id = $1', values: [workspaceId] })
      assert.deepEqual(rows, [{ id: workspaceId }])
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  })
})

describe('a deleted namespace', () => {
  it('leaves without its workspace, whose pool keeps what it used', async () => {
    const { workspaceId, namespaceId } = await fullOwner()
    await t.assign(ofWorkspace(workspaceId), 'extra')
    const context = asOperator({ workspaceId })
    const { id: other } = given((await t.namespaces.createNamespace(wanted({}), { context })).namespace)
    await t.consume(other, 'credits', 7)
    await t.namespaces.deleteNamespace({ idOrUuid: other }, { context })
    await later(deletedDays + 1)
    await run()
    assert.deepEqual(await tablesOf(other), [])
    assert.ok((await tablesOf(workspaceId, namespaceId)).includes('namespace'))
    assert.equal(
      (await t.proof(namespaceId)).every(({ balance, ledger }) => balance === ledger),
      true,
    )
  })
})

describe('the deleted namespaces of a user', () => {
  const namesOf = async (userId: string) => {
    const text = 'SELECT name, settings, tags, metadata FROM namespace WHERE owner_id = $1'
    return t.part.database.query<{ name: string }>({ text, values: [userId] })
  }
  const deleteOwn = async (userId: string) => {
    const rows = await t.part.database.query<{ id: string }>({
      text: `UPDATE namespace SET settings = '{"a": 1}', tags = '{b}', metadata = '{"c": "d"}' WHERE owner_id = $1 RETURNING id`,
      values: [userId],
    })
    for (const { id } of rows) await t.namespaces.deleteNamespace({ idOrUuid: id }, { context: asOperator() })
    return rows.length
  }

  it('leave but for the first, emptied: the user does not get a Personal one again, and that goes with the user', async () => {
    const { user } = await t.newOwner()
    const userId = user.principal?.userId ?? ''
    const fields = { ownerType: OwnerType.OWNER_TYPE_USER, ownerId: userId }
    await t.namespaces.createNamespace(wanted(fields), { context: user })
    assert.equal(await deleteOwn(userId), 2)
    await later(deletedDays + 1)
    await Promise.all([run(), run()])
    await t.create(user)
    assert.deepEqual(await namesOf(userId), [{ name: '', settings: {}, tags: [], metadata: {} }])
    await run()
    assert.equal((await namesOf(userId)).length, 1)
    const { workspaces } = await t.workspaces.listWorkspaces({}, { context: user })
    for (const { id } of workspaces) await deleteWorkspace(id)
    const memberships = t.part.dial('tenancy', MembershipsServiceService)
    await memberships.endUser({ userId, userVersion: 4 }, { context: asOperator() })
    await later(deletedDays + 1)
    await run()
    assert.deepEqual(await namesOf(userId), [])
  })

  it('leave with a user who is deleted', async () => {
    const { user, workspace } = await t.newOwner()
    const userId = user.principal?.userId ?? ''
    await deleteWorkspace(workspace.id)
    const memberships = t.part.dial('tenancy', MembershipsServiceService)
    await memberships.endUser({ userId, userVersion: 4 }, { context: asOperator() })
    await later(deletedDays + 1)
    await run()
    assert.deepEqual(await namesOf(userId), [])
  })
})

describe('among many living ones, and members of others', () => {
  it('the deleted ones and their rows are found by index', async () => {
    const { database } = t.part
    await fill(database, [
      `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata, deleted_at)
        SELECT 'wks_x' || n, 'w', 'x' || n, 'free', 'active', '{}', '{}', '{}', CASE WHEN n <= 5 THEN '2020-01-01'::timestamptz END
        FROM generate_series(1, 4000) n`,
      `INSERT INTO membership (workspace_id, user_id, role) SELECT 'wks_x' || (n % 4000 + 1), 'usr_x' || n, 'member' FROM generate_series(1, 8000) n`,
      'VACUUM ANALYZE',
    ])
    for (const kind of ['namespace', 'workspace'] as const) {
      const { db, seen } = explaining(database)
      await forgetOwners(db, kind, deletedDays)
      for (const { rowsRead, entriesRead, text } of seen)
        assert.ok(rowsRead + entriesRead < 200, `${rowsRead} rows and ${entriesRead} entries: ${text}`)
    }
    assert.deepEqual(await tablesOf('wks_x1', 'wks_x5'), [])
    assert.deepEqual(await tablesOf('wks_x6'), ['membership', 'workspace'])
  })

  it('also where few owners have all rows of a table, by plans that a connection has kept', async () => {
    const { database } = t.part
    await fill(database, [
      `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, settings, tags, metadata, is_default, is_active, deleted_at)
        SELECT 'ns_x' || n, gen_random_uuid(), 'n', 'x' || n, 'Workspace', 'wks_x100', '{}', '{}', '{}', false, true, '2020-01-01'
        FROM generate_series(1, 5) n`,
      `INSERT INTO usage_hour (owner_id, pool, hour, used)
        SELECT 'ns_of_hours' || n % 40, 'calls', '2026-01-01'::timestamptz + n * interval '1 hour', 1 FROM generate_series(1, 20000) n`,
      'VACUUM ANALYZE usage_hour, namespace',
    ])
    const rowsRead = await rowsReadByKeptPlans(database, (tx) => forgetOwners(tx, 'namespace', deletedDays))
    assert.ok(rowsRead < 1_000, `${rowsRead} rows`)
    assert.deepEqual(await tablesOf('ns_x1', 'ns_x5'), [])
  })
})
