import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventDrift } from '@plinth/gateway/openapi'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { api as operatorApi } from '../../src/api.ts'
import { startOneProcess } from '../../src/one-process.ts'
import { created, newTenant, type Tenant } from '../../src/tenant.ts'
import type { Topology } from '../../src/topology.ts'

const expected = [
  'workspace.updated',
  'workspace.deleted',
  'namespace.created',
  'namespace.updated',
  'namespace.deleted',
  'member.added',
  'member.updated',
  'member.removed',
  'member.invited',
  'user.updated',
  'api_key.created',
  'api_key.rotated',
  'api_key.revoked',
  'webhook.created',
  'webhook.updated',
  'webhook.deleted',
  'webhook.disabled',
  'webhook.enabled',
  'ping',
]

describe('what an endpoint receives', () => {
  let plinth: Topology
  let receiver: WebhookReceiver
  let tenant: Tenant
  before(async () => {
    receiver = await webhookReceiver()
    plinth = await startOneProcess()
    tenant = await newTenant(plinth)
  })
  after(async () => {
    await plinth?.stop()
    await receiver?.close()
  })

  it('is what the document of the API says, event by event', async () => {
    const { api, workspace, user } = tenant
    const all = created(await api.post('/webhooks', { url: receiver.url, events: ['*'] }))
    const key = created(await api.post('/api-keys', { name: 'Second', scopes: ['read:all'] }))
    const other = created(await api.post('/webhooks', { url: receiver.url, events: ['namespace.created'] }))
    const operator = operatorApi(plinth.url, plinth.operatorKey)
    const joe = created(await operator.post('/users', { name: 'Joe', email: 'joe@example.com' }))
    const members = `/workspaces/${workspace.id}/members`
    const part = created(await api.post('/namespaces', { name: 'Part' }))
    created(await api.post('/workspaces', { name: 'Another, so that this one may go' }))
    const answers = [
      await api.patch(`/namespaces/${part.id}`, { description: 'A part of it' }),
      await api.delete(`/namespaces/${part.id}`),
      await api.post(`/workspaces/${workspace.id}/invitations`, { email: 'jim@example.com', role: 'member' }),
      await operator.post(members, { user_id: joe.id, role: 'member' }),
      await api.patch(`${members}/${joe.id}`, { role: 'admin' }),
      await api.delete(`${members}/${joe.id}`),
      await api.patch(`/workspaces/${workspace.id}`, { settings: { timezone: 'Europe/Vienna', nested: { a: [1] } } }),
      await api.patch(`/users/${user.id}`, { name: 'Ada Lovelace' }),
      await api.post(`/api-keys/${key.id}/rotate`, {}),
      await api.delete(`/api-keys/${key.id}`),
      await api.patch(`/webhooks/${other.id}`, { description: 'Changed', headers: { 'x-key': 'of another system' } }),
      await api.patch(`/webhooks/${other.id}`, { is_active: false }),
      await api.post(`/webhooks/${other.id}/enable`, {}),
      await api.delete(`/webhooks/${other.id}`),
      await api.post(`/webhooks/${all.id}/test`, {}),
      await api.delete(`/workspaces/${workspace.id}`),
    ]
    for (const answer of answers) assert.ok(answer.status < 300, answer.text)

    const texts = await eventually(() => {
      const bodies = receiver.requests.map(({ body }) => body.toString('utf8'))
      const types = new Set(bodies.map((body) => String(JSON.parse(body).type)))
      assert.deepEqual(
        expected.filter((type) => !types.has(type)),
        [],
      )
      return bodies
    })
    for (const text of texts) assert.equal(eventDrift(text), undefined)
  })
})
