import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { eventually, webhookReceiver } from '@plinth/testkit'
import { created, list, newTenant, type Tenant } from '../tenant.ts'

/** Does what every metric counts, at least once; answers whose doing it was. */
export async function someOfEverything(plinth: { url: string; operatorKey: string }): Promise<Tenant> {
  const [good, bad] = await Promise.all([webhookReceiver(), webhookReceiver()])
  try {
    const tenant = await newTenant(plinth)
    bad.answerWith({ status: 500 })
    const events = ['workspace.updated']
    const receiving = created(await tenant.api.post('/webhooks', { url: good.url, events }))
    created(await tenant.api.post('/webhooks', { url: bad.url, events, retry_schedule_seconds: [0] }))
    created(await tenant.api.post('/webhooks', { url: good.url, events, is_active: false }))
    const idempotencyKey = randomUUID()
    const path = `/workspaces/${tenant.workspace.id}`
    for (const name of ['Renamed', 'Renamed', 'Renamed otherwise'])
      await tenant.api.patch(path, { name }, { idempotencyKey })
    const [namespace] = list(await tenant.api.get('/namespaces'))
    assert.ok(namespace)
    for (const feature of [`unknown.${randomUUID().slice(0, 8)}`, 'plinth.webhooks']) {
      const checked = await tenant.api.post(`/namespaces/${namespace.id}/entitlements/check`, { feature })
      assert.equal(checked.status, 200, checked.text)
    }
    const published = await tenant.api.post('/events', { type: 'nothing.known', data: {} })
    assert.equal(published.status, 422, published.text)
    await fetch(`${plinth.url}/api/v1/users`, { headers: { authorization: 'Bearer wrong' } })
    await fetch(`${plinth.url}/api/v1/${randomUUID()}`)
    await eventually(async () => {
      const [delivery] = list(await tenant.api.get(`/webhooks/${receiving.id}/deliveries`))
      assert.equal(delivery?.['status'], 'success')
      assert.ok(bad.requests.length > 0)
    })
    return tenant
  } finally {
    await Promise.all([good.close(), bad.close()])
  }
}
