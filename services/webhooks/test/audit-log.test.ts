import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type BusMessage, eventSubject } from '@plinth/kit/bus'
import { changesOf } from '@plinth/kit/events/changes'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import { AuditLogServiceService } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { eventually, make } from '@plinth/testkit'
import { makeMonths } from '../src/audit-log/partition-store.ts'
import { dropExpiredMonths } from '../src/audit-log/retention.ts'
import { asOwner } from './audit-harness.ts'
import { emitOfWorkspace, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness?.stop())

const operator = (workspaceId = ''): CallContext =>
  make.context({ principal: make.operator(), workspaceId, role: Role.ROLE_UNSPECIFIED })
const list = (
  context: CallContext,
  changes: { allWorkspaces?: boolean; filters?: Record<string, string>; cursor?: string } = {},
) => {
  const { allWorkspaces = false, filters = {}, cursor = '' } = changes
  const query = {
    page: 0,
    perPage: 100,
    cursor,
    sort: [],
    filters: Object.entries(filters).map(([field, value]) => ({
      field,
      operator: Filter_Operator.OPERATOR_EQUALS,
      value,
    })),
  }
  return harness.part.dial('webhooks', AuditLogServiceService).listAuditEntries({ query, allWorkspaces }, { context })
}
const entries = async (...asked: Parameters<typeof list>) =>
  (await list(...asked)).entries.map(({ json }) => JSON.parse(json.toString()))
/** The entries as JSON, by page. */
async function pagesOf(context: CallContext): Promise<string[][]> {
  const pages: string[][] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const found: Awaited<ReturnType<typeof list>> = await list(context, { cursor })
    pages.push(found.entries.map(({ json }) => json.toString()))
    cursor = found.page?.nextCursor || undefined
  }
  return pages
}
const idsOf = async (...asked: Parameters<typeof list>) => (await entries(...asked)).map(({ id }) => id)

