import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { EventsServiceService } from '@plinth/proto/webhooks/v1/events.ts'
import { StatsServiceService } from '@plinth/proto/webhooks/v1/stats.ts'
import { eventually, make } from '@plinth/testkit'
import { emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0,3600' })
})
after(() => harness.stop())

const events = () => harness.part.dial('webhooks', EventsServiceService)
const stats = () => harness.part.dial('webhooks', StatsServiceService)

describe('EventsService', () => {
  it('shows what happened in the workspace, with the bytes that were sent, and nothing of others', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url }), { context })
    const id = await emitWorkspaceUpdated(harness.database, context)
    await eventually(() => assert.equal(receiver.requests.length, 1))
    const { event } = await events().getEvent({ id }, { context })
    assert.deepEqual([event?.id, event?.type, event?.payload], [id, 'workspace.updated', receiver.requests[0]?.body])
    const { events: listed, page } = await events().listEvents({}, { context })
    assert.deepEqual([listed.map(({ type }) => type), page?.total], [['workspace.updated', 'webhook.created'], 2])
    const missing = { code: 'RESOURCE_NOT_FOUND' }
    await assert.rejects(events().getEvent({ id }, { context: make.context() }), missing)
    await assert.rejects(events().getEvent({ id }, { context: { ...context, namespaceId: 'ns_other' } }), missing)
    await assert.rejects(events().getEvent({ id: 'evt_\0' }, { context }), missing)
  })
  it('names the types, those that nothing emits too', async () => {
    const { eventTypes } = await events().listEventTypes({}, { context: make.context() })
    const emitted = new Map(eventTypes.map(({ name, isEmitted }) => [name, isEmitted]))
    assert.deepEqual(
      ['workspace.updated', 'user.deleted', 'resource.created'].map((name) => emitted.get(name)),
      [true, true, false],
    )
  })
})

describe('StatsService', () => {
  it('accepted equals the sum of what became of it, at any moment', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    const outcomes: Record<string, number> = { '/ok': 200, '/later': 500, '/no': 400, '/off': 200 }
    receiver.answerWith(({ path }) => ({ status: outcomes[path] ?? 200 }))
    for (const path of Object.keys(outcomes)) {
      const endpoint = newEndpoint({ url: `${receiver.url}${path}`, isActive: path !== '/off' })
      await harness.endpoints.createEndpoint(endpoint, { context })
    }
    assert.equal((await stats().getStats({}, { context })).accepted, 0)
    await emitWorkspaceUpdated(harness.database, context)
    const unequal: unknown[] = []
    await eventually(async () => {
      const { accepted, ...rest } = await stats().getStats({}, { context })
      const sum = Object.values(rest).reduce((all, count) => all + count, 0)
      if (sum !== accepted) unequal.push({ accepted, ...rest })
      assert.deepEqual([accepted, rest], [4, { delivered: 1, pending: 1, held: 1, failed: 1, cancelled: 0 }])
    })
    assert.deepEqual(unequal, [])
  })
})
