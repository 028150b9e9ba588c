import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { EventsServiceService } from '@plinth/proto/webhooks/v1/events.ts'
import { ReplaysServiceService } from '@plinth/proto/webhooks/v1/replays.ts'
import { checkWrites, eventually, make } from '@plinth/testkit'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'
import { retryOf } from './retry-of.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0' })
})
after(() => harness.stop())

const replays = () => harness.part.dial('webhooks', ReplaysServiceService)
const changing = (id: string) => ({ id, cleared: [] })

/** An endpoint, its owner's context, and the same context under this request id. */
async function made(requestId: string, fields: Parameters<typeof newEndpoint>[0] = {}) {
  const context = make.context()
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint(fields), { context })
  return { id: endpoint?.id ?? '', context, by: { context: { ...context, requestId } } }
}

/** An endpoint with one delivery that has failed. */
async function failed(requestId: string) {
  const receiver = await harness.receiver()
  receiver.answerWith({ status: 400 })
  const one = await made(requestId, { url: receiver.url })
  await emitWorkspaceUpdated(harness.database, one.context)
  const deliveryId = await eventually(async () => {
    const [delivery] = await deliveriesOf(harness, one.context, one.id)
    assert.equal(delivery?.status, 'failed')
    return delivery?.id ?? ''
  })
  return { ...one, deliveryId, receiver }
}

const replay = (endpointId: string) => ({
  endpointId,
  since: new Date(0),
  until: undefined,
  status: '',
  isDryRun: false,
})

checkWrites({
  part: () => harness.part,
  writes: {
    'EndpointsService/CreateEndpoint': (requestId) =>
      harness.endpoints.createEndpoint(newEndpoint(), { context: make.context({ requestId }) }),
    'EndpointsService/UpdateEndpoint': async (requestId) => {
      const { id, by } = await made(requestId)
      await harness.endpoints.updateEndpoint({ ...changing(id), headers: { values: { 'x-key': 'value' } } }, by)
    },
    'EndpointsService/DeleteEndpoint': async (requestId) => {
      const { id, by } = await made(requestId)
      await harness.endpoints.deleteEndpoint({ id }, by)
    },
    'EndpointsService/EnableEndpoint': async (requestId) => {
      const { id, by } = await made(requestId, { isActive: false })
      await harness.endpoints.enableEndpoint({ id }, by)
    },
    'EndpointsService/RotateEndpointSecret': async (requestId) => {
      const { id, by } = await made(requestId)
      await harness.endpoints.rotateEndpointSecret({ id, gracePeriodHours: 1, secret: '' }, by)
    },
    'EndpointsService/TestEndpoint': async (requestId) => {
      const { url } = await harness.receiver()
      const { id, by } = await made(requestId, { url })
      await harness.endpoints.testEndpoint({ id }, by)
    },
    'DeliveriesService/RetryDelivery': async (requestId) => {
      const { id, deliveryId, by } = await failed(requestId)
      await harness.deliveries.retryDelivery({ endpointId: id, id: deliveryId }, by)
    },
    'DeliveriesService/SkipDelivery': async (requestId) => {
      const { id, context, by } = await made(requestId, { isActive: false, ordering: 'key' })
      await emitWorkspaceUpdated(harness.database, context)
      await eventually(async () => assert.equal((await deliveriesOf(harness, context, id)).length, 1))
      await harness.deliveries.skipDelivery({ endpointId: id, orderingKey: context.workspaceId }, by)
    },
    'ReplaysService/CreateReplay': async (requestId) => {
      const { id, by } = await made(requestId)
      await replays().createReplay(replay(id), by)
    },
    'ReplaysService/RetryDeliveries': async (requestId) => {
      const { deliveryId, by } = await failed(requestId)
      await replays().retryDeliveries(retryOf({ ids: [deliveryId] }), by)
    },
    'ReplaysService/CancelReplay': async (requestId) => {
      const { id, context, by } = await made(requestId)
      const replayId = make.id('rpl')
      // It waits for its turn: by itself it would be done before it is cancelled.
      await harness.database.query({
        text: `INSERT INTO replay (id, workspace_id, endpoint_id, total, statuses, cursor_at, until, turn_at)
          VALUES ($1, $2, $3, 1, '{failed}', plinth_now(), plinth_now(), plinth_now() + interval '1 day')`,
        values: [replayId, context.workspaceId, id],
      })
      await replays().cancelReplay({ endpointId: id, id: replayId }, by)
    },
    'EventsService/ApplyEventTypes': (requestId) => {
      const invoice = {
        name: 'invoice.paid',
        description: 'An invoice was paid.',
        group: '',
        schemaJson: '',
        exampleJson: '',
      }
      const type = { ...invoice, isDeprecated: false, feature: '', isEmitted: true, isOfProduct: true }
      const context = make.context({ principal: make.operator(), workspaceId: '', requestId })
      const events = harness.part.dial('webhooks', EventsServiceService)
      return events.applyEventTypes({ eventTypes: [type], isDryRun: false, unknownFeatures: [] }, { context })
    },
  },
  unchanged: {
    'EndpointsService/RotateEndpointSecret': 'the secret is the change',
    'EndpointsService/TestEndpoint': 'a test changes nothing of the endpoint',
  },
  silent: {
    'AuditLogService/ExportAuditEntries': 'stores its entry of the audit log itself',
    'AuditLogService/RecordOperatorAccess': 'stores its entry of the audit log itself',
    'EndpointsService/TestFilter': 'reads only',
    'EventsService/TailEvents': 'reads only',
    'PollingService/PollEndpoint': 'hands deliveries out, as a dispatcher does: their attempts are the record',
    'PollingService/AckDeliveries': 'ends deliveries, as the answer of a URL does: their attempts are the record',
    'PollingService/NackDeliveries':
      'gives deliveries back, as the answer of a URL does: their attempts are the record',
    'PublishingService/PublishEvent': 'the published event is its record',
    'PublishingService/PublishEvents': 'the published events are its record',
  },
})

