import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { metricsText } from '@plinth/kit/metrics'
import { PollingServiceService } from '@plinth/proto/webhooks/v1/polling.ts'
import { PublishingServiceService as Publishing } from '@plinth/proto/webhooks/v1/publishing.ts'
import { ReplaysServiceService } from '@plinth/proto/webhooks/v1/replays.ts'
import { eventually, make, startPart } from '@plinth/testkit'
import { webhooks } from '../src/index.ts'
import { deliveriesOf, newEndpoint } from './harness.ts'
import { newEvent } from './product-events.ts'
import { type } from './product-types.ts'
import { apply, harness } from './types-harness.ts'

const gated = type('invoice.paid', { feature: 'invoices' })
const open = type('report.ready')
const included = { type: 'invoice.paid', feature: 'invoices', isFeatureIncluded: true }
const lacking = { ...included, isFeatureIncluded: false }

/** A workspace with an endpoint of every event, which is held, or is polled. */
async function scene(kind: 'url' | 'poll' = 'url') {
  const context = make.context()
  const fields = kind === 'poll' ? { kind, url: '' } : { isActive: false }
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ events: ['*'], ...fields }), { context })
  const endpointId = endpoint?.id ?? ''
  const service = harness.part.dial('webhooks', Publishing)
  type Changes = Parameters<typeof newEvent>[0]
  return {
    ...{ context, endpointId },
    publish: (changes: Changes, call = { context }) =>
      service.publishEvent({ event: newEvent(changes), readsTypeFeatures: true }, call),
    publishBatch: (changes: Changes[], call = { context }) =>
      service.publishEvents({ events: changes.map(newEvent), readsTypeFeatures: true }, call),
    owed: async () =>
      (await deliveriesOf(harness, context, endpointId))
        .map(({ eventType }) => eventType)
        .filter((name) => !name.startsWith('webhook.'))
        .sort(),
    stored: async () => {
      const text = `SELECT type FROM event WHERE workspace_id = $1 AND caller_id <> '' ORDER BY caller_id`
      const rows = await harness.database.query<{ type: string }>({ text, values: [context.workspaceId] })
      return rows.map((row) => row.type)
    },
  }
}

async function publishedByResult(): Promise<Record<string, number>> {
  const found = (await metricsText()).matchAll(/^plinth_events_published_total\{result="(\w+)"\} (\d+)$/gm)
  return Object.fromEntries([...found].map(([, result, count]) => [result, Number(count)]))
}

