import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PollingServiceService as Polling } from '@plinth/proto/webhooks/v1/polling.ts'
import { eventually } from '@plinth/testkit'
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
