import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { PlinthContainer } from '@plinth/testcontainers'
import { shop } from './orders.js'

describe('the shop', () => {
  let plinth
  let customer

  before(async () => {
    const container = new PlinthContainer(process.env.PLINTH_IMAGE ?? 'plinth:0.1.0')
    if (process.env.POSTGRES_IMAGE) container.withPostgresImage(process.env.POSTGRES_IMAGE)
    plinth = await container.withCatalog(fileURLToPath(new URL('catalog.json', import.meta.url))).start()
  })
  after(() => plinth?.stop())

  beforeEach(async () => {
    await plinth.reset()
    const tenant = await plinth.createTenant()
    const namespaces = await (await tenant.fetch('/namespaces')).json()
    const { id } = namespaces.data.find(({ owner_id }) => owner_id === tenant.workspaceId)
    await fetch(`${plinth.getBaseUrl()}/api/v1/workspaces/${tenant.workspaceId}/packages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${plinth.getOperatorKey()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ package: 'starter' }),
    })
    customer = { tenant, key: tenant.key, namespaceId: id }
  })

  it('takes two orders a month, the same one once, and more when the month is over', async () => {
    const { placeOrder } = shop(plinth.getBaseUrl())
    assert.equal((await placeOrder({ ...customer, orderId: 'a' })).isPlaced, true)
    assert.equal((await placeOrder({ ...customer, orderId: 'a' })).isPlaced, true)
    assert.equal((await placeOrder({ ...customer, orderId: 'b' })).isPlaced, true)
    assert.deepEqual(await placeOrder({ ...customer, orderId: 'c' }), { isPlaced: false, reason: 'LIMIT_EXCEEDED' })
    await plinth.advanceClock('31d')
    assert.equal((await placeOrder({ ...customer, orderId: 'c' })).isPlaced, true)
  })

  it('hears when a plan is used up', async () => {
    const sink = await plinth.webhookSink()
    await sink.subscribe(customer.tenant, ['entitlement.*'])
    const { placeOrder } = shop(plinth.getBaseUrl())
    await placeOrder({ ...customer, orderId: 'a' })
    await placeOrder({ ...customer, orderId: 'b' })
    const event = await sink.waitFor('entitlement.limit_reached')
    assert.equal(event.workspaceId, customer.tenant.workspaceId)
  })
})
