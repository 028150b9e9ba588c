import assert from 'node:assert/strict'
import process from 'node:process'
import * as sdk from '@core-php/sdk'
import { ask, newName, newTenant, operator, until } from './world.mjs'

const { ApiError, Client, PermissionDeniedError, PreconditionFailedError, responseOf } = sdk
const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())

export const journeys = {
  async 'first-call'() {
    const { key, user_id, workspace_id } = await newTenant()
    process.env.PLINTH_API_KEY = key
    const client = new Client()
    assert.equal((await client.users.current()).id, user_id)
    assert.deepEqual(
      (await client.workspaces.list()).data.map(({ id }) => id),
      [workspace_id],
    )
    const made = await client.namespaces.create({ name: 'Mine' })
    assert.equal((await client.namespaces.get(made.id)).name, 'Mine')
  },

  async 'scoped-key'() {
    const root = operator()
    const user = await root.users.create({ name: 'Jane', email: `${newName('jane')}@example.com` })
    const workspace = await root.workspaces.create({ name: 'Acme', owner_id: user.id })
    const inside = root.withContext({ workspaceId: workspace.id })
    const namespace = await inside.namespaces.create({ name: 'Shop' })
    const { key } = await inside.apiKeys.create({ name: 'Reader', scopes: ['read:namespaces'], user_id: user.id })
    const reader = new Client(key)
    const ids = (await reader.namespaces.all().toArray()).map(({ id }) => id)
    assert.ok(ids.includes(namespace.id))
    const err = await reader.namespaces.create({ name: 'No' }).catch((refused) => refused)
    assert.ok(err instanceof PermissionDeniedError, String(err))
    assert.deepEqual([err.code, err.status], ['INSUFFICIENT_PERMISSIONS', 403])
    assert.ok('required_scope' in err.details)
  },

  async 'all-errors'() {
    for (const { code, class: name, status, client: given, call } of await ask('POST /errors')) {
      const { key, ...context } = given
      const client = new Client(key, context)
      const [resource, verb] = (call.operation ?? '').split('.').map(camel)
      const { ids = [], fields, options } = call
      const made = async () => {
        if (call.kind === 'request') return client.request(call.method, call.path, { body: call.body })
        const method = client[resource][verb]
        return client[resource][verb](...ids, ...(method.length === ids.length + 1 ? [options] : [fields, options]))
      }
      const err = await made().then(
        () => assert.fail(`${code}: succeeded`),
        (refused) => refused,
      )
      assert.ok(err instanceof ApiError && err instanceof Reflect.get(sdk, name), `${code}: ${err}`)
      assert.deepEqual([err.code, err.status], [code, status])
      assert.ok(err.message !== '' && err.requestId !== undefined && err.docUrl.endsWith(`/docs/errors/${code}`))
    }
  },

  async 'all-rows'() {
    const { client } = await newTenant()
    const made = new Set()
    for (const count of [100, 100, 50]) {
      const operations = Array.from({ length: count }, (_, at) => ({ action: 'create', data: { name: `N${at}` } }))
      for (const { data } of (await client.namespaces.batch({ operations })).data) made.add(data.id)
    }
    const seen = []
    for await (const { id } of client.namespaces.all()) {
      seen.push(id)
      if (seen.length % 50 === 0) await client.namespaces.create({ name: 'Late' })
    }
    assert.equal(new Set(seen).size, seen.length)
    assert.deepEqual(
      [...made].filter((id) => !seen.includes(id)),
      [],
    )
    await until(async () => {
      const events = await client.events.all({ type: 'namespace.created' }).toArray()
      const about = events.map(({ data }) => data.object.id)
      assert.equal(new Set(events.map(({ id }) => id)).size, events.length)
      return [...made].every((id) => about.includes(id))
    })
  },

  async 'include-fields-conditions'() {
    const { client } = await newTenant()
    const { id } = await client.namespaces.create({ name: 'First', tags: ['a', 'b'] })
    assert.deepEqual((await client.namespaces.get(id, { include: ['tags'] })).tags, ['a', 'b'])
    assert.deepEqual(await client.namespaces.get(id, { fields: ['name'] }), { id, name: 'First' })
    const { etag } = responseOf(await client.namespaces.get(id))
    await client.namespaces.update(id, { name: 'Second' }, { ifMatch: etag })
    const err = await client.namespaces.update(id, { name: 'Third' }, { ifMatch: etag }).catch((refused) => refused)
    assert.ok(err instanceof PreconditionFailedError && err.status === 412, String(err))
    const now = await client.namespaces.get(id)
    assert.equal(now.name, 'Second')
    assert.equal(await client.namespaces.get(id, {}, { ifNoneMatch: responseOf(now).etag }), undefined)
  },

  async batch() {
    const { client } = await newTenant()
    const { data, meta } = await client.namespaces.batch({
      operations: [
        { action: 'create', data: { name: 'One' } },
        { action: 'create', data: { name: 'Two', slug: 'NOT A SLUG' } },
        { action: 'delete', id: 'ns_00000000000000000000000000' },
      ],
    })
    assert.deepEqual(
      data.map(({ status, error }) => [status, error?.code]),
      [
        [201, undefined],
        [422, 'VALIDATION_ERROR'],
        [404, 'RESOURCE_NOT_FOUND'],
      ],
    )
    assert.deepEqual(meta, { succeeded: 1, failed: 2 })
  },

  async 'hundred-at-once'() {
    const { client } = await newTenant()
    const made = await Promise.all(Array.from({ length: 10 }, (_, at) => client.namespaces.create({ name: `N${at}` })))
    const all = Array.from({ length: 100 }, (_, at) => made[at % 10])
    const read = await Promise.all(all.map(({ id }) => client.namespaces.get(id)))
    assert.deepEqual(
      read.map(({ id, name }) => [id, name]),
      all.map(({ id, name }) => [id, name]),
    )
  },
}
