import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { created, list, newTenant, resource, type Tenant } from '../../src/tenant.ts'
import { topologies } from '../../src/topologies.ts'
import type { Topology } from '../../src/topology.ts'
import { header } from '../../src/verify-signature.ts'

// Recovery is bounded by the lease of a killed worker (webhooks.md §6: 25 s) and the relay's repeats (5 s).
// The rest is a machine under load.
const recovery = { timeoutMs: 120_000 }

for (const { name, start, hasBroker } of topologies) {
  describe(`commit, then die, ${name}`, () => {
    let plinth: Topology
    let receiver: WebhookReceiver
    let tenant: Tenant
    let webhook: { id: string }
    before(async () => {
      receiver = await webhookReceiver()
      plinth = await start()
      tenant = await newTenant(plinth, { tier: 'enterprise' })
      webhook = created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['workspace.updated'] }))
    })
    after(async () => {
      await plinth?.stop()
      await receiver?.close()
    })

    const rename = async (newName: string) => {
      const answer = await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: newName })
      assert.equal(answer.status, 200, answer.text)
    }
    const received = (newName: string) =>
      receiver.requests.filter(({ body }) => JSON.parse(body.toString('utf8')).data.object.attributes.name === newName)
    const arrives = (newName: string) => eventually(() => assert.ok(received(newName).length > 0), recovery)
    /** Every arrived delivery is recorded as a success, so a kill does not send it again. */
    const isWrittenDown = () =>
      eventually(
        async () => {
          const rows = list(await tenant.api.get(`/webhooks/${webhook.id}/deliveries`))
          assert.deepEqual(new Set(rows.map((row) => row['status'])), new Set(['success']))
        },
        { everyMs: 200 },
      )

    it('kill -9 of tenancy between commit and publish: the delivery arrives', async () => {
      await plinth.broker?.kill()
      await rename('committed')
      await plinth.kill('tenancy')
      await plinth.broker?.start()
      await plinth.start('tenancy')
      await arrives('committed')
      await isWrittenDown()
    })

    it('kill -9 of webhooks between claim and result: it is sent again, and says so', async () => {
      receiver.answerWith('hang')
      await rename('in flight')
      await arrives('in flight')
      await plinth.kill('webhooks')
      receiver.answerWith({ status: 200 })
      await plinth.start('webhooks')
      const [first, second] = await eventually(() => {
        assert.equal(received('in flight').length, 2)
        return received('in flight')
      }, recovery)
      assert.ok(first && second)
      assert.deepEqual(second.body, first.body)
      assert.equal(header(second.headers, 'webhook-id'), header(first.headers, 'webhook-id'))
      assert.equal(header(second.headers, 'x-webhook-attempt'), '2')
      assert.equal(header(second.headers, 'x-webhook-previous-outcome'), 'unknown')
      const eventId = header(first.headers, 'webhook-id')
      await eventually(async () => {
        const rows = list(await tenant.api.get(`/webhooks/${webhook.id}/deliveries`))
        const row = rows.find((one) => one['event_id'] === eventId)
        assert.equal(row?.['status'], 'success')
        const whole = resource(await tenant.api.get(`/webhooks/${webhook.id}/deliveries/${row?.id}`))
        const attempts = whole['attempts_log'] as { outcome: string }[]
        assert.deepEqual(attempts.map(({ outcome }) => outcome).sort(), ['ok', 'unknown'])
      }, recovery)
    })

    if (hasBroker) {
      it('the broker loses its store with the event in it: the delivery arrives', async () => {
        await plinth.kill('webhooks')
        await rename('published')
        // One more change: when it has its answer, the first has had the time to be published.
        await rename('published next')
        await plinth.broker?.kill()
        await plinth.broker?.wipe()
        await plinth.broker?.start()
        await plinth.start('webhooks')
        await arrives('published')
        await arrives('published next')
      })
    }

    it('nothing was sent twice but what a kill found in flight', () => {
      const published = hasBroker ? ['published', 'published next'] : []
      const timesOf = (newName: string) => received(newName).length
      assert.equal(timesOf('in flight'), 2)
      // One process may have sent it between its commit and the kill; then it says so.
      if (!hasBroker && timesOf('committed') === 2) {
        assert.equal(header(received('committed')[1]?.headers ?? {}, 'x-webhook-previous-outcome'), 'unknown')
      } else assert.equal(timesOf('committed'), 1)
      for (const newName of published) assert.equal(timesOf(newName), 1, newName)
      const known = ['committed', 'in flight', ...published].reduce((sum, newName) => sum + timesOf(newName), 0)
      assert.equal(receiver.requests.length, known)
    })
  })
}
