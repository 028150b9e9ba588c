// A workspace may have more members and namespaces than a statement changes in time: its own change does not wait for them.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import { NamespacesServiceService } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { eventually, make } from '@plinth/testkit'
import { findMaker } from '../src/workspaces/makers-store.ts'
import { firstPage } from './team.ts'
import { asOperator, asUser, startTenancy } from './tenancy.ts'

const members = 2_500
const namespaces = 2_500

let tenancy: Awaited<ReturnType<typeof startTenancy>>
let database: Database
before(async () => {
  tenancy = await startTenancy()
  database = tenancy.part.database
})

/** A workspace of a user of two, with so many members and namespaces. */
async function makeLarge(context = asUser()) {
  const workspace = await tenancy.create(context)
  await tenancy.create(context)
  const values = [workspace.id]
  await database.query({
    text: `INSERT INTO membership (workspace_id, user_id, role) SELECT $1, 'usr_' || $1 || n, 'member' FROM generate_series(1, ${members}) n`,
    values,
  })
  await database.query({
    text: `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata, is_default, is_active)
      SELECT 'ns_' || $1 || n, gen_random_uuid(), 'n', 's' || n, 'Workspace', $1, $1, '{}', '{}', '{}', false, true
      FROM generate_series(1, ${namespaces}) n`,
    values,
  })
  return workspace
}

async function count(text: string, id: string): Promise<number> {
  const [row] = await database.query<{ count: number }>({ text: `SELECT count(*) AS count FROM ${text}`, values: [id] })
  return row?.count ?? -1
}

const stale = (id: string) =>
  count(
    `membership m LEFT JOIN workspace w ON w.id = m.workspace_id AND w.deleted_at IS NULL WHERE m.workspace_id = $1
      AND (m.workspace_name, m.workspace_slug, m.workspace_tier, m.workspace_status, m.workspace_created_at)
        IS DISTINCT FROM (w.name, w.slug, w.tier, w.status, w.created_at)`,
    id,
  )
const living = (id: string) => count(`namespace WHERE owner_id = $1 AND deleted_at IS NULL`, id)
const untilCopied = (id: string) =>
  eventually(async () => assert.equal(await count('workspace_copies_due WHERE workspace_id = $1', id), 0))

describe(`a workspace with ${members} members and ${namespaces} namespaces`, () => {
  for (const change of [`status = 'suspended'`, `name = 'Renamed'`, 'deleted_at = plinth_now()'])
    it(`writes none of them in the statement that sets ${change}, and all of them soon`, async () => {
      const { id } = await makeLarge()
      const client = await database.pool.connect()
      try {
        await client.query('BEGIN')
        await client.query(`UPDATE workspace SET ${change}, version = version + 1 WHERE id = $1`, [id])
        const written = `SELECT (SELECT count(*) FROM membership WHERE workspace_id = $1 AND xmin = pg_current_xact_id()::xid)
          + (SELECT count(*) FROM namespace WHERE owner_id = $1 AND xmin = pg_current_xact_id()::xid) AS count`
        assert.deepEqual((await client.query(written, [id])).rows, [{ count: 0 }])
        await client.query('COMMIT')
      } finally {
        client.release()
      }
      await untilCopied(id)
      assert.equal(await stale(id), 0)
      assert.equal((await living(id)) === 0, change.startsWith('deleted_at'))
    })

  it('shows to no member from the moment of its deletion, and counts for none', async () => {
    const context = asUser()
    let { id } = await makeLarge(context)
    const list = () => tenancy.workspaces.listWorkspaces({ query: firstPage }, { context })
    const rpc = tenancy.part.dial('tenancy', NamespacesServiceService)
    const namespaceIds = async () => {
      const { namespaces: shown } = await rpc.listNamespaces({ query: firstPage }, { context })
      return shown.filter(({ ownerId }) => ownerId === id)
    }
    assert.equal((await list()).page?.total, 2)
    assert.notEqual((await namespaceIds()).length, 0)
    // The job waits for this transaction: what shows is what shows before it has run. Where it was faster, another workspace is deleted.
    const holder = await database.pool.connect()
    try {
      for (;;) {
        await tenancy.workspaces.deleteWorkspace({ idOrSlug: id }, { context })
        await holder.query('BEGIN')
        await holder.query('SELECT FROM workspace WHERE id = $1 FOR UPDATE', [id])
        if ((await stale(id)) > 0 && (await living(id)) > 0) break
        await holder.query('ROLLBACK')
        id = (await makeLarge(context)).id
      }
      const total = (
        await database.query<{ living: number }>({
          text: `SELECT count(*)::int AS living FROM membership m JOIN workspace w ON w.id = m.workspace_id WHERE m.user_id = $1 AND w.deleted_at IS NULL`,
          values: [context.principal?.userId],
        })
      )[0]?.living
      const { workspaces, page } = await list()
      assert.deepEqual([workspaces.some((one) => one.id === id), page?.total], [false, total])
      assert.deepEqual(await namespaceIds(), [])
      const named = { idOrUuid: `ns_${id}1` }
      for (const caller of [context, asOperator()])
        await assert.rejects(rpc.getNamespace(named, { context: caller }), { code: 'RESOURCE_NOT_FOUND' })
    } finally {
      await holder.query('ROLLBACK')
      holder.release()
    }
    await untilCopied(id)
    assert.deepEqual([await stale(id), await living(id)], [0, 0])
  })

  it('has the copies of its last change, whatever was copied when it came', async () => {
    const { id } = await makeLarge()
    for (let change = 0; change < 30; change++) {
      const user = make.id('usr')
      await Promise.all([
        tenancy.update(asOperator(), id, { name: `Change ${change}` }),
        tenancy.join(id, user, 'member'),
      ])
    }
    await untilCopied(id)
    assert.equal(await stale(id), 0)
    assert.equal(await count(`membership WHERE workspace_id = $1 AND workspace_name = 'Change 29'`, id), members + 31)
  })

  it('keeps no member from making a workspace, once it was suspended and then deleted', async () => {
    const { id } = await makeLarge()
    const member = asUser()
    await tenancy.join(id, member.principal?.userId ?? '', 'member')
    await tenancy.workspaces.suspendWorkspace({ idOrSlug: id, reason: '' }, { context: asOperator() })
    await untilCopied(id)
    await assert.rejects(tenancy.create(member), { code: 'WORKSPACE_SUSPENDED' })
    await database.transaction(async (tx) => {
      // The job leaves out what is locked.
      await tx.query({ text: `UPDATE workspace SET deleted_at = plinth_now() WHERE id = $1`, values: [id] })
      const { isSuspended } = await findMaker(tx, member.principal?.userId ?? '', 10)
      assert.equal(isSuspended, false)
    })
    await untilCopied(id)
    await tenancy.create(member)
  })
})
