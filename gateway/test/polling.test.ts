import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { Role } from '@plinth/proto/common/v1/context.ts'
import { AuthenticationServiceService as Authentication } from '@plinth/proto/identity/v1/authentication.ts'
import { PollingServiceService as Polling } from '@plinth/proto/webhooks/v1/polling.ts'
import { eventually, StoppedClock } from '@plinth/testkit'
import type { Answer } from './mesh/ask.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const path = '/api/v1/webhooks/wh_1/poll'

describe('GET /webhooks/{webhook_id}/poll', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh()
  })
  after(() => mesh?.stop())

  it('needs write:webhooks, as ack and nack do: what it hands out, no other poll gets', async () => {
    const key = mesh.key({ scopes: ['read:webhooks'] })
    const calls = mesh.script.count(Polling.pollEndpoint)
    const { status, json } = await mesh.ask('GET', path, { key })
    assert.deepEqual([status, json.error.details?.['required_scope']], [403, ['write:webhooks']])
    assert.equal(mesh.script.count(Polling.pollEndpoint), calls)
  })

  it('that waits ends at once, with nothing, when the gateway stops', async () => {
    const stopping = await startMesh()
    const waited = Promise.withResolvers<void>()
    stopping.script.hold(Polling.pollEndpoint, waited.promise)
    const polls = Array.from({ length: 3 }, () =>
      stopping.ask('GET', `${path}?wait_seconds=20`, { key: stopping.key() }),
    )
    let answers: PromiseSettledResult<Answer>[] = []
    try {
      await eventually(() => assert.equal(stopping.script.count(Polling.pollEndpoint), 3))
    } finally {
      const stopped = stopping.stop()
      // The polls are answered before the service has anything to say.
      answers = await Promise.allSettled(polls)
      waited.resolve()
      await stopped
    }
    for (const answer of answers) {
      assert.ok(answer.status === 'fulfilled', 'the connection was cut')
      const { status, headers, json } = answer.value
      assert.deepEqual([status, json.data, headers.get('connection')], [200, { deliveries: [] }, 'close'])
    }
  })
})

describe('a poll that waits', () => {
  let mesh: Mesh
  let clock: StoppedClock
  let release: () => void = () => undefined
  before(async () => {
    clock = new StoppedClock()
    mesh = await startMesh({}, clock)
  })
  after(() => mesh?.stop())
  afterEach(() => {
    release()
    for (const method of [Polling.pollEndpoint, Authentication.authenticate]) mesh.script.allow(method)
    Object.assign(mesh.script.access, { role: Role.ROLE_OWNER, status: 'active' })
    // Until nothing that a test changed is cached.
    clock.pass(5_000)
  })

  /** Waits in the service until the test releases it, and has been checked once. */
  async function waiting(key: string): Promise<{ answer: Promise<Answer> }> {
    const held = Promise.withResolvers<void>()
    release = held.resolve
    mesh.script.hold(Polling.pollEndpoint, held.promise)
    const polls = mesh.script.count(Polling.pollEndpoint)
    const answer = mesh.ask('GET', `${path}?wait_seconds=20&lease_seconds=600`, { key })
    await eventually(() => assert.equal(mesh.script.count(Polling.pollEndpoint), polls + 1))
    const checked = mesh.script.count(Authentication.authenticate)
    clock.pass(4_000)
    await eventually(() => assert.ok(mesh.script.count(Authentication.authenticate) > checked))
    return { answer }
  }

  it('gets what comes due while nothing changes', async () => {
    const { answer } = await waiting(mesh.key())
    release()
    const { status, json } = await answer
    assert.deepEqual([status, Object(json.data['deliveries']).length], [200, 1])
  })

  it('is cancelled before it leases anything, and refused, when its key is revoked', async () => {
    const key = mesh.key()
    const { answer } = await waiting(key)
    mesh.revoke(key)
    clock.pass(5_000)
    const { status, json } = await answer
    assert.deepEqual([status, json.error.code], [401, 'INVALID_API_KEY'])
  })

  it('is refused when its workspace is suspended', async () => {
    const { answer } = await waiting(mesh.key())
    mesh.script.access.status = 'suspended'
    clock.pass(5_000)
    const { status, json } = await answer
    assert.deepEqual([status, json.error.code], [403, 'WORKSPACE_SUSPENDED'])
  })

  it('ends with nothing when its caller has another role, and when identity cannot tell', async () => {
    const away = new PlinthError('SERVICE_UNAVAILABLE', 'Away.')
    for (const change of [
      () => Object.assign(mesh.script.access, { role: Role.ROLE_MEMBER }),
      () => mesh.script.refuse(Authentication.authenticate, away),
    ]) {
      const { answer } = await waiting(mesh.key())
      change()
      clock.pass(5_000)
      const { status, json } = await answer
      assert.deepEqual([status, json.data], [200, { deliveries: [] }])
      mesh.script.allow(Authentication.authenticate)
    }
  })
})