describe('AuditLogService', () => {
  it('shows a change of the workspace to its admins, and to no one else', async () => {
    const context = make.context()
    const id = await emitWorkspaceUpdated(harness.database, context, 'Acme')
    await eventually(async () => assert.deepEqual(await idsOf(context), [id]))
    const [entry] = await entries(context)
    assert.deepEqual(
      [entry.action, entry.workspace_id, entry.target.type, entry.target.id],
      ['workspace.updated', context.workspaceId, 'workspace', context.workspaceId],
    )
    assert.deepEqual(await idsOf({ ...context, role: Role.ROLE_ADMIN }), [id])
    assert.deepEqual(await idsOf(operator(context.workspaceId)), [id])
    assert.deepEqual(await idsOf(make.context()), [])
    const member = { ...context, role: Role.ROLE_MEMBER }
    await assert.rejects(list(member), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(list(context, { allWorkspaces: true }), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(list({ ...context, workspaceId: '' }), { code: 'MISSING_WORKSPACE_CONTEXT' })
  })

  it('shows operators what belongs to no workspace, and everything if asked for', async () => {
    const context = make.context()
    const none = await emitOfWorkspace(harness.database, { ...context, workspaceId: '' }, 'catalog.updated', {})
    const one = await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => {
      const all = await idsOf(operator(), { allWorkspaces: true })
      assert.deepEqual(
        [none, one].map((id) => all.includes(id)),
        [true, true],
      )
    })
    const ofNone = await idsOf(operator())
    assert.deepEqual([ofNone.includes(none), ofNone.includes(one)], [true, false])
  })

  it('notes an operator in each workspace of which a page of everything shows an entry, once a day', async () => {
    const [first, second, reader] = [make.context(), make.context(), operator()]
    const target = { target_id: first.workspaceId }
    for (const context of [first, second]) await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => {
      const shown = await entries(reader, { allWorkspaces: true, filters: target })
      assert.ok(shown.some(({ action }) => action === 'workspace.updated'))
    })
    await list(reader, { allWorkspaces: true, filters: target })
    const accesses = async (context: CallContext) =>
      (await entries(context, { filters: { action: 'workspace.accessed' } })).map(({ actor }) => actor.key_id)
    assert.deepEqual(await accesses(first), [reader.principal?.keyId])
    assert.deepEqual(await accesses(second), [])
    // An entry that only tells of a read is no reason for another one.
    await list(operator(), { allWorkspaces: true, filters: { action: 'workspace.accessed' } })
    assert.deepEqual(await accesses(first), [reader.principal?.keyId])
    await list(reader, { allWorkspaces: true })
    assert.deepEqual(await idsOf(operator(), { filters: { action: 'workspace.accessed' } }), [])
  })

  it('filters by action, actor, target and request', async () => {
    const context = make.context()
    const updated = await emitWorkspaceUpdated(harness.database, context)
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint(), { context })
    await eventually(async () => assert.equal((await idsOf(context)).length, 2))
    assert.deepEqual(await idsOf(context, { filters: { action: 'workspace.updated' } }), [updated])
    const [created] = await entries(context, { filters: { target_id: endpoint?.id ?? '' } })
    assert.equal(created.action, 'webhook.created')
    assert.deepEqual(await idsOf(context, { filters: { actor_id: 'usr_other' } }), [])
    assert.deepEqual(await idsOf(context, { filters: { request_id: 'req_other' } }), [])
  })

  it('has an entry once, however often its message comes', async () => {
    const context = make.context()
    const { bus } = harness.part
    const caught: BusMessage[] = []
    const catching = await bus.subscribe({
      durable: 'audit-test',
      subjects: [eventSubject(context.workspaceId, 'workspace.updated')],
      batchMax: 1,
      handler: async (messages) => void caught.push(...messages),
    })
    try {
      const id = await emitWorkspaceUpdated(harness.database, context)
      await eventually(() => assert.equal(caught.length, 1))
      await eventually(async () => assert.deepEqual(await idsOf(context), [id]))
      // Under another name: the bus itself would drop the same one.
      await bus.publish(caught.map((message) => ({ ...message, id: `${message.id}-again` })))
      const last = await emitWorkspaceUpdated(harness.database, context)
      await eventually(async () => assert.deepEqual(await idsOf(context), [last, id]))
    } finally {
      await catching.stop()
    }
  })

  it('shows the largest changes once, with at most 1 MiB of them in a page', async () => {
    const context = make.context()
    const { workspaceId } = context
    const metadata = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`key-${at}`, '漢'.repeat(1_000)]))
    const about = { type: 'workspace.updated', workspaceId, objectId: workspaceId, objectType: 'workspace' }
    const event = { ...about, attributes: {}, changes: changesOf(undefined, { metadata }), consumers: ['webhooks'] }
    await harness.database.transaction(async (tx) => {
      for (let at = 0; at < 100; at++) tx.emit(event)
    })
    await eventually(async () => {
      const pages = await pagesOf(context)
      assert.equal(pages.flat().length, 100)
      assert.equal(new Set(pages.flat().map((json) => JSON.parse(json).id)).size, 100)
      for (const page of pages) {
        const bytes = page.reduce((sum, json) => sum + Buffer.byteLength(JSON.stringify(JSON.parse(json).changes)), 0)
        assert.ok(page.length > 1 && bytes <= 1_048_576, `${page.length} entries, ${bytes} bytes`)
      }
    })
  })

  it('refuses to change, delete or empty entries, also in a partition itself', async () => {
    const context = make.context()
    const id = await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => assert.deepEqual(await idsOf(context), [id]))
    const [row] = await harness.database.query<{ name: string }>({
      text: 'SELECT tableoid::regclass::text AS name FROM audit_entry WHERE id = $1',
      values: [id],
    })
    for (const table of ['audit_entry', row?.name ?? '']) {
      for (const text of [`UPDATE ${table} SET action = 'x'`, `DELETE FROM ${table}`, `TRUNCATE ${table}`])
        await assert.rejects(harness.database.pool.query(text), { code: '42501', message: /only ever inserted/ }, text)
    }
    await asOwner(harness.database, async (query) => {
      for (const table of ['audit_entry', row?.name ?? ''])
        await assert.rejects(query(`UPDATE ${table} SET action = 'x'`), { code: '42501', message: /permission denied/ })
      for (const text of ['UPDATE audit_head SET day = day', 'TRUNCATE audit_head'])
        await assert.rejects(query(text), { code: '42501', message: /permission denied/ }, text)
      // Sealing and reporting need these.
      await query('SELECT FROM audit_head FOR UPDATE')
      await query(
        'UPDATE audit_head SET position = position, seal = seal, logged_at = logged_at, reported_at = reported_at',
      )
    })
    assert.deepEqual(await idsOf(context), [id])
  })

  it('stays when the data of tenants is removed', async () => {
    const context = make.context()
    const id = await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => assert.deepEqual(await idsOf(context), [id]))
    await harness.part.running.reset?.()
    assert.deepEqual(await idsOf(context), [id])
  })

  it('loses a month whole once its last day is older than the retention', async () => {
    await makeMonths(harness.database, ['2020-01', '2020-02'])
    const dropped = await dropExpiredMonths(harness.database, 400)
    assert.deepEqual(dropped, ['2020-01', '2020-02'])
    assert.deepEqual(await dropExpiredMonths(harness.database, 30), [])
  })
})
