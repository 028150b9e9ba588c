import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { AuditLogServiceService as AuditLog } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { eventually } from '@plinth/testkit'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const recording = AuditLog.recordOperatorAccess

describe('an operator who reads in a workspace', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh({ GATEWAY_USAGE_FLUSH_MS: '100' })
  })
  after(() => mesh?.stop())
  const read = (key: string, path = '/workspaces/wks_home') => mesh.ask('GET', `/api/v1${path}`, { key })

  it('is noted in the audit log before the first answer, and not again that day', async () => {
    const key = mesh.operatorKey()
    const { promise, resolve } = Promise.withResolvers<void>()
    mesh.script.hold(recording, promise)
    const before = mesh.script.count(recording)
    const [reads, first] = [mesh.script.count(Workspaces.getWorkspace), read(key)]
    await eventually(() => assert.equal(mesh.script.count(recording), before + 1))
    assert.equal(mesh.script.count(Workspaces.getWorkspace), reads)
    resolve()
    assert.equal((await first).status, 200)
    mesh.script.allow(recording)
    for (let times = 0; times < 5; times++) await read(key)
    assert.equal(mesh.script.count(recording), before + 1)
    const { context } = mesh.script.last(recording)
    assert.deepEqual([context.workspaceId, context.principal?.isOperator], ['wks_home', true])
  })

  it('is noted also when all that it reads is events, by a poll', async () => {
    const before = mesh.script.count(recording)
    assert.equal((await read(mesh.operatorKey(), '/webhooks/wh_1/poll?workspace_id=wks_home')).status, 200)
    assert.equal(mesh.script.count(recording), before + 1)
  })

  it('is answered when the log cannot be told, which is told later', async () => {
    mesh.script.refuse(recording, new PlinthError('SERVICE_UNAVAILABLE', 'The database is not available.'))
    const before = mesh.script.count(recording)
    assert.equal((await read(mesh.operatorKey())).status, 200)
    const readBefore = Date.now()
    await eventually(() => assert.ok(mesh.script.count(recording) > before + 1))
    mesh.script.allow(recording)
    const refused = mesh.script.count(recording)
    await eventually(() => assert.ok(mesh.script.count(recording) > refused))
    // With the time of the read: the entry is of that day.
    const at: unknown = Object(mesh.script.last(recording).request).at
    assert.ok(at instanceof Date && at.getTime() <= readBefore)
  })

  it('is not noted for checks of entitlements, without a workspace, and members never are', async () => {
    const before = mesh.script.count(recording)
    await read(mesh.key())
    await read(mesh.operatorKey(), '/workspaces')
    await read(mesh.operatorKey(), '/namespaces/ns_1/entitlements?workspace_id=wks_home')
    assert.equal(mesh.script.count(recording), before)
  })
})
