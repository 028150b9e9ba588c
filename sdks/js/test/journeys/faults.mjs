import assert from 'node:assert/strict'
import { Client, RateLimitError, responseOf, SdkError } from '@core-php/sdk'
import { ask, newName, newTenant, operator, until } from './world.mjs'

/** Asks again with the key that an error of unknown outcome carries. */
async function certainly(write) {
  for (let idempotencyKey; ; ) {
    try {
      return await write({ idempotencyKey })
    } catch (err) {
      if (!(err instanceof SdkError) || err.idempotencyKey === undefined || err.code !== undefined) throw err
      idempotencyKey = err.idempotencyKey
    }
  }
}

async function createdOnce(client, id) {
  const events = await client.events.all({ type: 'namespace.created' }).toArray()
  return events.filter(({ data }) => data.object.id === id).length
}

export const journeys = {
  async 'cut-after-commit'() {
    const { user_id } = await newTenant()
    const { url } = await ask('POST /proxies', { cut: 'next-write' })
    const name = newName('cut')
    const made = await operator({ baseUrl: url }).workspaces.create({ name, owner_id: user_id })
    const { attempts, replayed } = responseOf(made)
    assert.deepEqual([attempts, replayed], [2, true])
    const root = operator()
    assert.equal((await root.workspaces.list({ search: name })).data.length, 1)
    const inside = root.withContext({ workspaceId: made.id })
    const events = () => inside.events.all({ type: 'workspace.created' }).toArray()
    await until(async () => (await events()).length > 0)
    assert.equal((await events()).length, 1)
  },

  async 'killed-in-a-write'() {
    const crash = await ask('POST /crashes')
    try {
      const client = new Client(crash.key, { baseUrl: crash.url })
      const name = newName('killed')
      const made = await certainly((options) => client.namespaces.create({ name }, options))
      assert.deepEqual(
        (await client.namespaces.list({ search: name })).data.map(({ id }) => id),
        [made.id],
      )
      await until(async () => (await createdOnce(client, made.id)) > 0)
      assert.equal(await createdOnce(client, made.id), 1)
    } finally {
      await ask(`POST /crashes/${crash.id}/end`)
    }
  },

  async 'rate-limits'() {
    const burst = await newTenant('burst')
    const answers = await Promise.all(Array.from({ length: 6 }, () => burst.client.users.current()))
    assert.ok(answers.some((one) => responseOf(one).attempts > 1))
    const hour = await newTenant('hour')
    for (let call = 0; call < 10; call++) await hour.client.users.current()
    const err = await hour.client.users.current().catch((refused) => refused)
    assert.ok(err instanceof RateLimitError, String(err))
    assert.equal(err.attempts, 1)
    assert.ok(err.retryAfter > 60, `retryAfter is ${err.retryAfter}`)
  },

  async 'key-rotation'() {
    const { client } = await newTenant()
    const { id, key } = await client.apiKeys.create({ name: 'To be rotated' })
    let current = new Client(key)
    let isOver = false
    let calls = 0
    const load = Array.from({ length: 20 }, async () => {
      while (!isOver) {
        await current.namespaces.list()
        calls++
      }
    })
    // A call that fails ends the journey with its error.
    const failing = Promise.all(load)
    failing.catch(() => undefined)
    const done = async (more) => {
      const wanted = calls + more
      while (calls < wanted) await Promise.race([failing, new Promise((resolve) => setTimeout(resolve, 5))])
    }
    try {
      await done(50)
      const rotated = await client.apiKeys.rotate(id, { grace_period_hours: 1 })
      assert.ok(Date.parse(rotated.previous.expires_at) > Date.now() + 50 * 60_000)
      await done(50)
      current = new Client(rotated.key)
      await done(50)
      await new Client(key).namespaces.list()
    } finally {
      isOver = true
    }
    await failing
  },

  async 'thousand-writes'() {
    const { url, key, namespace_id, feature } = await ask('POST /thousand-writes')
    const client = new Client(key, { baseUrl: url, retryDelay: 5 })
    let left = 1_000
    const work = async () => {
      while (left-- > 0) {
        const record = { feature, quantity: 1 }
        await certainly((options) => client.entitlements.recordUsage(namespace_id, record, options))
      }
    }
    await Promise.all(Array.from({ length: 10 }, work))
  },
}
