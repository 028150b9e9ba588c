// The machines of the parts are off time: PostgreSQL's clock decides, and the operator is told.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { dayOf } from '@plinth/kit/days'
import { timeOfId } from '@plinth/kit/ids'
import { eventually, webhookReceiver } from '@plinth/testkit'
import { api } from '../../src/api.ts'
import { type Mesh, startMesh } from '../../src/mesh.ts'
import { created, list, newTenant, type Tenant } from '../../src/tenant.ts'
import { header } from '../../src/verify-signature.ts'

const dayMs = 86_400_000
const aheadMs = { gateway: 3 * dayMs, identity: -40 * dayMs, tenancy: 40 * dayMs, webhooks: -730 * dayMs }
const preload = new URL('../../src/clocks/wrong-clock.ts', import.meta.url).href

const near = (time: Date | string, what: string) => {
  const offMs = Math.abs(new Date(time).getTime() - Date.now())
  assert.ok(offMs < 300_000, `${what} is ${offMs} ms off: ${String(time)}`)
}

describe('parts on machines with wrong clocks', () => {
  let mesh: Mesh
  let tenant: Tenant
  before(async () => {
    const wrong = Object.entries(aheadMs).map(([part, ms]) => [
      part,
      { NODE_OPTIONS: `--import=${preload}`, WRONG_CLOCK_AHEAD_MS: String(ms) },
    ])
    mesh = await startMesh({ partEnvs: Object.fromEntries(wrong) })
    await eventually(() => assert.match(mesh.output('gateway'), /2\d{5} s ahead of that of PostgreSQL/))
    tenant = await newTenant(mesh, { tier: 'enterprise' })
    const type = { name: 'report.ready', description: 'A report is ready.' }
    assert.equal((await api(mesh.url, mesh.operatorKey).put('/event-types', { event_types: [type] })).status, 200)
  })
  after(() => mesh?.stop())

  it('say so', () => {
    assert.match(mesh.output('identity'), /34\d{5} s behind that of PostgreSQL/)
    assert.match(mesh.output('tenancy'), /34\d{5} s ahead of that of PostgreSQL/)
    assert.match(mesh.output('webhooks'), /630\d{5} s behind that of PostgreSQL/)
  })

  it('give events of each part the ID of their time, and sign what they send with it', async () => {
    const receiver = await webhookReceiver()
    try {
      created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['*'] }))
      created(await tenant.api.post('/api-keys', { name: 'Second', user_id: tenant.user.id }))
      assert.equal((await tenant.api.post('/events', { type: 'report.ready', data: {} })).status, 202)
      const wanted = ['api_key.created', 'report.ready', 'webhook.created']
      await eventually(async () => {
        const events = list(await tenant.api.get('/events?per_page=50'))
        assert.deepEqual(
          wanted.filter((type) => !events.some((event) => event['type'] === type)),
          [],
        )
      })
      for (const { id, type } of list(await tenant.api.get('/events?per_page=50'))) near(timeOfId(id), String(type))
      await eventually(() => assert.ok(receiver.requests.length >= 2))
      for (const { headers } of receiver.requests)
        near(new Date(Number(header(headers, 'webhook-timestamp')) * 1_000), 'webhook-timestamp')
    } finally {
      await receiver.close()
    }
  })

  it('count calls on the day of PostgreSQL, and show when a limit ends', async () => {
    const answer = await tenant.api.get('/webhooks')
    near(new Date(Number(answer.headers.get('x-ratelimit-reset')) * 1_000), 'x-ratelimit-reset')
    assert.equal((await tenant.api.get('/webhooks/wh_unknown')).status, 404)
    await eventually(async () => {
      const requests = list(await tenant.api.get('/requests?operation=webhooks.get'))
      assert.ok(requests.length > 0)
      near(String(requests[0]?.['at']), 'a request')
    })
    const today = new Date()
    await eventually(async () => {
      const usage = await tenant.api.get(`/usage?from=${dayOf(new Date(today.getTime() - dayMs))}&group_by=endpoint`)
      assert.match(usage.text, /"group":"GET \/webhooks/)
    })
  })
})
