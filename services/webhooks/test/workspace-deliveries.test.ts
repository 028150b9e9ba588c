import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { type Filter, Filter_Operator, type ListQuery } from '@plinth/proto/common/v1/list.ts'
import { eventually, make, webhookReceiver } from '@plinth/testkit'
import { emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0' })
})
after(() => harness?.stop())

const equals = (filters: Record<string, string>): Filter[] =>
  Object.entries(filters).map(([field, value]) => ({ field, operator: Filter_Operator.OPERATOR_EQUALS, value }))
const list = async (context: CallContext, filters: Record<string, string> = {}, more: Partial<ListQuery> = {}) => {
  const query = { page: 0, perPage: 15, cursor: '', sort: [], filters: equals(filters), ...more }
  const { deliveries, page } = await harness.deliveries.listWorkspaceDeliveries(
    { query, allWorkspaces: false },
    { context },
  )
  return { deliveries, ids: deliveries.map(({ id }) => id), nextCursor: page?.nextCursor }
}

/** Two endpoints of a workspace, one of which answers 400, and two events; a third is not there to be reached. */
async function outage() {
  const [receiver, context] = [await harness.receiver(), make.context()]
  const gone = await webhookReceiver()
  await gone.close()
  receiver.answerWith(({ path }) => ({ status: path === '/bad' ? 400 : 200 }))
  const made: string[] = []
  for (const url of [`${receiver.url}/good`, `${receiver.url}/bad`, `${gone.url}/`]) {
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url }), { context })
    made.push(endpoint?.id ?? '')
  }
  const events = [
    await emitWorkspaceUpdated(harness.database, context),
    await emitWorkspaceUpdated(harness.database, context),
  ]
  await eventually(async () => {
    const { deliveries } = await list(context)
    assert.deepEqual(deliveries.map(({ status }) => status).sort(), [...Array(4).fill('failed'), 'success', 'success'])
  })
  const [good = '', bad = '', away = ''] = made
  return { context, events, good, bad, away }
}

describe('the deliveries of a workspace', () => {
  it('are those of all its webhooks, newest first, by webhook, event, status, code and outcome', async () => {
    const { context, events, good, bad, away } = await outage()
    const { deliveries } = await list(context)
    assert.ok(deliveries.every(({ workspaceId }) => workspaceId === context.workspaceId))
    const times = deliveries.map(({ createdAt }) => createdAt?.getTime() ?? 0)
    assert.deepEqual(
      times,
      times.toSorted((one, other) => other - one),
    )
    const of = async (filters: Record<string, string>) =>
      (await list(context, filters)).deliveries.map(({ endpointId, eventId }) => [endpointId, events.indexOf(eventId)])
    const both = (id: string) => [
      [id, 0],
      [id, 1],
    ]
    const sorted = async (filters: Record<string, string>) => (await of(filters)).toSorted()
    assert.deepEqual(await sorted({ webhook_id: bad }), both(bad))
    assert.deepEqual(await sorted({ status: 'success' }), both(good))
    assert.deepEqual(await sorted({ status_code: '400' }), both(bad))
    assert.deepEqual(await sorted({ outcome: 'http' }), both(bad))
    assert.deepEqual(await sorted({ outcome: 'connect' }), both(away))
    assert.deepEqual(await of({ outcome: 'connect', event_id: events[1] ?? '' }), [[away, 1]])
    assert.deepEqual(
      await sorted({ event_id: events[0] ?? '' }),
      [
        [good, 0],
        [bad, 0],
        [away, 0],
      ].toSorted(),
    )
    assert.deepEqual(
      await sorted({ status: 'failed', event_type: 'workspace.updated' }),
      [...both(bad), ...both(away)].toSorted(),
    )
    for (const [field, value] of [
      ['event_type', 'user.created'],
      ['webhook_id', 'wh_\0'],
      ['event_id', 'evt_none'],
      ['status', 'held'],
    ])
      assert.deepEqual(await of({ [field ?? '']: value ?? '' }), [])
  })

  it('come page by page, each once', async () => {
    const { context } = await outage()
    const seen: string[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const { ids, nextCursor } = await list(context, { status: 'failed' }, { cursor, perPage: 3 })
      assert.ok(ids.length <= 3)
      seen.push(...ids)
      cursor = nextCursor || undefined
    }
    assert.deepEqual(seen.toSorted(), (await list(context, { status: 'failed' })).ids.toSorted())
    assert.equal(new Set(seen).size, 4)
  })

  it('are nobody else’s, also where a filter names them, and of another namespace there are none', async () => {
    const { context, events, bad } = await outage()
    for (const filters of [{}, { webhook_id: bad }, { event_id: events[0] ?? '' }, { status: 'failed' }]) {
      assert.deepEqual((await list(make.context(), filters)).ids, [])
      assert.deepEqual((await list({ ...context, namespaceId: 'ns_other' }, filters)).ids, [])
    }
  })
})
