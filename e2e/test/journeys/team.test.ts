import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { type Answer, type Api, api } from '../../src/api.ts'
import { created, list, newTenant, type Resource, resource, type Tenant } from '../../src/tenant.ts'
import { topologies } from '../../src/topologies.ts'
import type { Topology } from '../../src/topology.ts'

const errorOf = ({ status, json }: Answer) => [status, (json as { error?: { code: string } }).error?.code]

for (const { name, start } of topologies) {
  describe(`a team, ${name}`, () => {
    let plinth: Topology
    let receiver: WebhookReceiver
    let operator: Api
    let owner: Tenant
    let joe: Resource
    /** A key of Joe's in a workspace of his own: what he has before he belongs to the team. */
    let joesOwn: Tenant['api']
    before(async () => {
      receiver = await webhookReceiver()
      plinth = await start()
      operator = api(plinth.url, plinth.operatorKey)
      owner = await newTenant(plinth)
      const guest = await newTenant(plinth)
      joe = guest.user
      joesOwn = guest.api
      created(
        await owner.api.post('/webhooks', {
          url: receiver.url,
          events: ['member.*', 'api_key.revoked', 'namespace.*'],
        }),
      )
    })
    after(async () => {
      await plinth?.stop()
      await receiver?.close()
    })

    const team = (path: string) => `/workspaces/${owner.workspace.id}${path}`
    const told = () => receiver.requests.map(({ body }) => JSON.parse(body.toString('utf8')))
    const toldTypes = () => told().map(({ type }) => type)

    it('begins with its creator as owner, its default namespace, and a Personal one for the user', async () => {
      const members = list(await owner.api.get(team('/members')))
      assert.deepEqual(
        members.map(({ user_id, email, role }) => ({ user_id, email, role })),
        [{ user_id: owner.user.id, email: owner.user['email'], role: 'owner' }],
      )
      const namespaces = list(await owner.api.get('/namespaces?sort=slug'))
      assert.deepEqual(
        namespaces.map(({ slug, owner_id, is_default }) => ({ slug, owner_id, is_default })),
        [
          { slug: 'default', owner_id: owner.workspace.id, is_default: true },
          { slug: 'personal', owner_id: owner.user.id, is_default: true },
        ],
      )
      const workspaces = `/namespaces?workspace_id=${owner.workspace.id}`
      assert.equal(list(await owner.api.get(workspaces)).length, 1)
      assert.deepEqual(list(await joesOwn.get(workspaces)), [])
    })

    it('invites by address; accepted twice and replayed, it is one membership, and no proof of the address', async () => {
      const wanted = { email: String(joe['email']).toUpperCase(), role: 'member' }
      const invitation = created(await owner.api.post(team('/invitations'), wanted))
      assert.deepEqual(errorOf(await joesOwn.get(team('/members'))), [404, 'RESOURCE_NOT_FOUND'])
      assert.equal(resource(await operator.get(`/users/${joe.id}`))['email_verified_at'], null)

      const body = { token: invitation['token'] }
      const idempotencyKey = randomUUID()
      const accepted = await joesOwn.post('/invitations/accept', body, { idempotencyKey })
      assert.equal(accepted.status, 200, accepted.text)
      const { workspace_id, user_id, role } = resource(accepted)
      assert.deepEqual(
        { workspace_id, user_id, role },
        { workspace_id: owner.workspace.id, user_id: joe.id, role: 'member' },
      )
      await joesOwn.patch(`/users/${joe.id}`, { name: 'Joe the Second' })
      const replayed = await joesOwn.post('/invitations/accept', body, { idempotencyKey })
      assert.deepEqual([replayed.status, replayed.text], [accepted.status, accepted.text])
      assert.equal(resource(await joesOwn.post('/invitations/accept', body))['user_id'], joe.id)
      assert.deepEqual(errorOf(await owner.api.post('/invitations/accept', body)), [404, 'RESOURCE_NOT_FOUND'])

      const names = list(await owner.api.get(team('/members'))).map((member) => member['name'])
      assert.deepEqual(names, ['Joe the Second', 'Ada'])
      await eventually(() => assert.deepEqual(toldTypes().sort(), ['member.added', 'member.invited']))
      assert.equal(invitation['invited_by'], owner.user.id)
      assert.equal(resource(await operator.get(`/users/${joe.id}`))['email_verified_at'], null)
    })

    it('lets a member read, and an admin manage; owners stay the owners’', async () => {
      const inTeam = { workspace: owner.workspace.id }
      const made = created(
        await operator.post('/api-keys', { name: 'Joe', user_id: joe.id, scopes: ['manage:all'] }, inTeam),
      )
      const member = api(plinth.url, String(made['key']))
      const wanted = { name: 'Client: Acme', slug: 'client-acme' }
      const forbidden = [403, 'INSUFFICIENT_PERMISSIONS']
      assert.equal(list(await member.get(team('/members'))).length, 2)
      assert.deepEqual(errorOf(await member.post('/namespaces', wanted)), forbidden)
      assert.deepEqual(
        errorOf(await member.post(team('/invitations'), { email: 'x@example.test', role: 'member' })),
        forbidden,
      )

      assert.equal((await owner.api.patch(team(`/members/${joe.id}`), { role: 'admin' })).status, 200)
      const namespace = created(await member.post('/namespaces', wanted))
      assert.deepEqual(errorOf(await member.post('/namespaces', wanted)), [409, 'DUPLICATE_RESOURCE'])
      assert.equal((await member.post(`/namespaces/${String(namespace['uuid'])}/default`, {})).status, 200)
      const read = resource(await owner.api.get(`/namespaces/${namespace.id}`))
      assert.deepEqual([read['is_default'], read['packages'], read['entitlements']], [true, [], {}])
      const elsewhere = await joesOwn.get(`/webhooks?namespace_id=${namespace.id}`)
      assert.deepEqual(errorOf(elsewhere), [404, 'RESOURCE_NOT_FOUND'])

      const ofOwner = team(`/members/${owner.user.id}`)
      assert.deepEqual(errorOf(await member.patch(ofOwner, { role: 'member' })), forbidden)
      assert.deepEqual(errorOf(await member.delete(ofOwner)), forbidden)
      assert.deepEqual(errorOf(await owner.api.delete(ofOwner)), [409, 'STATE_CONFLICT'])
    })

    it('refuses the key of a removed member at once, and revokes it', async () => {
      const inTeam = { workspace: owner.workspace.id }
      const wanted = { name: 'Last', user_id: joe.id, scopes: ['read:all'] }
      const made = created(await operator.post('/api-keys', wanted, inTeam))
      const last = api(plinth.url, String(made['key']))
      assert.equal((await last.get('/webhooks')).status, 200)

      assert.equal((await owner.api.delete(team(`/members/${joe.id}`))).status, 204)
      assert.deepEqual(errorOf(await last.get('/webhooks')), [401, 'INVALID_API_KEY'])
      assert.deepEqual(errorOf(await joesOwn.get(team(''))), [404, 'RESOURCE_NOT_FOUND'])
      assert.equal((await joesOwn.get('/user')).status, 200)
      await eventually(() => {
        const types = toldTypes()
        assert.ok(types.includes('member.removed'))
        assert.equal(types.filter((type) => type === 'api_key.revoked').length, 2)
      })

      // Back again, the old key stays gone.
      assert.equal((await operator.post(team('/members'), { user_id: joe.id, role: 'member' })).status, 201)
      assert.deepEqual(errorOf(await last.get('/webhooks')), [401, 'INVALID_API_KEY'])
      assert.equal(list(await owner.api.get('/api-keys')).length, 1)
      created(await operator.post('/api-keys', wanted, inTeam))
    })

    it('answers the retry of an operator’s key with that key, also when its user has left since', async () => {
      const guest = await newTenant(plinth)
      const host = await newTenant(plinth)
      const members = `/workspaces/${host.workspace.id}/members`
      created(await operator.post(members, { user_id: guest.user.id, role: 'member' }))
      const wanted = { name: 'Kept', user_id: guest.user.id, scopes: ['read:all'] }
      const make = (idempotencyKey: string) =>
        operator.post('/api-keys', wanted, { workspace: host.workspace.id, idempotencyKey })
      const key = randomUUID()
      const first = await make(key)
      created(first)
      assert.equal((await host.api.delete(`${members}/${guest.user.id}`)).status, 204)
      const retried = await make(key)
      assert.deepEqual([retried.status, retried.text], [201, first.text])
      assert.equal(retried.headers.get('idempotent-replayed'), 'true')
      const fresh = await make(randomUUID())
      assert.deepEqual(errorOf(fresh), [422, 'VALIDATION_ERROR'])
      assert.match(fresh.text, /The user is not a member of the workspace/)
    })

    it('takes at once what is taken: role, tier, scopes, addresses; and stops with the workspace', async () => {
      const [host, guest] = await Promise.all([newTenant(plinth, { tier: 'pro' }), newTenant(plinth)])
      const path = `/workspaces/${host.workspace.id}`
      created(await operator.post(`${path}/members`, { user_id: guest.user.id, role: 'admin' }))
      const wanted = { name: 'Guest', user_id: guest.user.id, scopes: ['manage:all'] }
      const made = created(await operator.post('/api-keys', wanted, { workspace: host.workspace.id }))
      const theirs = api(plinth.url, String(made['key']))
      const gone = created(await host.api.post('/webhooks', { url: receiver.url, events: ['workspace.deleted'] }))
      const done = async (answer: Promise<Answer>) => assert.ok([200, 204].includes((await answer).status))
      const limit = async () => (await theirs.get('/user')).headers.get('x-ratelimit-limit')

      // The webhooks service knows the caller's role only from the gateway's cache.
      const hook = { url: receiver.url, events: ['user.deleted'] }
      created(await theirs.post('/webhooks', hook))
      await done(host.api.patch(`${path}/members/${guest.user.id}`, { role: 'member' }))
      const forbidden = [403, 'INSUFFICIENT_PERMISSIONS']
      assert.deepEqual(errorOf(await theirs.post('/webhooks', hook)), forbidden)
      assert.equal(await limit(), '10000')
      await done(host.api.patch(path, { tier: 'free' }))
      assert.equal(await limit(), '1000')
      assert.equal((await theirs.get('/webhooks')).status, 200)
      await done(host.api.patch(`/api-keys/${made.id}`, { scopes: ['read:users'] }))
      assert.deepEqual(errorOf(await theirs.get('/webhooks')), forbidden)
      assert.equal((await theirs.get('/users')).status, 200)
      await done(host.api.patch(`/api-keys/${made.id}`, { allowed_ips: ['192.0.2.1'] }))
      assert.deepEqual(errorOf(await theirs.get('/users')), [403, 'IP_NOT_ALLOWED'])

      assert.equal((await host.api.get(`/webhooks/${gone.id}`)).status, 200)
      await done(operator.post(`${path}/suspend`, { reason: 'unpaid' }))
      assert.deepEqual(errorOf(await host.api.get('/webhooks')), [403, 'WORKSPACE_SUSPENDED'])
      await done(operator.post(`${path}/reactivate`, {}))
      assert.equal((await host.api.get('/webhooks')).status, 200)
      assert.deepEqual(errorOf(await host.api.delete(path)), [422, 'CANNOT_DELETE'])
      await done(operator.delete(path))
      assert.deepEqual(errorOf(await host.api.get('/user')), [401, 'INVALID_API_KEY'])
      await eventually(() => assert.equal(toldTypes().filter((type) => type === 'workspace.deleted').length, 1))
    })

    it('pays for what an admin has while the admin may spend; who pays sees it and may end it', async () => {
      const [host, guest] = await Promise.all([newTenant(plinth), newTenant(plinth)])
      const path = `/workspaces/${host.workspace.id}`
      created(await operator.post(`${path}/packages`, { package: 'business' }))
      created(await host.api.post('/webhooks', { url: receiver.url, events: ['namespace.updated'] }))
      const members = `${path}/members`
      const join = async () => created(await operator.post(members, { user_id: guest.user.id, role: 'admin' }))
      const guests = async () => {
        const wanted = { name: 'Guest', user_id: guest.user.id, scopes: ['manage:all'] }
        return api(
          plinth.url,
          String(created(await operator.post('/api-keys', wanted, { workspace: host.workspace.id }))['key']),
        )
      }
      const paid = async (name: string) => {
        await join()
        const wanted = { name, owner_type: 'User', workspace_id: host.workspace.id }
        return created(await (await guests()).post('/namespaces', wanted)).id
      }
      const consume = async (id: string) => {
        const answer = await operator.post(`/namespaces/${id}/entitlements/consume`, {
          feature: 'api_calls',
          quantity: 7,
        })
        assert.equal(answer.status, 200, answer.text)
        return (answer.json as { allowed: boolean }).allowed
      }
      const seen = async () =>
        list(await host.api.get(`/namespaces?paid_by=${host.workspace.id}&owner_type=User`)).map(
          ({ id, owner, usage, ...rest }) => [id, (owner as Resource).id, usage, 'settings' in rest],
        )

      const left = await paid('Left behind')
      assert.equal(await consume(left), true)
      assert.deepEqual(await seen(), [[left, guest.user.id, { api_calls: 7 }, false]])
      assert.equal((await host.api.delete(`${members}/${guest.user.id}`)).status, 204)
      assert.deepEqual([await consume(left), await seen()], [false, []])

      const detached = await paid('Detached')
      assert.equal((await host.api.get(`/namespaces/${detached}`)).status, 404)
      const ended = resource(await host.api.patch(`/namespaces/${detached}`, { workspace_id: null }))
      assert.deepEqual([ended['workspace_id'], await consume(detached), await seen()], [null, false, []])
      const told = () => receiver.requests.map(({ body }) => JSON.parse(body.toString('utf8')))
      const ids = () =>
        told().filter(({ type, workspace_id }) => type === 'namespace.updated' && workspace_id === host.workspace.id)
      await eventually(() =>
        assert.deepEqual(
          ids()
            .map(({ namespace_id }) => namespace_id)
            .sort(),
          [left, detached].sort(),
        ),
      )
    })

    it('tells every event once', async () => {
      await eventually(() => assert.ok(toldTypes().filter((type) => type === 'member.added').length === 2))
      const ids = told().map(({ id }) => id)
      assert.equal(new Set(ids).size, ids.length)
      assert.ok(!JSON.stringify(told()).includes('inv_tok_'))
    })
  })
}
