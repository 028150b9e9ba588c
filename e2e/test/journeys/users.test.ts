import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { type Answer, type Api, api } from '../../src/api.ts'
import { created, list, newTenant, resource } from '../../src/tenant.ts'
import { topologies } from '../../src/topologies.ts'
import type { Topology } from '../../src/topology.ts'

const errorOf = ({ status, json }: Answer) => [status, (json as { error?: { code: string } }).error?.code]

for (const { name, start } of topologies) {
  describe(`the life of a user, ${name}`, () => {
    let plinth: Topology
    let receiver: WebhookReceiver
    let operator: Api
    before(async () => {
      receiver = await webhookReceiver()
      plinth = await start()
      operator = api(plinth.url, plinth.operatorKey)
    })
    after(async () => {
      await plinth?.stop()
      await receiver?.close()
    })

    const address = () => `${randomUUID()}@example.test`
    const told = (workspaceId: string, type: string) =>
      receiver.requests
        .map(({ body }) => JSON.parse(body.toString('utf8')))
        .filter((event) => event.workspace_id === workspaceId && event.type === type)
    const listen = async (tenant: { api: Api }) =>
      created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['user.*'] }))

    it('has an address once it is proven, and squats none before', async () => {
      const [mallory, ceo] = [await newTenant(plinth), address()]
      const own = `/users/${mallory.user.id}`
      const changed = resource(await mallory.api.patch(own, { email: ceo }))
      assert.deepEqual([changed['email'], changed['pending_email']], [mallory.user['email'], ceo])
      // An invitation to the address is not Mallory's to accept, and the real owner is not kept out.
      const invited = created(
        await mallory.api.post(`/workspaces/${mallory.workspace.id}/invitations`, { email: ceo, role: 'admin' }),
      )
      assert.equal((await mallory.api.post('/invitations/accept', { token: invited['token'] })).status, 404)
      const real = created(await operator.post('/users', { name: 'CEO', email: ceo, email_verified: true }))
      assert.notEqual(real['email_verified_at'], null)

      const { token } = created(await operator.post(`${own}/email-verification`, {}))
      const taken = await mallory.api.post('/user/email-verification', { token })
      assert.deepEqual(errorOf(taken), [409, 'DUPLICATE_RESOURCE'])
      assert.deepEqual(errorOf(await mallory.api.patch(own, { email_verified: true })), [
        403,
        'INSUFFICIENT_PERMISSIONS',
      ])
      assert.deepEqual(errorOf(await mallory.api.post(`${own}/email-verification`, {})), [
        403,
        'INSUFFICIENT_PERMISSIONS',
      ])
      assert.equal(resource(await mallory.api.get('/user'))['email_verified_at'], null)
    })

    it('proves an address by its token; whom it is taken from is told in every workspace', async () => {
      const [ada, squatter, wanted] = [await newTenant(plinth), await newTenant(plinth), address()]
      await listen(squatter)
      await operator.patch(`/users/${squatter.user.id}`, { email: wanted })
      await ada.api.patch(`/users/${ada.user.id}`, { email: wanted })
      const { token } = created(await operator.post(`/users/${ada.user.id}/email-verification`, {}))
      const idempotencyKey = randomUUID()
      const prove = () => ada.api.post('/user/email-verification', { token }, { idempotencyKey })
      const proven = await prove()
      const { email, pending_email, email_verified_at } = resource(proven)
      assert.deepEqual([email, pending_email, email_verified_at !== null], [wanted, null, true])
      assert.equal((await prove()).text, proven.text)
      assert.equal((await ada.api.post('/user/email-verification', { token })).text, proven.text)
      const left = `${squatter.user.id}@unproven.invalid`
      assert.equal(resource(await squatter.api.get('/user'))['email'], left)
      await eventually(() => {
        const emails = told(squatter.workspace.id, 'user.updated').map(({ data }) => data.object.attributes.email)
        assert.deepEqual(emails.toSorted(), [left, wanted].toSorted())
      })
    })

    it('is suspended at once and everywhere, and comes back', async () => {
      const [ada, host] = [await newTenant(plinth), await newTenant(plinth)]
      const [path, members] = [`/users/${ada.user.id}`, `/workspaces/${host.workspace.id}/members`]
      created(await operator.post(members, { user_id: ada.user.id, role: 'admin' }))
      const inHost = { workspace: host.workspace.id }
      const wanted = { name: 'Ada', user_id: ada.user.id, scopes: ['manage:all'] }
      const there = api(plinth.url, String(created(await operator.post('/api-keys', wanted, inHost))['key']))
      const invited = { email: address(), role: 'member' }
      created(await there.post(`/workspaces/${host.workspace.id}/invitations`, invited))
      assert.equal(resource(await operator.post(`${path}/suspend`, {}))['status'], 'suspended')
      for (const one of [ada.api, there]) assert.deepEqual(errorOf(await one.get('/user')), [401, 'INVALID_API_KEY'])
      assert.equal((await host.api.get('/user')).status, 200)
      await eventually(async () =>
        assert.deepEqual(list(await host.api.get(`/workspaces/${host.workspace.id}/invitations`)), []),
      )
      assert.equal(resource(await operator.post(`${path}/reactivate`, {}))['status'], 'active')
      // A gateway refuses a key that it has just seen refused for a second more.
      for (const one of [ada.api, there])
        await eventually(async () => assert.equal((await one.get('/user')).status, 200))
    })

    it('ends: not as a last owner; with its keys, its name and its address', async () => {
      const [ada, host] = [await newTenant(plinth), await newTenant(plinth)]
      await listen(host)
      const path = `/users/${ada.user.id}`
      const members = `/workspaces/${host.workspace.id}/members`
      created(await operator.post(members, { user_id: ada.user.id, role: 'admin' }))
      const inHost = { workspace: host.workspace.id }
      const wanted = { name: 'Ada', user_id: ada.user.id, scopes: ['manage:all'] }
      const there = api(plinth.url, String(created(await operator.post('/api-keys', wanted, inHost))['key']))
      assert.deepEqual(errorOf(await there.delete(path)), [403, 'INSUFFICIENT_PERMISSIONS'])
      const last = await operator.delete(path)
      assert.deepEqual(errorOf(last), [409, 'STATE_CONFLICT'])
      assert.match(last.text, new RegExp(String(ada.workspace.id)))

      assert.equal((await operator.delete(`/workspaces/${ada.workspace.id}`)).status, 204)
      const idempotencyKey = randomUUID()
      const ended = await operator.delete(path, { idempotencyKey })
      assert.equal(ended.status, 204, ended.text)
      for (const one of [ada.api, there]) assert.deepEqual(errorOf(await one.get('/user')), [401, 'INVALID_API_KEY'])
      assert.deepEqual(errorOf(await operator.get(path)), [404, 'RESOURCE_NOT_FOUND'])
      assert.equal((await operator.delete(path, { idempotencyKey })).status, 204)
      assert.equal((await operator.delete(path)).status, 404)
      created(await operator.post('/users', { name: 'Ada', email: ada.user['email'] }))
      assert.equal(list(await host.api.get(members)).length, 1)
      await eventually(() => {
        const [event, ...others] = told(host.workspace.id, 'user.deleted')
        assert.deepEqual(Object.keys(event?.data.object.attributes ?? {}), ['id', 'deleted_at'])
        assert.deepEqual(others, [])
      })
      await eventually(async () => assert.equal(list(await host.api.get('/api-keys')).length, 1))
    })
  })
}
