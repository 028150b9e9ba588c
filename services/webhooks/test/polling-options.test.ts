import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CreateEndpointRequest } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { type HandOut, PollingServiceService } from '@plinth/proto/webhooks/v1/polling.ts'
import { PublishingServiceService } from '@plinth/proto/webhooks/v1/publishing.ts'
import { eventually, make } from '@plinth/testkit'
import { deliveriesOf, emitOfWorkspace, type Harness, newEndpoint, startHarness } from './harness.ts'
import { pollingClock } from './polling-clock.ts'
import { defineTypes, newEvent } from './product-events.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
  await defineTypes(harness.part)
})
after(() => harness.stop())

const { pass } = pollingClock(() => harness.database)

/** A polling endpoint in a workspace of its own, and what is done with it. */
async function scene(fields: Partial<CreateEndpointRequest>) {
  const context = make.context()
  const input = newEndpoint({ kind: 'poll', url: '', events: ['report.*', 'invoice.*'], ...fields })
  const { endpoint } = await harness.endpoints.createEndpoint(input, { context })
  const endpointId = endpoint?.id ?? ''
  const polling = harness.part.dial('webhooks', PollingServiceService)
  const poll = async (changes = {}): Promise<HandOut[]> => {
    const request = { endpointId, limit: 100, waitSeconds: 0, leaseSeconds: 30, ...changes }
    return (await polling.pollEndpoint(request, { context, timeoutMs: 60_000 })).handOuts
  }
  return {
    ...{ context, endpointId, poll },
    publish: async (events: Parameters<typeof newEvent>[0][]) => {
      const service = harness.part.dial('webhooks', PublishingServiceService)
      for (const event of events) await service.publishEvent({ event: newEvent(event) }, { context })
    },
    ack: (handed: HandOut[]) => polling.ackDeliveries({ endpointId, ids: idsOf(handed) }, { context }),
    nack: (handed: HandOut[], delaySeconds: number) =>
      polling.nackDeliveries({ endpointId, ids: idsOf(handed), delaySeconds }, { context }),
    statuses: async () => (await deliveriesOf(harness, context, endpointId)).map(({ status }) => status).sort(),
  }
}
const idsOf = (handed: HandOut[]) => handed.map(({ id }) => id)
/** The published name and the attempt of each. */
const shown = (handed: HandOut[]) =>
  handed.map(({ payload, attempt }) => `${JSON.parse(payload.toString()).data.name}.${attempt}`).sort()
const named = (name: string, orderingKey: string) => ({ data: JSON.stringify({ name }), orderingKey })

describe('a polling endpoint with ordering by key', () => {
  it('hands out the first of each key; ack lets the next go, nack and a lease that runs out keep it', async () => {
    const { publish, poll, ack, nack } = await scene({ ordering: 'key' })
    await publish([named('a1', 'a'), named('a2', 'a'), named('b1', 'b'), named('a3', 'a'), named('b2', 'b')])
    const first = await poll()
    assert.deepEqual(shown(first), ['a1.1', 'b1.1'])
    assert.deepEqual(await poll(), [])
    await ack(first)
    const second = await poll()
    assert.deepEqual(shown(second), ['a2.1', 'b2.1'])
    await nack(second, 0)
    assert.deepEqual(shown(await poll()), ['a2.2', 'b2.2'])
    await pass(31)
    const third = await poll()
    assert.deepEqual(shown(third), ['a2.3', 'b2.3'])
    await nack(third, 60)
    assert.deepEqual(await poll(), [])
    await pass(61)
    const fourth = await poll()
    assert.deepEqual(shown(fourth), ['a2.4', 'b2.4'])
    const waiting = poll({ waitSeconds: 20 })
    await ack(fourth)
    const last = await waiting
    assert.deepEqual(shown(last), ['a3.1'])
    await ack(last)
    assert.deepEqual(await poll(), [])
  })
})

describe('a polling endpoint of a suspended workspace', () => {
  it('hands out nothing, takes the ack of what it handed out, and has the rest when the workspace is active', async () => {
    const { context, publish, poll, ack, statuses } = await scene({})
    const setStatus = (status: string) =>
      emitOfWorkspace(harness.database, context, 'workspace.updated', { id: context.workspaceId, status })
    await publish([named('a', ''), named('b', '')])
    const first = await poll({ limit: 1 })
    await setStatus('suspended')
    await eventually(async () => assert.ok((await statuses()).includes('held')))
    assert.deepEqual([await poll(), await poll({ waitSeconds: 1 })], [[], []])
    assert.deepEqual((await ack(first)).done, idsOf(first))
    const waiting = poll({ waitSeconds: 20 })
    await setStatus('active')
    assert.equal((await waiting).length, 1)
  })
})

describe('the options of a polling endpoint', () => {
  it('filter: only what meets it is handed out', async () => {
    const { publish, poll } = await scene({ filterJson: '{"amount":{"$gte":100}}' })
    await publish([50, 150].map((amount) => ({ type: 'invoice.paid', data: JSON.stringify({ amount, lines: [] }) })))
    const bodies = (await poll()).map(({ payload }) => JSON.parse(payload.toString()).data.amount)
    assert.deepEqual(bodies, [150])
  })

  it('payload: thin has no data', async () => {
    const { publish, poll } = await scene({ payload: 'thin' })
    await publish([named('a', '')])
    const [one] = await poll()
    const body = JSON.parse(one?.payload.toString() ?? '')
    assert.deepEqual([body.id, body.type, 'data' in body], [one?.eventId, 'report.ready', false])
  })

  it('rate_limit and retry_schedule_seconds are refused later too: a poller reads as it likes', async () => {
    const { context, endpointId } = await scene({})
    const changes = { rateLimit: { perSecond: 1 }, retrySchedule: { seconds: [0, 60] } }
    const changed = harness.endpoints.updateEndpoint({ id: endpointId, cleared: [], ...changes }, { context })
    await assert.rejects(changed, {
      code: 'VALIDATION_ERROR',
      details: {
        rate_limit: ['A polling webhook has no rate_limit: its deliveries are read, not sent.'],
        retry_schedule_seconds: ['A polling webhook has no retry_schedule_seconds: its deliveries are read, not sent.'],
      },
    })
  })
})

describe('the answer of a poll', () => {
  it('holds about 1 MiB, and leases no more than it holds', async () => {
    const { publish, poll } = await scene({})
    const data = JSON.stringify({ name: 'x'.repeat(250_000) })
    await publish(Array.from({ length: 12 }, () => ({ data })))
    const pages = [await poll(), await poll(), await poll(), await poll()]
    assert.deepEqual(
      pages.map(({ length }) => length),
      [5, 5, 2, 0],
    )
    assert.ok(pages.flat().every(({ attempt }) => attempt === 1))
  })
})