describe('an event of a type with a feature', () => {
  beforeEach(() => apply([gated, open]))

  it('is stored either way, and owed only where the plan includes the feature', async () => {
    const { publish, owed, stored } = await scene()
    assert.ok((await publish({ ...lacking, eventId: '1' })).event)
    assert.ok((await publish({ ...included, eventId: '2' })).event)
    assert.ok((await publish({ type: 'report.ready', eventId: '3' })).event)
    assert.deepEqual(await stored(), ['invoice.paid', 'invoice.paid', 'report.ready'])
    assert.deepEqual(await owed(), ['invoice.paid', 'report.ready'])
  })

  it('is counted as withheld where the plan lacks the feature', async () => {
    const { publish } = await scene()
    const before = await publishedByResult()
    for (const changes of [lacking, included, { type: 'report.ready' }])
      await publish({ ...changes, eventId: changes.type })
    const after = await publishedByResult()
    const more = (result: string) => (after[result] ?? 0) - (before[result] ?? 0)
    assert.deepEqual(['withheld', 'accepted', 'duplicate'].map(more), [1, 1, 1])
  })

  it('is not handed to a polling endpoint where the plan lacks the feature', async () => {
    const { context, endpointId, publish } = await scene('poll')
    await publish(lacking)
    await publish(included)
    const request = { endpointId, limit: 100, waitSeconds: 0, leaseSeconds: 30 }
    const { handOuts } = await harness.part.dial('webhooks', PollingServiceService).pollEndpoint(request, { context })
    assert.equal(handOuts.filter(({ payload }) => payload.includes('invoice.paid')).length, 1)
  })

  it('is not stored when another feature was named: the answer has that of each type of the call', async () => {
    const { publish, publishBatch, owed, stored } = await scene()
    const now = { features: { 'invoice.paid': 'invoices' } }
    for (const feature of ['', 'reports'])
      assert.deepEqual(await publish({ ...included, feature, eventId: '1' }), { event: undefined, typeFeatures: now })
    assert.deepEqual((await publish({ type: 'report.ready', feature: 'invoices', eventId: '1' })).typeFeatures, {
      features: { 'report.ready': '' },
    })
    assert.deepEqual((await publish({ type: 'no.type', feature: 'invoices', eventId: '1' })).typeFeatures, {
      features: { 'no.type': '' },
    })
    const batch = [
      { type: 'report.ready', eventId: '1' },
      { type: 'invoice.paid', eventId: '2' },
    ]
    const { results, typeFeatures } = await publishBatch(batch)
    assert.deepEqual([results, typeFeatures], [[], { features: { ...now.features, 'report.ready': '' } }])
    assert.deepEqual([await stored(), await owed()], [[], []])
  })

  it('is decided by the feature of now in every process, whatever a process last read', async () => {
    const { context, owed } = await scene()
    const second = await startPart(webhooks, { beside: harness.part })
    const there = second.dial('webhooks', Publishing)
    const publish = (changes: Parameters<typeof newEvent>[0]) =>
      there.publishEvent({ event: newEvent(changes), readsTypeFeatures: true }, { context })
    try {
      for (const feature of ['a', 'b', 'c']) {
        await apply([{ ...gated, feature }, open])
        assert.ok((await publish({ ...included, feature })).event)
        await apply([{ ...gated, feature: '' }, open])
        assert.deepEqual((await publish({ ...lacking, feature })).typeFeatures, { features: { 'invoice.paid': '' } })
        assert.ok((await publish({ type: 'invoice.paid' })).event)
      }
      assert.equal((await owed()).length, 6)
    } finally {
      await second.stop()
    }
  })

  it('leaves its Idempotency-Key free until it named the feature', async () => {
    const { context, publish, owed } = await scene()
    const call = { context: { ...context, idempotency: make.idempotency() } }
    assert.equal((await publish({ ...included, feature: '' }, call)).event, undefined)
    const { event } = await publish(included, call)
    assert.ok(event)
    assert.deepEqual((await publish(included, call)).event, event)
    assert.deepEqual(await owed(), ['invoice.paid'])
  })

  it('keeps what was decided first for its event_id', async () => {
    const { publish, owed } = await scene()
    const { event } = await publish({ ...lacking, eventId: '1' })
    assert.deepEqual((await publish({ ...included, eventId: '1' })).event, { ...event, isDuplicate: true })
    assert.deepEqual(await owed(), [])
  })

  it('SERVICE_UNAVAILABLE for a caller that does not read features; other types as before', async () => {
    const { context, owed } = await scene()
    const { publishEvent, publishEvents } = harness.part.dial('webhooks', Publishing)
    const event = newEvent({ type: 'invoice.paid' })
    const refused = { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 1 }
    await assert.rejects(publishEvent({ event }, { context }), refused)
    await assert.rejects(publishEvents({ events: [newEvent(), event] }, { context }), refused)
    assert.ok((await publishEvent({ event: newEvent() }, { context })).event)
    assert.deepEqual(await owed(), ['report.ready'])
  })

  it('beside another call of its group, holds up nothing of that', async () => {
    const { publish, owed } = await scene()
    const answers = await Promise.all([publish(included), publish({ ...included, feature: '' }), publish(included)])
    assert.deepEqual(
      answers.map(({ event }) => event !== undefined),
      [true, false, true],
    )
    assert.deepEqual(await owed(), ['invoice.paid', 'invoice.paid'])
  })

  it('is owed whatever follows, also by a replay; what was not owed is not made by one', async () => {
    const { context, publish } = await scene()
    const receiver = await harness.receiver()
    const fields = newEndpoint({ url: receiver.url, events: ['invoice.*'], retryScheduleSeconds: [0] })
    const { endpoint } = await harness.endpoints.createEndpoint(fields, { context })
    const endpointId = endpoint?.id ?? ''
    const since = new Date(Date.now() - 3_600_000)
    const { event } = await publish(included)
    await publish(lacking)
    await apply([{ ...gated, feature: 'another' }, open])
    const statuses = async () => (await deliveriesOf(harness, context, endpointId)).map(({ status }) => status)
    await eventually(async () => assert.deepEqual(await statuses(), ['success']))
    const replays = harness.part.dial('webhooks', ReplaysServiceService)
    await replays.createReplay({ endpointId, since, until: undefined, status: '', isDryRun: false }, { context })
    await eventually(() => assert.equal(receiver.requests.length, 2))
    assert.deepEqual(
      receiver.requests.map(({ headers }) => headers['webhook-id']),
      [event?.id, event?.id],
    )
    assert.equal((await statuses()).length, 1)
  })
})
