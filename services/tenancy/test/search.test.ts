// Seeded tables with statistics stand for large ones: PostgreSQL plans as it would for a million rows.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { SearchServiceService as Search } from '@plinth/proto/tenancy/v1/search.ts'
import { explaining, fill, make } from '@plinth/testkit'
import { findNamespacesBy, findWorkspacesBy, foundMax } from '../src/search/store.ts'
import { requestLogOf } from './logged.ts'
import { asOperator, asUser, startTenancy } from './tenancy.ts'

const rows = 20_000
let t: Awaited<ReturnType<typeof startTenancy>>
before(async () => {
  t = await startTenancy()
  const given = (name: string) => `'${name} ' || md5(n::text), '${name.toLowerCase()}-' || n`
  await fill(t.part.database, [
    `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata)
      SELECT 'wks_' || n, ${given('Bulk')}, 'free', 'active', '{}', '{}', '{}' FROM generate_series(1, ${rows}) n`,
    `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata, is_default, is_active)
      SELECT 'ns_' || n, gen_random_uuid(), ${given('Bulk')}, 'Workspace', 'wks_' || n, 'wks_' || n, '{}', '{}', '{}', true, true
      FROM generate_series(1, ${rows}) n`,
    `INSERT INTO membership (workspace_id, user_id, role) SELECT 'wks_' || n, 'usr_many', 'member' FROM generate_series(1, 200) n`,
    'ANALYZE',
  ])
})

const types = ['workspace', 'namespace', 'request']
const search = async (text: string, context: CallContext = asOperator(), wanted = types) =>
  (await t.part.dial('tenancy', Search).searchTenancy({ search: { text, types: wanted } }, { context })).results
const of = (type: string, results: Awaited<ReturnType<typeof search>>) => results.filter((one) => one.type === type)