describe('a change of an endpoint', () => {
  const changesOf = async (work: (by: { context: CallContext }) => Promise<unknown>, context: CallContext) => {
    const requestId = make.id('req')
    const events: Event[] = []
    const end = harness.database.onCommitted((rows) => events.push(...rows.map(({ payload }) => Event.decode(payload))))
    await work({ context: { ...context, requestId } })
    end()
    const event = events.find((one) => one.requestId === requestId)
    return JSON.parse(event?.changesJson.toString() || '{}')
  }

  it('names its fields and the names of custom headers, never their values nor the secret', async () => {
    const { id, context } = await made('')
    const change = { ...changing(id), description: 'New', headers: { values: { 'x-key': 'the value of a header' } } }
    assert.deepEqual(await changesOf((by) => harness.endpoints.updateEndpoint(change, by), context), {
      description: { from: null, to: 'New' },
      header_names: { from: [], to: ['x-key'] },
    })
  })
})

describe('a retry and a test', () => {
  it('are recorded, and make no event for the endpoint that they are to help', async () => {
    const { id, context, deliveryId, receiver } = await failed('')
    await harness.endpoints.updateEndpoint({ ...changing(id), events: { values: ['*'] } }, { context })
    await harness.endpoints.testEndpoint({ id }, { context })
    await harness.deliveries.retryDelivery({ endpointId: id, id: deliveryId }, { context })
    await emitWorkspaceUpdated(harness.database, context, 'The last')
    await eventually(() => assert.ok(receiver.requests.some(({ body }) => body.toString().includes('The last'))))
    const { rows } = await harness.database.pool.query('SELECT action FROM audit_entry WHERE workspace_id = $1', [
      context.workspaceId,
    ])
    const recorded = rows.map(({ action }) => action).filter((action) => /tested|retried/.test(action))
    assert.deepEqual(recorded.sort(), ['webhook.delivery_retried', 'webhook.tested'])
    const { rows: events } = await harness.database.pool.query('SELECT type FROM event WHERE workspace_id = $1', [
      context.workspaceId,
    ])
    assert.deepEqual(
      events.filter(({ type }) => /tested|retried/.test(type)),
      [],
    )
  })
})
