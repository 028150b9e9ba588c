import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { AuditLogServiceService as AuditLog } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { EventsServiceService as Events } from '@plinth/proto/webhooks/v1/events.ts'
import { PollingServiceService as Polling } from '@plinth/proto/webhooks/v1/polling.ts'
import { eventually } from '@plinth/testkit'
import { isHeavyCall } from '../src/operation/heavy.ts'
import { operations } from '../src/operations.ts'
import type { Answer } from './mesh/ask.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const path = '/api/v1/events?cursor='

describe('heavy calls', () => {
  let mesh: Mesh
  let answers: Promise<Answer>[]
  let release: () => void
  before(async () => {
    // Each request asks for access: it is at its turn by then.
    mesh = await startMesh({ GATEWAY_CACHE_TTL_MS: '0' })
  })
  after(() => mesh?.stop())

  const resolved = () => mesh.script.count(Workspaces.resolveAccess)
  const running = () => mesh.script.count(Events.listEvents)
  /** Asks, and waits until the request is at its turn. */
  async function ask(key: string, asked = path): Promise<void> {
    const before = resolved()
    answers.push(mesh.ask('GET', asked, { key }))
    await eventually(() => assert.ok(resolved() > before))
  }
  const held = async (work: () => Promise<void>) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    release = resolve
    answers = []
    for (const method of [Events.listEvents, AuditLog.listAuditEntries, Polling.pollEndpoint])
      mesh.script.hold(method, promise)
    try {
      await work()
    } finally {
      release()
      await Promise.allSettled(answers)
      for (const method of [Events.listEvents, AuditLog.listAuditEntries, Polling.pollEndpoint])
        mesh.script.allow(method)
    }
  }

  it('of one workspace are two at once, and the others are answered in their turn', async () => {
    await held(async () => {
      const before = running()
      for (let at = 0; at < 5; at++) await ask(mesh.key({ userId: at % 2 === 0 ? 'usr_jane' : 'usr_joe' }))
      await ask(mesh.key(), '/api/v1/audit-log')
      // Another workspace, and a call of the same one that is not heavy, wait for nothing.
      await ask(mesh.key({ workspaceId: 'wks_foreign', userId: 'usr_stranger' }))
      assert.equal((await mesh.ask('GET', '/api/v1/workspaces', { key: mesh.key() })).status, 200)
      await eventually(() => assert.equal(running(), before + 3))
      release()
      assert.deepEqual([...new Set((await Promise.all(answers)).map(({ status }) => status))], [200])
      assert.equal(running(), before + 6)
    })
  })

  it('of one user are two at once, in however many workspaces', async () => {
    await held(async () => {
      const before = running()
      for (const workspaceId of ['wks_home', 'wks_other', 'wks_private']) await ask(mesh.key({ workspaceId }))
      await ask(mesh.key({ workspaceId: 'wks_foreign', userId: 'usr_stranger' }))
      await eventually(() => assert.equal(running(), before + 3))
      release()
      assert.deepEqual([...new Set((await Promise.all(answers)).map(({ status }) => status))], [200])
    })
  })

  it('of operators wait for no one', async () => {
    await held(async () => {
      const before = running()
      const headers = { 'x-workspace-id': 'wks_home' }
      for (let at = 0; at < 3; at++) answers.push(mesh.ask('GET', path, { key: mesh.operatorKey(), headers }))
      await eventually(() => assert.equal(running(), before + 3))
    })
  })

  it('are those of a poll only while it does not wait for deliveries', async () => {
    await held(async () => {
      const before = mesh.script.count(Polling.pollEndpoint)
      for (let at = 0; at < 3; at++) await ask(mesh.key(), '/api/v1/webhooks/wh_1/poll')
      for (let at = 0; at < 3; at++) await ask(mesh.key(), '/api/v1/webhooks/wh_1/poll?wait_seconds=20')
      await eventually(() => assert.equal(mesh.script.count(Polling.pollEndpoint), before + 5))
    })
  })

  it('are those of these operations', () => {
    const heavyWith = (perPage: number) =>
      operations
        .filter((record) => isHeavyCall(record, { page: 1, perPage, filters: [], sort: [] }))
        .map(({ id }) => id)
        .sort()
    const always = [
      ...['audit-log.list', 'deliveries.get', 'deliveries.list', 'deliveries.list-all', 'deliveries.retry-many'],
      ...['events.list', 'replays.create', 'requests.list', 'usage.get', 'webhooks.poll'],
    ]
    assert.deepEqual(heavyWith(15), always)
    assert.deepEqual(heavyWith(16), [...always, 'namespaces.list', 'webhooks.list', 'workspaces.list'].sort())
  })
})
