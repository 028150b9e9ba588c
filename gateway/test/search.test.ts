import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import type { SearchResult } from '@plinth/proto/common/v1/search.ts'
import { SearchServiceService as IdentitySearch } from '@plinth/proto/identity/v1/search.ts'
import { SearchServiceService as TenancySearch } from '@plinth/proto/tenancy/v1/search.ts'
import { AuditLogServiceService as AuditLog } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { SearchServiceService as WebhooksSearch } from '@plinth/proto/webhooks/v1/search.ts'
import { ranked } from '../src/resources/search.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('GET /search', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh()
  })
  after(() => mesh?.stop())
  const find = (q: string, key = mesh.operatorKey(), more = '') =>
    mesh.ask('GET', `/api/v1/search?q=${encodeURIComponent(q)}${more}`, { key })
  const counts = () =>
    [TenancySearch.searchTenancy, IdentitySearch.searchIdentity, WebhooksSearch.searchWebhooks].map(mesh.script.count)
  const asked = () => mesh.script.last(IdentitySearch.searchIdentity)

  it('200 with what the services found, exact ones first', async () => {
    const { status, json } = await find(' acme ')
    assert.equal(status, 200)
    assert.deepEqual(json, {
      data: [
        { type: 'workspace', id: 'wks_home', name: 'Acme', workspace_id: 'wks_home', webhook_id: null },
        { type: 'user', id: 'usr_joe', name: 'Joe', workspace_id: null, webhook_id: null },
      ],
    })
    const { request, context } = asked()
    const types = ['workspace', 'namespace', 'user', 'api_key', 'operator_key', 'session']
    const all = [...types, 'webhook', 'event', 'delivery', 'request']
    assert.deepEqual(request, { search: { text: 'acme', types: all }, userIds: [] })
    assert.equal(context.workspaceId, '')
  })

  it('asks in the workspace of the key, among its members', async () => {
    assert.equal((await find('acme', mesh.key())).status, 200)
    const { request, context } = asked()
    assert.equal(context.workspaceId, 'wks_home')
    assert.deepEqual((request as { userIds: string[] }).userIds, ['usr_jane', 'usr_joe'])
    await find('acme', mesh.operatorKey(), '&workspace_id=wks_other')
    assert.deepEqual((asked().request as { userIds: string[] }).userIds, ['usr_jane'])
  })

  it('asks for very many members chunk by chunk, and for all else once', async () => {
    const before = mesh.script.count(IdentitySearch.searchIdentity)
    const { status, json } = await find('acme', mesh.operatorKey(), '&workspace_id=wks_crowd')
    assert.equal(status, 200)
    assert.ok(Array.isArray(json.data))
    assert.deepEqual(
      json.data.map(({ type }) => type),
      ['workspace', 'user'],
    )
    assert.equal(mesh.script.count(IdentitySearch.searchIdentity) - before, 2)
    assert.deepEqual(asked().request, { search: { text: 'acme', types: ['user'] }, userIds: ['usr_stranger'] })
  })

  it('asks for what the scopes may read alone', async () => {
    const before = counts()
    await find('acme', mesh.operatorKey({ scopes: ['read:users'] }))
    const after = counts()
    assert.deepEqual(
      after.map((count, at) => count - (before[at] ?? 0)),
      [0, 1, 0],
    )
    assert.deepEqual((asked().request as { search: { types: string[] } }).search.types, ['user'])
    const { json } = await find('acme', mesh.operatorKey({ scopes: ['write:users'] }))
    assert.deepEqual([json, counts()], [{ data: [] }, after])
  })

  it('notes an operator in the workspaces whose rows it was shown, and in that of the call', async () => {
    const recording = AuditLog.recordOperatorAccess
    const before = mesh.script.count(recording)
    await find('acme', mesh.key())
    assert.equal(mesh.script.count(recording), before)
    await find('acme')
    assert.equal(mesh.script.count(recording), before + 1)
    assert.equal(mesh.script.last(recording).context.workspaceId, 'wks_home')
    await find('acme', mesh.operatorKey(), '&workspace_id=wks_other')
    assert.deepEqual(Object(mesh.script.last(recording).request).workspaceIds, ['wks_other', 'wks_home'])
  })

  it('400 without a text, and for a whole API key', async () => {
    for (const q of ['', '  ', 'x'.repeat(501), makeApiKey('sk_live').key]) assert.equal((await find(q)).status, 400, q)
    assert.equal((await mesh.ask('GET', '/api/v1/search', { key: mesh.operatorKey() })).status, 400)
  })

  it('has each once, and at most 20', () => {
    const result = (type: string, id: string, isExact = false): SearchResult => ({
      ...{ type, id, name: id, workspaceId: '', isExact },
    })
    const many = Array.from({ length: 30 }, (_, at) => result('workspace', `wks_${at}`))
    const found = [...many, result('user', 'usr_1'), result('user', 'usr_1', true), result('user', 'usr_1')]
    const shown = ranked(found)
    assert.equal(shown.length, 20)
    assert.deepEqual(shown.slice(0, 2), [result('user', 'usr_1', true), result('workspace', 'wks_0')])
  })
})
