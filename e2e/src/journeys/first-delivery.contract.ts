import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { created, list, newTenant, resource, type Tenant } from '../tenant.ts'
import { header, verifiesReferenceScheme, verifiesStandardWebhooks } from '../verify-signature.ts'

interface Started {
  url: string
  operatorKey: string
  /** Where a receiver must listen to be reached from there; default: loopback. */
  receiverHost?: string
  stop(): Promise<void>
}

/** The promises of the first hour with Plinth, wherever it runs. */
export function firstDelivery(name: string, start: () => Promise<Started>): void {
  describe(`first delivery, ${name}`, () => {
    let plinth: Started
    let receiver: WebhookReceiver
    let tenant: Tenant
    before(async () => {
      plinth = await start()
      receiver = await webhookReceiver(plinth.receiverHost === undefined ? {} : { host: plinth.receiverHost })
      tenant = await newTenant(plinth)
    })
    after(async () => {
      await plinth?.stop()
      await receiver?.close()
    })

    it('a workspace starts with its default namespace and its creator as owner', async () => {
      const found = await tenant.api.get(`/workspaces/${tenant.workspace.id}`)
      assert.equal(found.status, 200, found.text)
      assert.equal(resource(found)['name'], tenant.workspace['name'])
    })

    it('a rename made over REST arrives once, signed both ways, and its replay changes nothing', async () => {
      const webhook = created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['workspace.updated'] }))
      const secret = String(webhook['secret'])
      const path = `/workspaces/${tenant.workspace.id}`
      const idempotencyKey = randomUUID()

      const first = await tenant.api.patch(path, { name: 'Renamed once' }, { idempotencyKey })
      assert.equal(first.status, 200, first.text)
      const [request] = await eventually(() => {
        assert.equal(receiver.requests.length, 1)
        return receiver.requests
      })
      assert.ok(request)
      assert.ok(verifiesReferenceScheme(request, secret))
      assert.ok(verifiesStandardWebhooks(request, secret))

      const payload = JSON.parse(request.body.toString('utf8'))
      assert.equal(payload.type, 'workspace.updated')
      assert.equal(payload.id, header(request.headers, 'webhook-id'))
      assert.equal(payload.workspace_id, tenant.workspace.id)
      const { tags: _tags, metadata: _metadata, ...shown } = resource(first)
      assert.deepEqual(payload.data.object, { id: tenant.workspace.id, type: 'workspace', attributes: shown })

      const again = await tenant.api.patch(path, { name: 'Renamed once' }, { idempotencyKey })
      assert.equal(again.status, first.status)
      assert.equal(again.text, first.text)
      assert.equal(again.headers.get('idempotent-replayed'), 'true')

      // A second rename is the signal that everything before it had its time to arrive.
      const second = await tenant.api.patch(path, { name: 'Renamed twice' }, { idempotencyKey: randomUUID() })
      assert.equal(second.status, 200, second.text)
      await eventually(() => assert.equal(receiver.requests.length, 2))
      const ids = receiver.requests.map((one) => header(one.headers, 'webhook-id'))
      assert.equal(new Set(ids).size, 2)

      const deliveries = await eventually(async () => {
        const rows = list(await tenant.api.get(`/webhooks/${webhook.id}/deliveries`))
        assert.deepEqual(
          rows.map(({ event_type, status, status_code, attempts }) => ({ event_type, status, status_code, attempts })),
          [1, 2].map(() => ({ event_type: 'workspace.updated', status: 'success', status_code: 200, attempts: 1 })),
        )
        return rows
      })
      assert.deepEqual(new Set(deliveries.map((row) => row['event_id'])), new Set(ids))
    })
  })
}
