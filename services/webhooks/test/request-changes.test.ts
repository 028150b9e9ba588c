import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { AuditLogServiceService } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { explaining, fill, make } from '@plinth/testkit'
import { entryOf, type RequestSpan } from '../src/audit-log/entry.ts'
import { makeMonths } from '../src/audit-log/partition-store.ts'
import { insertEntries } from '../src/audit-log/store.ts'
import { requestChanges } from '../src/audit-log/verbs.ts'
import { type Harness, startHarness } from './harness.ts'

const startMs = Date.parse('2026-01-31T23:00:00Z')
const at = (seconds: number) => new Date(startMs + seconds * 1_000)
const operator: CallContext = make.context({
  ...{ principal: make.operator(), workspaceId: '', role: Role.ROLE_UNSPECIFIED },
})

let harness: Harness
before(async () => {
  harness = await startHarness()
  await makeMonths(harness.database, ['2026-01', '2026-02'])
})
after(() => harness?.stop())

interface Stored {
  id?: string
  type?: string
  workspaceId: string
  objectId: string
  requestId: string
  createdAt: Date
}
const store = (entries: readonly Stored[]) =>
  harness.database.transaction((tx) =>
    insertEntries(
      tx,
      entries.map((entry) =>
        entryOf({
          ...{ id: make.id('evt'), type: 'workspace.updated', namespaceId: '', objectType: 'workspace' },
          ...{ attributesJson: '{}', objectName: '', changesJson: '{}', ...entry },
          actor: { type: 'user', id: 'usr_1', keyId: 'key_1', name: 'Ada' },
        }),
      ),
    ),
  )
const ask = (context: CallContext, requestId: string, spans: RequestSpan[]) =>
  harness.part.dial('webhooks', AuditLogServiceService).listRequestChanges({ requestId, spans }, { context })

describe('ListRequestChanges', () => {
  it('tells the events and the changed objects of each span, in their order, to every member', async () => {
    const context = make.context({ role: Role.ROLE_MEMBER })
    const { workspaceId } = context
    const requestId = make.id('req')
    const entry = { workspaceId, requestId }
    await store([
      { ...entry, id: 'evt_2', objectId: 'wks_1', createdAt: at(2) },
      { ...entry, id: 'evt_1', objectId: 'wks_1', createdAt: at(1) },
      { ...entry, id: 'evt_3', objectId: 'del_1', type: 'webhook.delivery_retried', createdAt: at(2) },
      { ...entry, id: 'aud_1', objectId: 'wks_0', type: 'workspace.accessed', createdAt: at(2) },
      { ...entry, id: 'evt_4', objectId: 'wks_2', createdAt: at(90) },
      { ...entry, requestId: make.id('req'), id: 'evt_5', objectId: 'wks_3', createdAt: at(2) },
      { ...entry, workspaceId: make.id('wks'), id: 'evt_6', objectId: 'wks_4', createdAt: at(2) },
    ])
    const spans = [
      { workspaceId, from: at(80), to: at(90) },
      { workspaceId, from: at(1), to: at(2) },
      { workspaceId, from: at(3), to: at(4) },
    ]
    const { changes } = await ask(context, requestId, spans)
    assert.deepEqual(changes, [
      { eventIds: ['evt_4'], changedIds: ['wks_2'] },
      { eventIds: ['evt_1', 'evt_2'], changedIds: ['wks_1', 'del_1'] },
      { eventIds: [], changedIds: [] },
    ])
    const { changes: ofAll } = await ask(operator, requestId, [{ workspaceId: '', from: at(1), to: at(2) }])
    assert.deepEqual(ofAll[0]?.eventIds, ['evt_1', 'evt_2', 'evt_6'])
    assert.deepEqual((await ask(context, requestId, [])).changes, [])
  })

  it('refuses another workspace than that in context, and none', async () => {
    const context = make.context()
    const spans = (workspaceId: string) => [{ workspaceId, from: at(0), to: at(9) }]
    for (const workspaceId of [make.id('wks'), ''])
      await assert.rejects(ask(context, 'req_1', spans(workspaceId)), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(ask({ ...context, workspaceId: '' }, 'req_1', spans('')), {
      code: 'MISSING_WORKSPACE_CONTEXT',
    })
  })

  it('reads its span alone of an id that 10⁵ entries have', async () => {
    const workspaceId = make.id('wks')
    await fill(harness.database, [
      `INSERT INTO audit_entry (created_at, id, workspace_id, namespace_id, action, actor_type,
        actor_id, actor_key_id, actor_name, target_type, target_id, target_name, changes, request_id, idempotency_key, ip, user_agent)
      SELECT '2026-01-31T00:00:00Z'::timestamptz + n * interval '1 s', 'evt_many_' || n,
        CASE WHEN n % 2 = 0 THEN '${workspaceId}' ELSE 'wks_other' END, '', 'workspace.updated', '', '', '', '', '', 'wks_' || n, '', '',
        'same', '', '', '' FROM generate_series(1, 100000) n`,
      'ANALYZE audit_entry',
    ])
    const { db, seen } = explaining(harness.database)
    const spans = [100, 90_000].map((second) => ({
      workspaceId,
      from: new Date(Date.parse('2026-01-31T00:00:00Z') + second * 1_000),
      to: new Date(Date.parse('2026-01-31T00:00:00Z') + (second + 62) * 1_000),
    }))
    const found = await requestChanges(db, operator, 'same', spans)
    assert.deepEqual(
      found.map(({ eventIds }) => eventIds.length),
      [32, 32],
    )
    for (const { rowsRead, wholeTables, text } of seen) {
      assert.deepEqual(wholeTables, [], text)
      assert.ok(rowsRead < 300, `${rowsRead} rows`)
    }
  })
})
