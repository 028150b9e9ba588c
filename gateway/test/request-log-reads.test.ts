import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { Filter_Operator } from '@plinth/proto/common/v1/list.ts'
import {
  type FindLoggedRequestsRequest,
  type ListLoggedRequestsRequest,
  RequestLogServiceService as RequestLog,
} from '@plinth/proto/tenancy/v1/request_log.ts'
import {
  AuditLogServiceService as AuditLog,
  type ListRequestChangesRequest,
} from '@plinth/proto/webhooks/v1/audit_log.ts'
import { eventually, StoppedClock } from '@plinth/testkit'
import { changesOf } from '../src/resources/request-changes.ts'
import { loggedRequest } from './mesh/rows.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

let mesh: Mesh
let key: string
before(async () => {
  mesh = await startMesh({}, new StoppedClock())
  key = mesh.key()
})
after(() => mesh?.stop())
const read = (path: string, as = key) => mesh.ask('GET', `/api/v1/requests${path}`, { key: as })
const lastList = () => mesh.script.last(RequestLog.listLoggedRequests)

describe('GET /requests', () => {
  it('shows a call whole', async () => {
    const { status, json } = await read('')
    assert.equal(status, 200)
    assert.deepEqual(json.data, [
      {
        ...{ id: 'rql_1', request_id: 'req_1', at: '2026-01-01T00:00:00.000Z', method: 'PATCH' },
        ...{ path: '/workspaces/wks_home', operation: 'workspaces.update', status: 200, code: null, duration_ms: 7 },
        ...{ key_id: 'key_1', session_id: null, user_id: 'usr_jane', workspace_id: 'wks_home', namespace_id: null },
        actor: { type: 'user', id: 'usr_jane', name: 'Jane' },
        ...{ is_replayed: false, limited_by: null, omitted: 0 },
        decision: { feature: 'storage', quantity: 20, reason: 'LIMIT_EXCEEDED', limit: 100, used: 90, available: 10 },
      },
    ])
    assert.deepEqual(json.meta, { per_page: 15, next_cursor: null })
  })

  it('passes every filter on, and pages by cursor alone', async () => {
    const asked = {
      ...{ method: 'POST', operation: 'users.list', status: '404', code: 'RESOURCE_NOT_FOUND', key_id: 'key_1' },
      ...{ session_id: 'ses_1', user_id: 'usr_1', feature: 'storage', is_refused: 'true' },
    }
    await read(`?${new URLSearchParams({ ...asked, created_after: '2026-01-01', cursor: 'abc', per_page: '2' })}`)
    const { query, allWorkspaces } = lastList().request as ListLoggedRequestsRequest
    const { OPERATOR_EQUALS, OPERATOR_AT_LEAST } = Filter_Operator
    assert.deepEqual(query?.filters, [
      ...Object.entries(asked).map(([field, value]) => ({ field, operator: OPERATOR_EQUALS, value })),
      { field: 'created_at', operator: OPERATOR_AT_LEAST, value: '2026-01-01T00:00:00.000Z' },
    ])
    assert.deepEqual([query.cursor, query.perPage, allWorkspaces], ['abc', 2, false])
    for (const bad of ['?status=99', '?is_refused=x', '?method=BREW', '?page=1&cursor=', '?ip=1'])
      assert.equal((await read(bad)).status, 400, bad)
  })

  it('asks for all workspaces by name, and notes the operator in those that are shown', async () => {
    const operator = mesh.operatorKey()
    await read('?all_workspaces=true', operator)
    assert.equal((lastList().request as ListLoggedRequestsRequest).allWorkspaces, true)
    assert.equal(mesh.script.last(AuditLog.recordOperatorAccess).context.workspaceId, 'wks_home')
    await read('?workspace_id=wks_other', operator)
    assert.equal(lastList().context.workspaceId, 'wks_other')
    assert.equal(mesh.script.last(AuditLog.recordOperatorAccess).context.workspaceId, 'wks_other')
  })

  it('of all workspaces is shown to an operator who was noted', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    mesh.script.hold(AuditLog.recordOperatorAccess, promise)
    const before = mesh.script.count(AuditLog.recordOperatorAccess)
    let isAnswered = false
    const answer = read('?all_workspaces=true', mesh.operatorKey()).finally(() => {
      isAnswered = true
    })
    await eventually(() => assert.equal(mesh.script.count(AuditLog.recordOperatorAccess), before + 1))
    assert.equal(isAnswered, false)
    resolve()
    assert.equal((await answer).status, 200)
    mesh.script.allow(AuditLog.recordOperatorAccess)
  })
})