describe('a search in tenancy', () => {
  it('finds a workspace by ID and slug, and by the beginning of its slug or name, until it is deleted', async () => {
    const slug = `orbit-${Date.now().toString(36)}`
    const user = make.id('usr')
    const workspace = await t.create(asUser(user), { name: 'Orbital Works', slug })
    await t.create(asUser(user), { name: 'Another' })
    const found = {
      type: 'workspace',
      id: workspace.id,
      name: 'Orbital Works',
      workspaceId: workspace.id,
      webhookId: undefined,
    }
    const ids = async (text: string) => of('workspace', await search(text))
    for (const text of [workspace.id, slug])
      assert.deepEqual((await ids(text)).slice(0, 1), [{ ...found, isExact: true }], text)
    for (const text of ['orbit-', 'ORBITAL w']) assert.deepEqual(await ids(text), [{ ...found, isExact: false }], text)
    for (const text of ['rbital', '%', 'orbital works!']) assert.deepEqual(await ids(text), [], text)
    await t.workspaces.deleteWorkspace({ idOrSlug: workspace.id }, { context: asUser(user) })
    for (const text of [workspace.id, slug, 'orbital']) assert.deepEqual(await search(text), [], text)
  })

  it('finds a namespace by ID and UUID, with the workspace that it is of', async () => {
    const { database } = t.part
    const [row] = await database.query<{ uuid: string }>({ text: `SELECT uuid FROM namespace WHERE id = 'ns_77'` })
    for (const text of ['ns_77', row?.uuid ?? '']) {
      const [one] = await search(text)
      assert.deepEqual([one?.type, one?.id, one?.workspaceId, one?.isExact], ['namespace', 'ns_77', 'wks_77', true])
    }
  })

  it('finds for a member what the member sees, and for an operator in a workspace what is in it', async () => {
    const [mine, theirs] = [make.id('usr'), make.id('usr')]
    const workspace = await t.create(asUser(mine), { name: 'Quasar Mine' })
    const other = await t.create(asUser(theirs), { name: 'Quasar Theirs' })
    // By its name, and by its slug again.
    const ids = async (context: CallContext) => [
      ...new Set(of('workspace', await search('quasar', context)).map(({ id }) => id)),
    ]
    assert.deepEqual((await ids(asOperator())).toSorted(), [workspace.id, other.id].toSorted())
    assert.deepEqual(await ids(asUser(mine)), [workspace.id])
    assert.deepEqual(await ids(asOperator({ workspaceId: other.id })), [other.id])
    assert.deepEqual(await search(other.id, asUser(mine)), [])
    const namespaces = of('namespace', await search('default', asUser(mine)))
    assert.deepEqual([...new Set(namespaces.map(({ workspaceId }) => workspaceId))], [workspace.id])
    const inOther = of('namespace', await search('default', asOperator({ workspaceId: other.id })))
    assert.deepEqual([...new Set(inOther.map(({ workspaceId }) => workspaceId))], [other.id])
    assert.deepEqual(await search('quasar', asUser(mine), ['namespace']), [])
    // A key that acts in one workspace finds no other of its user.
    const second = await t.create(asUser(mine), { name: 'Quasar Second' })
    const principal = make.principal({ userId: mine, homeWorkspaceId: workspace.id })
    const bound = make.context({ principal, workspaceId: workspace.id })
    assert.deepEqual(await ids(bound), [workspace.id])
    const ofBound = of('namespace', await search('default', bound))
    assert.deepEqual([...new Set(ofBound.map(({ workspaceId }) => workspaceId))], [workspace.id])
    assert.deepEqual((await ids(asUser(mine))).length, 2)
    assert.ok(second.id !== workspace.id)
  })

  it('finds the newest call of a request id, in the workspace of a member alone', async () => {
    const log = requestLogOf(t)
    const requestId = make.id('req')
    await log.record([log.call('wks_a', { requestId }), log.call('wks_b', { requestId })])
    const found = async (context: CallContext) =>
      of('request', await search(requestId, context)).map(({ name, workspaceId }) => [name, workspaceId])
    assert.equal((await found(asOperator())).length, 1)
    assert.deepEqual(await found(asUser('usr_a', { workspaceId: 'wks_a' })), [['PATCH /workspaces/wks_1', 'wks_a']])
    assert.deepEqual(await found(asUser('usr_c', { workspaceId: 'wks_c' })), [])
  })

  it('keeps short what its indexes gather: no write moves much of it', async () => {
    const indexes = await t.part.database.query({
      text: `SELECT relname AS name, reloptions AS options FROM pg_class
        WHERE relname IN ('namespace_search_idx', 'workspace_search_idx') ORDER BY 1`,
    })
    // A server without pg_trgm has none.
    const hasTrigrams = (await t.part.database.query({ text: `SELECT FROM pg_extension WHERE extname = 'pg_trgm'` }))[0]
    const options = ['gin_pending_list_limit=256']
    const names = hasTrigrams === undefined ? [] : ['namespace_search_idx', 'workspace_search_idx']
    assert.deepEqual(
      indexes,
      names.map((name) => ({ name, options })),
    )
  })

  it(`reads no table of ${rows} rows from end to end, and few rows, however many begin so`, async () => {
    const member = { userId: 'usr_many', boundTo: '' }
    for (const text of ['b', 'bulk ', 'bulk-7', 'wks_77', 'ns_77', 'nobody'])
      for (const [of, workspaceId, most] of [
        [undefined, '', 100],
        [undefined, 'wks_77', 100],
        [member, '', 3_000],
      ] as const) {
        const { db, seen } = explaining(t.part.database)
        assert.ok((await findWorkspacesBy(db, text, of, workspaceId)).length <= 2 * foundMax + 1)
        assert.ok((await findNamespacesBy(db, text, of, workspaceId)).length <= 2 * foundMax + 1)
        for (const { wholeTables, rowsRead, entriesRead, text: statement } of seen) {
          assert.deepEqual(
            wholeTables.filter((table) => ['workspace', 'namespace'].includes(table)),
            [],
            statement,
          )
          assert.ok(rowsRead + entriesRead <= most, `${rowsRead + entriesRead} rows: ${statement}`)
        }
      }
  })
})
