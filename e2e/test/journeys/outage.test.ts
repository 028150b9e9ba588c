import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { created, list, newTenant, type Resource, resource, type Tenant } from '../../src/tenant.ts'
import { topologies } from '../../src/topologies.ts'
import type { Topology } from '../../src/topology.ts'

/** As many failed deliveries as disable a webhook. */
const failures = 10

for (const { name, start } of topologies) {
  describe(`an outage of a receiver, ${name}`, () => {
    let plinth: Topology
    let receiver: WebhookReceiver
    let tenant: Tenant
    let id: string
    const differences: unknown[] = []
    before(async () => {
      plinth = await start()
      receiver = await webhookReceiver()
      tenant = await newTenant(plinth, { tier: 'enterprise' })
    })
    after(async () => {
      await plinth?.stop()
      await receiver?.close()
    })

    const rename = async (to: string) => {
      const answer = await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: to })
      assert.equal(answer.status, 200, answer.text)
    }
    const webhook = async () => resource(await tenant.api.get(`/webhooks/${id}?include=health`))
    const healthOf = async () => (await webhook())['health'] as Record<string, unknown>
    const stats = async () => {
      const counted = resource(await tenant.api.get('/webhooks/stats')) as unknown as Record<string, number>
      const { accepted = 0, ...rest } = counted
      if (accepted !== Object.values(rest).reduce((sum, count) => sum + count, 0)) differences.push(counted)
      return counted
    }
    /** All pages. */
    const deliveries = async (filters: string) => {
      const rows: Resource[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const answer = await tenant.api.get(`/deliveries?per_page=4&${filters}&cursor=${cursor}`)
        rows.push(...list(answer))
        cursor = (answer.json as { meta: { next_cursor: string | null } }).meta.next_cursor
      }
      return rows
    }

    it('shows the state and its reason once deliveries fail', async () => {
      receiver.answerWith({ status: 500 })
      const fields = { url: receiver.url, events: ['workspace.updated'], retry_schedule_seconds: [0] }
      id = created(await tenant.api.post('/webhooks', fields)).id
      for (let at = 0; at < failures; at++) await rename(`Down ${at}`)
      await eventually(async () => {
        await stats()
        const { is_active, disabled_reason } = await webhook()
        assert.deepEqual([is_active, disabled_reason], [false, 'failures'])
      })
      assert.equal((await healthOf())['state'], 'disabled')
      assert.deepEqual(
        list(await tenant.api.get('/webhooks?health=disabled')).map((row) => row.id),
        [id],
      )
    })

    it('names what failed: all of it, by outcome and code, page by page', async () => {
      const failed = await deliveries('status=failed&outcome=http&status_code=500')
      assert.deepEqual([failed.length, new Set(failed.map((row) => row.id)).size], [failures, failures])
      assert.ok(failed.every((row) => row['webhook_id'] === id))
      assert.deepEqual(await deliveries('status=failed&outcome=timeout'), [])
    })

    it('holds what comes meanwhile, and sends it once the webhook is enabled', async () => {
      await rename('Held')
      await eventually(async () => assert.equal((await stats())['held'], 1))
      receiver.answerWith({ status: 200 })
      assert.equal((await tenant.api.post(`/webhooks/${id}/enable`, {})).status, 200)
      await eventually(async () => assert.equal((await stats())['delivered'], 1))
      assert.equal((await healthOf())['held'], 0)
    })

    it('sends exactly as many again as its dry run names, once for one Idempotency-Key', async () => {
      const body = { since: '2026-01-01T00:00:00Z', status: 'failed', outcome: 'http' }
      const sent = receiver.requests.length
      const counted = resource(await tenant.api.post('/deliveries/retry?dry_run=true', body))
      assert.deepEqual(counted, { total: failures, by_webhook: [{ webhook_id: id, total: failures }] })
      const first = await tenant.api.post('/deliveries/retry', body, { idempotencyKey: 'again' })
      assert.deepEqual([first.status, resource(first)['total']], [202, failures])
      await eventually(async () => assert.equal((await stats())['delivered'], failures + 1))
      const again = await tenant.api.post('/deliveries/retry', body, { idempotencyKey: 'again' })
      assert.equal(again.text, first.text)
      assert.equal(resource(await tenant.api.post('/deliveries/retry?dry_run=true', body))['total'], 0)
      assert.equal(receiver.requests.length - sent, failures)
    })

    it('lost nothing at any moment, and is told of in the series', async () => {
      assert.deepEqual(differences, [])
      await eventually(async () => {
        const { points } = resource(await tenant.api.get(`/webhooks/${id}/series?bucket=hour`)) as unknown as {
          points: { ok: number; failed: number }[]
        }
        const sum = ['ok' as const, 'failed' as const].map((key) => points.reduce((all, point) => all + point[key], 0))
        assert.deepEqual(sum, [failures + 1, failures])
      })
    })
  })
}
