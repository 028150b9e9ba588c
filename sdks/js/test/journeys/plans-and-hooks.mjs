import assert from 'node:assert/strict'
import { PreconditionFailedError, responseOf } from '@core-php/sdk'
import { verifyWebhook, WebhookVerificationError } from '@core-php/sdk/webhooks'
import { ask, newName, newTenant, operator, until } from './world.mjs'

export const journeys = {
  async entitlements() {
    const { client, namespace_id: ns } = await newTenant()
    await operator().namespacePackages.assign(ns, { package: 'pro' })
    const feature = 'api_calls'
    const { entitlements } = client
    const usage = async () => (await entitlements.check(ns, { feature })).current_usage
    assert.equal((await entitlements.check(ns, { feature, quantity: 1 })).allowed, true)
    await entitlements.consume(ns, { feature, quantity: 2 })
    const reserve = (quantity) => entitlements.reserve(ns, { feature, quantity, ttl_seconds: 60 })
    await entitlements.commitReservation(ns, (await reserve(3)).reservation.id, { quantity: 2 })
    await entitlements.releaseReservation(ns, (await reserve(4)).reservation.id)
    assert.equal(await usage(), 4)
    const one = { feature, quantity: 1, ttl_seconds: 60 }
    assert.equal(await entitlements.withReservation(ns, one, ({ quantity }) => quantity + 1), 2)
    assert.equal(await usage(), 5)
    const broken = new Error('the work')
    await assert.rejects(
      entitlements.withReservation(ns, one, () => Promise.reject(broken)),
      broken,
    )
    assert.equal(await usage(), 5)
    const never = () => assert.fail('the work began')
    const tooMuch = { ...one, quantity: Number.MAX_SAFE_INTEGER }
    await assert.rejects(entitlements.withReservation(ns, tooMuch, never), {
      name: 'ReservationRefused',
    })
  },

  async 'webhook-received'() {
    const { client } = await newTenant()
    const receiver = await ask('POST /receivers')
    const { id, secret } = await client.webhooks.create({ url: receiver.url, events: ['namespace.created'] })
    const arrived = async (count) => (await ask(`GET /receivers/${receiver.id}/requests?count=${count}`))[count - 1]
    const first = await client.namespaces.create({ name: 'First' })
    const { headers, body } = await arrived(1)
    const event = await verifyWebhook(body, headers, secret)
    assert.deepEqual([event.type, event.data.object.id], ['namespace.created', first.id])
    const rotated = await client.webhooks.rotateSecret(id, { grace_period_hours: 1 })
    const second = await client.namespaces.create({ name: 'Second' })
    const later = await arrived(2)
    for (const known of [secret, rotated.secret, [rotated.secret, secret]]) {
      assert.equal((await verifyWebhook(later.body, later.headers, known)).data.object.id, second.id)
    }
    const err = await verifyWebhook(later.body, later.headers, 'another-secret-of-16').catch((refused) => refused)
    assert.ok(err instanceof WebhookVerificationError && err.reason === 'no_match', String(err))
  },

  async replay() {
    const { client } = await newTenant()
    const receiver = await ask('POST /receivers')
    await ask(`POST /receivers/${receiver.id}/answer`, { status: 500 })
    const since = new Date(Date.now() - 1_000).toISOString()
    const endpoint = { url: receiver.url, events: ['namespace.created'], retry_schedule_seconds: [0] }
    const { id } = await client.webhooks.create(endpoint)
    await client.namespaces.create({ name: 'Refused' })
    const failed = await until(async () => (await client.deliveries.list(id, { status: 'failed' })).data[0])
    assert.equal((await client.deliveries.get(id, failed.id)).attempts_log.length, 1)
    await ask(`POST /receivers/${receiver.id}/answer`, { status: 200 })
    const replay = await client.replays.create(id, { since, status: 'failed' })
    await until(async () => {
      const { done, total } = await client.replays.get(id, replay.id)
      return total === 1 && done === total
    })
    const requests = await ask(`GET /receivers/${receiver.id}/requests?count=2`)
    const ids = requests.map(({ headers }) => headers['webhook-id'])
    assert.deepEqual(ids, [failed.event_id, failed.event_id])
  },

  async catalogue() {
    const root = operator()
    const code = newName('journey').replaceAll('-', '_')
    for (;;) {
      const before = await root.catalog.get()
      const { etag } = responseOf(before)
      const features = [...before.features, { code, name: 'Journey', type: 'boolean' }]
      const { added } = await root.catalog.apply({ ...before, features, dry_run: true })
      assert.ok(added.some((one) => one.code === code))
      try {
        await root.catalog.apply({ ...before, features }, { ifMatch: etag })
        break
      } catch (err) {
        // Another program was faster.
        if (!(err instanceof PreconditionFailedError)) throw err
      }
    }
    assert.ok((await root.catalog.get()).features.some((one) => one.code === code))
  },
}
