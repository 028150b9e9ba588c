import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PollingServiceService } from '@plinth/proto/webhooks/v1/polling.ts'
import { eventually, make } from '@plinth/testkit'
import { deliveriesOf, emitOfWorkspace, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  // So long that no test sees it: only announcements wake dispatchers and polls.
  harness = await startHarness({}, { config: { sweepMs: 2_000_000_000 } })
})
after(() => harness.stop())

describe('a workspace that is active again', () => {
  it('wakes dispatchers and polls for what was held, also if no webhook is owed the event that says so', async () => {
    const [context, receiver] = [make.context(), await harness.receiver()]
    const asked = { events: ['namespace.created'] }
    const sent = await harness.endpoints.createEndpoint(newEndpoint({ ...asked, url: receiver.url }), { context })
    const polled = await harness.endpoints.createEndpoint(newEndpoint({ ...asked, url: '', kind: 'poll' }), { context })
    const ids = [sent, polled].map(({ endpoint }) => endpoint?.id ?? '')
    const become = (status: string) => emitOfWorkspace(harness.database, context, 'workspace.updated', { status })
    const haveStatuses = (status: string) =>
      eventually(async () => {
        const deliveries = await Promise.all(ids.map((id) => deliveriesOf(harness, context, id)))
        assert.deepEqual(
          deliveries.flat().map((delivery) => delivery.status),
          [status, status],
        )
      })
    await become('suspended')
    await eventually(async () => {
      const suspended = await harness.database.query({
        text: 'SELECT FROM endpoint WHERE id = ANY ($1) AND suspended_at IS NOT NULL',
        values: [ids],
      })
      assert.equal(suspended.length, 2)
    })
    await emitOfWorkspace(harness.database, context, 'namespace.created', { id: make.id('ns') })
    await haveStatuses('held')
    const polling = harness.part.dial('webhooks', PollingServiceService)
    const request = { endpointId: ids[1] ?? '', limit: 1, waitSeconds: 20, leaseSeconds: 30 }
    const waiting = polling.pollEndpoint(request, { context, timeoutMs: 60_000 })
    await become('active')
    assert.equal((await waiting).handOuts.length, 1)
    await eventually(() => assert.equal(receiver.requests.length, 1))
  })
})
