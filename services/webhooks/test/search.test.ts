// Seeded tables with statistics stand for large ones: PostgreSQL plans as it would for a million rows.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { SearchServiceService as Search } from '@plinth/proto/webhooks/v1/search.ts'
import { eventually, explaining, make } from '@plinth/testkit'
import { findDeliveryBy, findEndpointsBy, findEventBy, foundMax } from '../src/search/store.ts'
import {
  deliveriesOf,
  emitOfWorkspace,
  emitWorkspaceUpdated,
  type Harness,
  newEndpoint,
  startHarness,
} from './harness.ts'

const rows = 20_000
const large = 500
let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0' })
  await harness.database.pool.query(`
    INSERT INTO endpoint (id, workspace_id, url, host, events, description, headers, is_active, retry_schedule_seconds, sealed_secret,
        disabled_reason)
      SELECT 'wh_' || n, 'wks_' || n % ${rows / large}, 'https://' || n || '.bulk.test/in', n || '.bulk.test', '{}', '', '{}', false,
        '{}', '', 'manual' FROM generate_series(1, ${rows}) n;
    ANALYZE endpoint;
  `)
})
after(() => harness?.stop())

const operator = (workspaceId = '') => make.context({ principal: make.operator(), workspaceId })
const search = async (text: string, context: CallContext, types = ['webhook', 'event', 'delivery']) =>
  (await harness.part.dial('webhooks', Search).searchWebhooks({ search: { text, types } }, { context })).results

/** A workspace with a webhook that took an event. */
async function delivered() {
  const [receiver, context] = [await harness.receiver(), make.context()]
  const url = `${receiver.url}/hooks/orders`
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url }), { context })
  const eventId = await emitWorkspaceUpdated(harness.database, context)
  const deliveryId = await eventually(async () => {
    const [delivery] = await deliveriesOf(harness, context, endpoint?.id ?? '')
    assert.equal(delivery?.status, 'success')
    return delivery.id
  })
  return { context, url, webhookId: endpoint?.id ?? '', eventId, deliveryId, workspaceId: context.workspaceId }
}

describe('a search in webhooks', () => {
  it('finds a webhook, an event and a delivery by ID, everywhere for an operator', async () => {
    const { context, url, webhookId, eventId, deliveryId, workspaceId } = await delivered()
    for (const [type, id, name] of [
      ['webhook', webhookId, url],
      ['event', eventId, 'workspace.updated'],
      ['delivery', deliveryId, 'workspace.updated'],
    ] as const) {
      const found = [
        { type, id, name, workspaceId, isExact: true, webhookId: type === 'delivery' ? webhookId : undefined },
      ]
      for (const by of [operator(), operator(workspaceId), context]) assert.deepEqual(await search(id, by), found)
      for (const by of [operator('wks_other'), make.context()]) assert.deepEqual(await search(id, by), [])
      assert.deepEqual(await search(id, operator(), [type]), found)
      const others = ['webhook', 'event', 'delivery'].filter((other) => other !== type)
      assert.deepEqual(await search(id, operator(), others), [])
    }
  })

  it('finds a webhook by the beginning of its URL or host, and of the URL by all of it', async () => {
    const { context, url, webhookId } = await delivered()
    const ids = async (text: string, by = context) => (await search(text, by)).map(({ id }) => id)
    for (const text of [url, url.slice(0, -6), '127.0.0', 'http://'])
      assert.deepEqual([...new Set(await ids(text))], [webhookId], text)
    assert.equal((await search(url, operator()))[0]?.isExact, true)
    assert.deepEqual(await ids('77.BULK', operator()), ['wh_77'])
    for (const text of ['bulk.test', 'https://%', '%']) assert.deepEqual(await ids(text, operator()), [], text)
  })

  it('hides events and deliveries of other namespaces from a caller in one, and hidden events from members', async () => {
    const { context, eventId, deliveryId } = await delivered()
    const inOther = { ...context, namespaceId: 'ns_other' }
    for (const id of [eventId, deliveryId]) assert.deepEqual(await search(id, inOther), [])
    const invitedId = await emitOfWorkspace(harness.database, context, 'member.invited', { email: 'ghost@example.org' })
    const found = {
      type: 'event',
      id: invitedId,
      name: 'member.invited',
      workspaceId: context.workspaceId,
      isExact: true,
      webhookId: undefined,
    }
    await eventually(async () =>
      assert.deepEqual(await search(invitedId, { ...context, role: Role.ROLE_ADMIN }), [found]),
    )
    assert.deepEqual(await search(invitedId, { ...context, role: Role.ROLE_MEMBER }), [])
  })

  it(`reads no table from end to end, and few of ${rows} rows, however many begin so`, async () => {
    for (const text of ['https://', 'https://77.', '7', 'wh_77', 'nobody'])
      for (const workspaceId of [undefined, 'wks_7']) {
        const { db, seen } = explaining(harness.database)
        assert.ok((await findEndpointsBy(db, text, workspaceId)).length <= 2 * foundMax + 1)
        const most = workspaceId === undefined ? 100 : 6 * large
        assert.deepEqual(seen[0]?.wholeTables, [])
        const read = (seen[0]?.rowsRead ?? 0) + (seen[0]?.entriesRead ?? 0)
        assert.ok(read <= most, `${read} rows for ${text}`)
      }
    const { eventId, deliveryId } = await delivered()
    const { db, seen } = explaining(harness.database)
    await findEventBy(db, eventId, undefined, { namespaceId: '', hiddenTypes: [] })
    await findDeliveryBy(db, deliveryId, undefined, '')
    for (const { rowsRead } of seen) assert.ok(rowsRead <= 10, `${rowsRead} rows`)
  })
})
