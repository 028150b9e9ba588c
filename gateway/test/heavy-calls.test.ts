import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { metricsText } from '@plinth/kit/metrics'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { AuthenticationServiceService as Authentication } from '@plinth/proto/identity/v1/authentication.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { AuditLogServiceService as AuditLog } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { EventsServiceService as Events } from '@plinth/proto/webhooks/v1/events.ts'
import { PollingServiceService as Polling } from '@plinth/proto/webhooks/v1/polling.ts'
import { eventually, StoppedClock } from '@plinth/testkit'
import { isHeavyCall } from '../src/operation/heavy.ts'
import { operations } from '../src/operations.ts'
import type { Answer } from './mesh/ask.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const path = '/api/v1/events?cursor='

const inFlight = async () => Number(/^http_server_active_requests (\d+)$/m.exec(await metricsText())?.[1])

describe('heavy calls', () => {
  const clock = new StoppedClock()
  let mesh: Mesh
  let answers: Promise<Answer>[]
  let release: () => void
  before(async () => {
    // Each request asks for access: it is at its turn by then.
    mesh = await startMesh({ GATEWAY_CACHE_TTL_MS: '0' }, clock)
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

  it('of one user hold up no other user of another workspace of theirs', async () => {
    await held(async () => {
      const before = running()
      for (const workspaceId of ['wks_other', 'wks_other', 'wks_home', 'wks_home']) await ask(mesh.key({ workspaceId }))
      await ask(mesh.key({ userId: 'usr_joe' }))
      await eventually(() => assert.equal(running(), before + 3))
    })
  })

  it('are refused when their turn comes as a new one would be', async () => {
    for (const [change, expected] of [
      [(key: string) => mesh.revoke(key), [401, 'INVALID_API_KEY']],
      [() => void Object.assign(mesh.script.access, { role: Role.ROLE_MEMBER }), [409, 'STATE_CONFLICT']],
    ] as const)
      await held(async () => {
        const before = running()
        for (let at = 0; at < 2; at++) await ask(mesh.key())
        await eventually(() => assert.equal(running(), before + 2))
        const key = mesh.key()
        await ask(key)
        change(key)
        release()
        const { status, json } = (await answers[2]) ?? assert.fail()
        Object.assign(mesh.script.access, { role: Role.ROLE_OWNER })
        assert.deepEqual([status, json.error.code, running()], [...expected, before + 2])
      })
  })

  it('leave the queue when their client is gone, and are refused after 10 seconds', async () => {
    await held(async () => {
      const before = running()
      for (let at = 0; at < 2; at++) await ask(mesh.key())
      await eventually(() => assert.equal(running(), before + 2))
      const slots = await inFlight()
      const resolvedBefore = resolved()
      const socket = connect(Number(new URL(mesh.url).port), '127.0.0.1')
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${mesh.key()}\r\n\r\n`)
      await eventually(() => assert.ok(resolved() > resolvedBefore))
      assert.equal(await inFlight(), slots + 1)
      socket.destroy()
      await eventually(async () => assert.equal(await inFlight(), slots))
      await ask(mesh.key())
      clock.pass(10_000)
      const { status, headers, json } = (await answers[2]) ?? assert.fail()
      assert.deepEqual(
        [status, headers.get('retry-after'), json.error.code, running()],
        [503, '1', 'SERVICE_UNAVAILABLE', before + 2],
      )
    })
  })

  it('that wait are refused when the gateway stops', async () => {
    const stopping = await startMesh()
    const { promise, resolve } = Promise.withResolvers<void>()
    stopping.script.hold(Events.listEvents, promise)
    const ask = (asked = path) => stopping.ask('GET', asked, { key: stopping.key() })
    const authenticated = () => stopping.script.count(Authentication.authenticate)
    const running = [ask(), ask()]
    try {
      await eventually(() => assert.equal(stopping.script.count(Events.listEvents), 2))
      const waiting = ask()
      // One that came later is answered: this one is in the queue.
      await eventually(() => assert.equal(authenticated(), 3))
      assert.equal((await ask('/api/v1/workspaces')).status, 200)
      const stopped = stopping.stop()
      // The others still run.
      const { status, json } = await waiting
      assert.deepEqual([status, json.error.code], [503, 'SERVICE_UNAVAILABLE'])
      resolve()
      await stopped
    } finally {
      resolve()
      await Promise.allSettled(running)
    }
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
      ...['entitlements.list-log', 'entitlements.list-usage', 'entitlements.reconcile', 'entitlements.series'],
      ...['events.list', 'replays.create', 'requests.list', 'search.find', 'usage.get', 'users.list', 'webhooks.poll'],
      ...['webhooks.test-filter', 'workspace-entitlements.list-log', 'workspace-entitlements.series'],
    ]
    assert.deepEqual(heavyWith(15), always)
    assert.deepEqual(heavyWith(16), [...always, 'namespaces.list', 'webhooks.list', 'workspaces.list'].sort())
  })
})
