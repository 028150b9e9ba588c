import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ApiKeysServiceService as Keys } from '@plinth/proto/identity/v1/api_keys.ts'
import { UsersServiceService as Users } from '@plinth/proto/identity/v1/users.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { AuditLogServiceService as AuditLog } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { DeliveriesServiceService as Deliveries } from '@plinth/proto/webhooks/v1/deliveries.ts'
import { EndpointsServiceService as Endpoints, type ListEndpointsRequest } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { operations } from '../src/operations.ts'
import { exampleBody, headersOf, isWrite, pathOf, requiredQuery } from './every-operation.contract.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('context', () => {
  let mesh: Mesh
  let key: string
  let wide: string
  before(async () => {
    mesh = await startMesh()
    key = mesh.key()
    wide = mesh.key({ allWorkspaces: true })
  })
  after(() => mesh.stop())

  const hooks = (query = '', headers: Record<string, string> = {}, by = key) =>
    mesh.ask('GET', `/api/v1/webhooks${query}`, { key: by, headers })
  const seenWorkspace = () => mesh.script.last(Endpoints.listEndpoints).context.workspaceId

  it('is the key’s workspace when none is named', async () => {
    assert.equal((await hooks()).status, 200)
    const { context } = mesh.script.last(Endpoints.listEndpoints)
    assert.equal(context.workspaceId, 'wks_home')
    assert.equal(context.role, 3)
    assert.equal(context.principal?.userId, 'usr_jane')
  })

  it('is the one named by header, by query, or by both alike; a slug is a name', async () => {
    for (const [query, headers] of [
      ['', { 'x-workspace-id': 'wks_other' }],
      ['?workspace_id=wks_other', {}],
      ['?workspace_id=other', { 'x-workspace-id': 'other' }],
    ] as const) {
      assert.equal((await hooks(query, headers, wide)).status, 200)
      assert.equal(seenWorkspace(), 'wks_other')
    }
    assert.equal((await hooks('?workspace_id=acme')).status, 200)
    assert.equal(seenWorkspace(), 'wks_home')
  })

  it('404 as for a missing one where the key may not act, though another key of its user just did', async () => {
    const headers = { 'x-request-id': 'same' }
    assert.equal((await hooks('?workspace_id=wks_other', headers, wide)).status, 200)
    const comparable = ({ status, text }: { status: number; text: string }) => ({ status, text })
    for (const [name, by] of [
      ['wks_other', key],
      ['wks_private', wide],
    ] as const) {
      const missing = comparable(await hooks('?workspace_id=wks_missing', headers, by))
      assert.equal(missing.status, 404)
      assert.deepEqual(comparable(await hooks(`?workspace_id=${name}`, headers, by)), missing)
    }
  })

  it('400 CONTEXT_CONFLICT when header and query differ', async () => {
    const answer = await hooks('?workspace_id=wks_home', { 'x-workspace-id': 'wks_other' })
    assert.equal(answer.status, 400)
    assert.equal(answer.json.error.code, 'CONTEXT_CONFLICT')
  })

  it('404, never a fallback, for one that is unknown or not the caller’s', async () => {
    for (const name of ['wks_foreign', 'wks_missing', 'a b', '%00', `${'x'.repeat(200)}`]) {
      assert.equal((await hooks(`?workspace_id=${name}`)).status, 404, name)
    }
    assert.equal((await hooks('?workspace_id=')).status, 400)
  })

  it('is the path’s under /workspaces/{id}; 400 when something else is named besides', async () => {
    const read = (query: string) => mesh.ask('GET', `/api/v1/workspaces/wks_other${query}`, { key: wide })
    assert.equal((await read('')).status, 200)
    assert.equal(mesh.script.last(Workspaces.getWorkspace).context.workspaceId, 'wks_other')
    assert.equal((await read('?workspace_id=wks_other')).status, 200)
    assert.equal((await read('?workspace_id=other')).status, 200)
    for (const name of ['wks_home', 'wks_foreign', 'wks_missing']) {
      assert.equal((await read(`?workspace_id=${name}`)).json.error.code, 'CONTEXT_CONFLICT')
    }
  })

  it('400 MISSING_WORKSPACE_CONTEXT for an operator who names none; any will do', async () => {
    const operator = mesh.operatorKey()
    const unnamed = await mesh.ask('GET', '/api/v1/events', { key: operator })
    assert.equal(unnamed.json.error.code, 'MISSING_WORKSPACE_CONTEXT')
    assert.equal((await hooks('', { 'x-workspace-id': 'wks_foreign' }, operator)).status, 200)
    assert.equal(seenWorkspace(), 'wks_foreign')
    assert.equal((await mesh.ask('GET', '/api/v1/workspaces', { key: operator })).status, 200)
  })

  it('403 for an operator who chose another workspace than that of the namespace in the path, before anything is called', async () => {
    const operator = mesh.operatorKey()
    const under = operations.filter(({ path, isForOperators }) => path.startsWith('/namespaces/{') && !isForOperators)
    assert.ok(under.length >= 25)
    const lookUps = /ResolveAccess|GetNamespace|Authenticate|RecordRequest|RecordForeignKeys/
    const ask = (operation: (typeof under)[number], workspace: string) => {
      const headers = { ...headersOf(operation), 'x-workspace-id': workspace }
      const options = { key: operator, headers, ...(isWrite(operation) ? exampleBody(operation) : {}) }
      const path = pathOf(operation, { namespace_id: 'ns_1' }) + requiredQuery(operation)
      return mesh.ask(operation.method, path, options)
    }
    for (const operation of under) {
      const ours = await ask(operation, 'wks_home')
      assert.ok(ours.status < 300, `${operation.id}: ${ours.text}`)
      const before = mesh.script.seen.length
      const { status, json } = await ask(operation, 'wks_other')
      assert.deepEqual([status, json.error.code], [403, 'NAMESPACE_ACCESS_DENIED'], operation.id)
      const called = mesh.script.seen.slice(before).map(({ method }) => method)
      assert.ok(
        called.every((one) => lookUps.test(one)),
        `${operation.id}: ${called}`,
      )
    }
  })

  it('404 for an operator who chose a workspace of which the user in the path is no member', async () => {
    const ask = (method: string, path: string, workspace: string) =>
      mesh.ask(method, `/api/v1/users/${path}`, { key: mesh.operatorKey(), headers: { 'x-workspace-id': workspace } })
    for (const [method, path] of [
      ['GET', 'usr_joe'],
      ['GET', 'usr_joe/memberships'],
      ['POST', 'usr_joe/suspend'],
    ] as const) {
      assert.equal((await ask(method, path, 'wks_home')).status, 200, path)
      assert.equal((await ask(method, path, 'wks_other')).json.error.code, 'RESOURCE_NOT_FOUND', path)
    }
    // A user of no workspace is of no other one: identity answers.
    const before = mesh.script.count(Users.getUser)
    await ask('GET', 'usr_nobody', 'wks_other')
    assert.equal(mesh.script.count(Users.getUser), before + 1)
  })

  it('is none for an operator who lists all workspaces', async () => {
    for (const [path, method] of [
      ['webhooks', Endpoints.listEndpoints],
      ['deliveries', Deliveries.listWorkspaceDeliveries],
      ['audit-log', AuditLog.listAuditEntries],
    ] as const) {
      const asked = `/api/v1/${path}?all_workspaces=true&created_after=2026-01-01`
      assert.equal((await mesh.ask('GET', asked, { key: mesh.operatorKey() })).status, 200, path)
      const { context, request } = mesh.script.last(method)
      const { query, allWorkspaces } = request as ListEndpointsRequest
      assert.deepEqual([context.workspaceId, allWorkspaces], ['', true], path)
      assert.deepEqual(
        query?.filters.map(({ field }) => field),
        ['created_at'],
        path,
      )
    }
  })

  it('403 WORKSPACE_SUSPENDED for its members, not for operators', async () => {
    const headers = { 'x-workspace-id': 'wks_suspended' }
    const member = mesh.key({ workspaceId: 'wks_suspended' })
    assert.equal((await hooks('', headers, member)).json.error.code, 'WORKSPACE_SUSPENDED')
    assert.equal((await hooks('', headers, mesh.operatorKey())).status, 200)
    assert.equal((await mesh.ask('GET', '/api/v1/workspaces', { key })).status, 200)
  })

  it('403 WORKSPACE_SUSPENDED everywhere for a key whose own workspace is suspended, but for what shows the state', async () => {
    const suspended = mesh.key({ workspaceId: 'wks_suspended' })
    const open = new Set<string>()
    const mayCall = operations.filter(({ scope, isForOperators }) => scope !== 'none' && isForOperators !== true)
    for (const operation of mayCall) {
      const path = pathOf(operation, { workspace_id: 'wks_suspended' }) + requiredQuery(operation)
      const answer = await mesh.ask(operation.method, path, {
        key: suspended,
        ...(isWrite(operation) ? exampleBody(operation) : {}),
        headers: headersOf(operation),
      })
      if (answer.json?.error?.code !== 'WORKSPACE_SUSPENDED') open.add(`${operation.id} ${answer.status}`)
    }
    // Operator keys are operators' alone, and the report of a key needs none.
    const others = /^(operator-keys\.\w+ 403|api-keys\.report 202)$/
    const shown = [...open].filter((one) => !others.test(one)).sort()
    const ofSessions = ['sessions.create 201', 'sessions.current 200', 'sessions.end-current 204']
    assert.deepEqual(shown, [...ofSessions, 'users.current 200', 'workspaces.get 200', 'workspaces.list 200'])
  })

  it('passes the namespace named on to be checked', async () => {
    assert.equal((await hooks('', { 'x-namespace-id': 'ns_1' })).status, 200)
    assert.equal(mesh.script.last(Endpoints.listEndpoints).context.namespaceId, 'ns_1')
  })

  it('404 for a path id that could name nothing', async () => {
    for (const id of ['%00', 'a%20b', 'x'.repeat(200), '%F0%9F%98%80']) {
      const answer = await mesh.ask('GET', `/api/v1/api-keys/${id}`, { key })
      assert.equal(answer.json.error.code, 'RESOURCE_NOT_FOUND', id)
    }
    assert.equal(mesh.script.count(Keys.getApiKey), 0)
  })
})
