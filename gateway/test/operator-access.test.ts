import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { UsersServiceService as Users } from '@plinth/proto/identity/v1/users.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import {
  AuditLogServiceService as AuditLog,
  type RecordOperatorAccessRequest,
} from '@plinth/proto/webhooks/v1/audit_log.ts'
import { eventually } from '@plinth/testkit'
import { operations } from '../src/operations.ts'
import { pathOf } from './every-operation.contract.ts'
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

  it('is noted also when a filter that it tests shows the data of an event', async () => {
    const before = mesh.script.count(recording)
    const asked = { key: mesh.operatorKey(), body: { filter: { a: 1 }, event_id: 'evt_1' } }
    assert.equal((await mesh.ask('POST', '/api/v1/webhooks/filters/test?workspace_id=wks_home', asked)).status, 200)
    assert.equal(mesh.script.count(recording), before + 1)
  })

  it('is noted also when it shows a row by a change that may change nothing, and not when it makes or deletes one', async () => {
    const under = async (method: string, path: string, body?: object) => {
      const before = mesh.script.seen.length
      const answer = await mesh.ask(method, `/api/v1${path}`, { key: mesh.operatorKey(), body })
      assert.ok(answer.status < 300, `${path}: ${answer.text}`)
      return notedSince(before)
    }
    for (const path of ['/workspaces/wks_home', '/namespaces/ns_1', '/webhooks/wh_1?workspace_id=wks_home'])
      assert.deepEqual(await under('PATCH', path, {}), ['wks_home'], path)
    assert.deepEqual(await under('PATCH', '/users/usr_joe', {}), ['wks_crowd', 'wks_home'])
    assert.deepEqual(await under('POST', '/workspaces/wks_home/reactivate'), ['wks_home'])
    assert.deepEqual(await under('POST', '/workspaces/wks_home/packages/pkg_1/suspend'), ['wks_home'])
    assert.deepEqual(await under('POST', '/workspaces', { name: 'Acme', owner_id: 'usr_joe' }), [])
    assert.deepEqual(await under('DELETE', '/namespaces/ns_1'), [])
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

  /** The workspaces in which a read of a new operator key is noted. */
  async function notedIn(path: string): Promise<string[]> {
    const before = mesh.script.seen.length
    const answer = await read(mesh.operatorKey(), path)
    assert.equal(answer.status, 200, `${path}: ${answer.text}`)
    return notedSince(before)
  }

  /** The workspaces in which reads are noted by calls from this place on. */
  function notedSince(before: number): string[] {
    return mesh.script.seen
      .slice(before)
      .filter(({ method }) => method === recording.path)
      .flatMap(({ context, request }) => [
        context.workspaceId,
        ...(request as RecordOperatorAccessRequest).workspaceIds,
      ])
      .filter((id) => id !== '')
      .sort()
  }

  it('is noted in the workspace of the namespace that it names, whether it names that workspace or none', async () => {
    const under = operations.filter(({ method, path }) => method === 'GET' && path.startsWith('/namespaces/{'))
    assert.ok(under.length >= 8)
    for (const operation of under) {
      const path = pathOf(operation, { namespace_id: 'ns_1' }).slice('/api/v1'.length)
      const query =
        operation.id === 'entitlements.series'
          ? '?feature=storage'
          : '?per_page=1'.slice(0, operation.list ? undefined : 0)
      assert.deepEqual(await notedIn(path + query), ['wks_home'], operation.id)
      assert.deepEqual(await notedIn(`${path}${query || '?'}&workspace_id=wks_home`), ['wks_home'], operation.id)
    }
  })

  it('is noted in all workspaces of the user that it names', async () => {
    const reads = mesh.script.count(Users.getUser)
    const held = Promise.withResolvers<void>()
    mesh.script.hold(recording, held.promise)
    const noting = notedIn('/users/usr_joe')
    const before = mesh.script.count(recording)
    await eventually(() => assert.equal(mesh.script.count(recording), before + 1))
    assert.equal(mesh.script.count(Users.getUser), reads)
    held.resolve()
    assert.deepEqual(await noting, ['wks_crowd', 'wks_home'])
    mesh.script.allow(recording)
    assert.deepEqual(await notedIn('/users/usr_joe/memberships'), ['wks_crowd', 'wks_home'])
  })

  it('is noted in the workspaces whose rows a list of all shows', async () => {
    for (const path of ['/namespaces', '/namespaces?include=owner', '/workspaces', '/workspaces?include=owner'])
      assert.deepEqual(await notedIn(path), ['wks_home'], path)
    assert.deepEqual(await notedIn('/sessions'), ['wks_home'])
  })

  it('is noted for what shows a plan, and not for checks', async () => {
    for (const what of ['entitlements', 'entitlements/log', 'packages', 'boosts'])
      assert.deepEqual(await notedIn(`/workspaces/wks_home/${what}`), ['wks_home'], what)
    const before = mesh.script.count(recording)
    const body = { feature: 'ai.credits' }
    const path = '/api/v1/namespaces/ns_1/entitlements/check?workspace_id=wks_home'
    assert.equal((await mesh.ask('POST', path, { key: mesh.operatorKey(), body })).status, 200)
    assert.equal(mesh.script.count(recording), before)
  })

  it('is noted for a dry run that shows a plan, and not for one that counts', async () => {
    const under = async (method: string, path: string, body: object) => {
      const before = mesh.script.seen.length
      const answer = await mesh.ask(method, `/api/v1${path}`, { key: mesh.operatorKey(), body })
      assert.equal(answer.status, 200, `${path}: ${answer.text}`)
      return notedSince(before)
    }
    const plan = { package: 'pro' }
    assert.deepEqual(await under('POST', '/namespaces/ns_1/packages?dry_run=true', plan), ['wks_home'])
    const since = { since: '2026-01-05T00:00:00Z' }
    assert.deepEqual(await under('POST', '/webhooks/wh_1/replay?dry_run=true&workspace_id=wks_home', since), [])
  })

  it('is noted for the owners near a limit whose names the overview shows', async () => {
    assert.deepEqual(await notedIn('/overview'), ['wks_home'])
  })

  it('is noted for no read of a member', async () => {
    const before = mesh.script.count(recording)
    for (const path of ['/workspaces/wks_home', '/namespaces', '/namespaces/ns_1']) await read(mesh.key(), path)
    assert.equal(mesh.script.count(recording), before)
  })
})