describe('GET /requests/{request_id}', () => {
  it('adds what the calls changed, and their events, by one call to webhooks', async () => {
    const { status, json } = await read('/req_1')
    assert.equal(status, 200)
    const [{ request_id, changed, event_ids }] = json.data as unknown as [Record<string, unknown>]
    assert.deepEqual([request_id, changed, event_ids], ['req_1', ['wks_home'], ['evt_1']])
    assert.equal(
      (mesh.script.last(RequestLog.findLoggedRequests).request as FindLoggedRequestsRequest).requestId,
      'req_1',
    )
    const { requestId, spans } = mesh.script.last(AuditLog.listRequestChanges).request as ListRequestChangesRequest
    assert.equal(requestId, 'req_1')
    const [from, to] = [new Date('2025-12-31T23:59:58.000Z'), new Date('2026-01-01T00:01:00.007Z')]
    assert.deepEqual(spans, [{ workspaceId: 'wks_home', from, to }])
  })

  it('notes an operator who names no workspace in those of the calls, once', async () => {
    const [operator, before] = [mesh.operatorKey(), mesh.script.count(AuditLog.recordOperatorAccess)]
    for (let times = 0; times < 3; times++) assert.equal((await read('/req_1', operator)).status, 200)
    assert.equal(mesh.script.last(AuditLog.recordOperatorAccess).context.workspaceId, 'wks_home')
    await read('/req_1')
    assert.equal(mesh.script.count(AuditLog.recordOperatorAccess), before + 1)
  })

  it('shows the calls without them while webhooks is away', async () => {
    mesh.script.refuse(AuditLog.listRequestChanges, new PlinthError('SERVICE_UNAVAILABLE', 'Gone.'))
    const { status, json } = await read('/req_1')
    mesh.script.allow(AuditLog.listRequestChanges)
    const [{ changed, event_ids }] = json.data as unknown as [Record<string, unknown>]
    assert.deepEqual([status, changed, event_ids], [200, null, null])
  })

  it('fails as webhooks does when that is a fault', async () => {
    mesh.script.refuse(AuditLog.listRequestChanges, new PlinthError('INTERNAL_ERROR', 'Broken.'))
    const { status } = await read('/req_1')
    mesh.script.allow(AuditLog.listRequestChanges)
    assert.equal(status, 500)
  })

  it('asks for calls alone that may have changed something, each until the next with its id', async () => {
    const asked: ListRequestChangesRequest[] = []
    const auditLog = {
      listRequestChanges: async (request: ListRequestChangesRequest) => {
        asked.push(request)
        return { changes: request.spans.map((_span, at) => ({ eventIds: [`evt_${at}`], changedIds: [] })) }
      },
    }
    const at = (atMs: number, fields: object = {}) => ({ ...loggedRequest, atMs, durationMs: 10, ...fields })
    const rows = [
      at(90_000),
      at(80_000, { method: 'GET' }),
      at(70_000, { status: 404 }),
      at(60_000, { isReplayed: true }),
      at(50_000, { status: 0 }),
      at(49_000, { status: 504 }),
    ]
    const found = await changesOf({ auditLog } as never, 'req_1', rows, {})
    const spans = asked[0]?.spans.map(({ from, to }) => [from?.getTime(), to?.getTime()])
    assert.deepEqual(spans, [
      [88_000, 150_010],
      [48_000, 60_000],
      [47_000, 50_000],
    ])
    assert.deepEqual(
      found.map(({ changes }) => changes?.eventIds),
      [['evt_0'], [], [], [], ['evt_1'], ['evt_2']],
    )
    assert.deepEqual(
      await changesOf({ auditLog } as never, 'req_1', rows.slice(1, 4), {}),
      rows.slice(1, 4).map((request) => ({
        request,
        changes: { eventIds: [], changedIds: [] },
      })),
    )
    assert.equal(asked.length, 1)
  })
})
