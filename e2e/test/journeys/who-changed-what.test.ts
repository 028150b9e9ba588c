import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { type Api, api } from '../../src/api.ts'
import { created, list, newTenant, type Resource, type Tenant } from '../../src/tenant.ts'
import { topologies } from '../../src/topologies.ts'
import type { Topology } from '../../src/topology.ts'

for (const { name, start } of topologies) {
  describe(`the record of who changed what, ${name}`, () => {
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

    /** A call with the headers of a browser behind no proxy; returns its request id. */
    const call = async (key: string, method: string, path: string, body: object) => {
      const requestId = `who-${randomUUID()}`
      const headers = {
        ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json', 'x-request-id': requestId },
        ...{ 'idempotency-key': `once-${requestId}`, 'user-agent': 'Journey/1 \u00e9' },
      }
      const answer = await fetch(`${plinth.url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
      assert.ok(answer.status < 300, await answer.text())
      return requestId
    }
    const entries = ({ api }: Tenant, query: string, count: number): Promise<Resource[]> =>
      eventually(async () => {
        const found = list(await api.get(`/audit-log?${query}`))
        assert.equal(found.length, count)
        return found
      })

    it('has a call’s user, key, address, User-Agent, Idempotency-Key and changes, which no webhook tells', async () => {
      const tenant = await newTenant(plinth)
      created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['workspace.*'] }))
      const change = { name: 'Renamed', settings: { locale: 'de' }, metadata: { crm: '17' } }
      const requestId = await call(tenant.key, 'PATCH', `/workspaces/${tenant.workspace.id}`, change)
      const [entry] = await entries(tenant, `request_id=${requestId}`, 1)

      const { key_id: keyId, ...actor } = Object(entry?.['actor'])
      assert.deepEqual(actor, { type: 'user', id: tenant.user.id, name: tenant.user['name'] })
      assert.match(keyId, /^key_/)
      assert.deepEqual(entry?.['changes'], {
        name: { from: tenant.workspace['name'], to: 'Renamed' },
        'settings.locale': { from: null, to: 'de' },
        'metadata.crm': { from: null, to: '17' },
      })
      assert.deepEqual(
        ['action', 'idempotency_key', 'ip', 'user_agent'].map((field) => entry?.[field]),
        ['workspace.updated', `once-${requestId}`, '127.0.0.1', 'Journey/1 ?'],
      )
      const body = await eventually(() => {
        const bodies = receiver.requests.map((request) => request.body.toString())
        const found = bodies.find((text) => text.includes(String(entry?.id)))
        assert.ok(found)
        return found
      })
      const event = await tenant.api.get(`/events/${entry?.id}`)
      for (const text of [body, event.text])
        for (const secret of [requestId, 'Journey/1', '127.0.0.1', keyId, '"from"'])
          assert.ok(!text.includes(secret), `${secret} in ${text}`)
    })

    it('has the name that a user or an operator key had at that time', async () => {
      const tenant = await newTenant(plinth)
      const made = created(await operator.post('/operator-keys', { name: 'Day shift' }))
      const namesAfter = async (key: string, path: string, name: string) => {
        await call(key, 'PATCH', path, { name })
        const requestId = await call(key, 'PATCH', `/workspaces/${tenant.workspace.id}`, { metadata: { by: name } })
        const [entry] = await entries(tenant, `request_id=${requestId}&action=workspace.updated`, 1)
        return Object(entry?.['actor']).name
      }
      for (const name of ['Ada Byron', 'Ada Lovelace'])
        assert.equal(await namesAfter(tenant.key, `/users/${tenant.user.id}`, name), name)
      for (const name of ['Night shift', 'Late shift'])
        assert.equal(await namesAfter(String(made['key']), `/operator-keys/${made.id}`, name), name)
    })

    it('has the operator who acts in a workspace, and each operation of a batch', async () => {
      const tenant = await newTenant(plinth)
      const operations = ['One', 'Two'].map((name) => ({ action: 'create', data: { name } }))
      const batchId = await call(tenant.key, 'POST', '/namespaces/batch', { operations })
      const made = await entries(tenant, `request_id=${batchId}&action=namespace.created`, 2)
      assert.deepEqual(made.map((entry) => Object(entry['target']).name).sort(), ['One', 'Two'])
      const packages = `/workspaces/${tenant.workspace.id}/packages`
      const assignedId = await call(plinth.operatorKey, 'POST', packages, { package: 'pro' })
      const [assigned] = await entries(tenant, `request_id=${assignedId}`, 1)
      assert.deepEqual([Object(assigned?.['actor']).type, assigned?.['action']], ['operator', 'package.assigned'])
    })

    it('has the operator who reads a namespace or a member without naming the workspace, and another workspace never has', async () => {
      const [tenant, other] = [await newTenant(plinth), await newTenant(plinth)]
      const [namespace] = list(await tenant.api.get('/namespaces?owner_type=Workspace'))
      const paths = [
        `/namespaces/${namespace?.id}`,
        `/namespaces/${namespace?.id}/entitlements/log`,
        `/users/${tenant.user.id}`,
      ]
      for (const path of paths) {
        const made = created(await operator.post('/operator-keys', { name: 'Reader', scopes: ['read:all'] }))
        const reader = api(plinth.url, String(made['key']))
        const refused = await reader.get(`${path}?workspace_id=${other.workspace.id}`)
        assert.equal(refused.status, path.startsWith('/users') ? 404 : 403, path)
        assert.equal((await reader.get(path)).status, 200, path)
        const [entry] = await entries(tenant, `actor_id=${made.id}`, 1)
        assert.deepEqual([entry?.['action'], entry?.['workspace_id']], ['workspace.accessed', tenant.workspace.id])
        await entries(other, `actor_id=${made.id}`, 0)
      }
    })

    it('has the one who removed a member as the one who ended the member’s keys', async () => {
      const tenant = await newTenant(plinth)
      const members = `/workspaces/${tenant.workspace.id}/members`
      const joe = created(await operator.post('/users', { name: 'Joe', email: `${randomUUID()}@example.test` }))
      created(await operator.post(members, { user_id: joe.id, role: 'admin' }))
      const inWorkspace = { workspace: tenant.workspace.id }
      created(await operator.post('/api-keys', { name: 'Of Joe', user_id: joe.id }, inWorkspace))
      const requestId = await call(tenant.key, 'DELETE', `${members}/${joe.id}`, {})
      const both = await entries(tenant, `request_id=${requestId}`, 2)
      assert.deepEqual(both.map((entry) => entry['action']).sort(), ['api_key.revoked', 'member.removed'])
      for (const entry of both) assert.equal(Object(entry['actor']).id, tenant.user.id)
    })
  })
}
