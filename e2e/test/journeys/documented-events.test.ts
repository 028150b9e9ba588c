import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventDrift } from '@plinth/gateway/openapi'
import { eventually, freePort, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { type Answer, type Api, api as operatorApi } from '../../src/api.ts'
import { startOneProcess } from '../../src/one-process.ts'
import { created, list, newTenant, type Tenant } from '../../src/tenant.ts'
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
  'member.invitation_revoked',
  'user.updated',
  'user.deleted',
  'api_key.created',
  'api_key.updated',
  'api_key.rotated',
  'api_key.revoked',
  'webhook.created',
  'webhook.updated',
  'webhook.deleted',
  'webhook.disabled',
  'webhook.enabled',
  'webhook.secret_rotated',
  'webhook.replay_started',
  'package.assigned',
  'package.suspended',
  'package.reactivated',
  'package.renewed',
  'package.cancelled',
  'package.expired',
  'boost.activated',
  'boost.expired',
  'entitlement.limit_warning',
  'entitlement.limit_reached',
  'ping',
]

describe('what an endpoint receives', () => {
  let plinth: Topology
  let receiver: WebhookReceiver
  let tenant: Tenant
  let management: string
  before(async () => {
    receiver = await webhookReceiver()
    const port = await freePort()
    management = `http://127.0.0.1:${port}`
    plinth = await startOneProcess({ PLINTH_TEST_CLOCK: '1', MANAGEMENT_PORT: String(port) })
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
    const invitations = `/workspaces/${workspace.id}/invitations`
    const invitation = created(await api.post(invitations, { email: 'jam@example.com', role: 'member' }))
    const answers = [
      await api.patch(`/namespaces/${part.id}`, { description: 'A part of it' }),
      await api.delete(`/namespaces/${part.id}`),
      await api.post(invitations, { email: 'jim@example.com', role: 'member' }),
      await api.delete(`${invitations}/${invitation.id}`),
      await operator.post(members, { user_id: joe.id, role: 'member' }),
      await api.patch(`${members}/${joe.id}`, { role: 'admin' }),
      await api.delete(`${members}/${joe.id}`),
      await operator.post(members, { user_id: joe.id, role: 'member' }),
      await operator.delete(`/users/${joe.id}`),
      await api.patch(`/workspaces/${workspace.id}`, { settings: { timezone: 'Europe/Vienna', nested: { a: [1] } } }),
      await api.patch(`/users/${user.id}`, { name: 'Ada Lovelace' }),
      await api.patch(`/api-keys/${key.id}`, { name: 'Third' }),
      await api.post(`/api-keys/${key.id}/rotate`, {}),
      await api.delete(`/api-keys/${key.id}`),
      await api.patch(`/webhooks/${other.id}`, { description: 'Changed', headers: { 'x-key': 'of another system' } }),
      await api.patch(`/webhooks/${other.id}`, { is_active: false }),
      await api.post(`/webhooks/${other.id}/enable`, {}),
      await api.post(`/webhooks/${other.id}/rotate-secret`, {}),
      await api.post(`/webhooks/${other.id}/replay`, { since: '2026-01-01T00:00:00Z' }),
      await api.delete(`/webhooks/${other.id}`),
      await api.post(`/webhooks/${all.id}/test`, {}),
      ...(await lifeOfAPlan(operator, tenant)),
    ]
    const later = await fetch(`${management}/test/clock`, { method: 'POST', body: JSON.stringify({ advance: '2h' }) })
    assert.equal(later.status, 200, await later.text())
    const receivedAll = (types: readonly string[]) =>
      eventually(() => {
        const bodies = receiver.requests.map(({ body }) => body.toString('utf8'))
        const received = new Set(bodies.map((body) => String(JSON.parse(body).type)))
        assert.deepEqual(
          types.filter((type) => !received.has(type)),
          [],
        )
        return bodies
      })
    // The endpoint goes with its workspace: what has not come by then may never come.
    await receivedAll(expected.filter((type) => type !== 'workspace.deleted'))
    answers.push(await api.delete(`/workspaces/${workspace.id}`))
    for (const answer of answers) assert.ok(answer.status < 300, answer.text)
    for (const text of await receivedAll(expected)) assert.equal(eventDrift(text), undefined)
  })
})

/** Everything that can happen to a plan, the last of it an hour later, and use up to its limit. */
async function lifeOfAPlan(operator: Api, { api, workspace }: Tenant): Promise<Answer[]> {
  const packages = `/workspaces/${workspace.id}/packages`
  const { id } = created(await operator.post(packages, { package: 'free' }))
  const [namespace] = list(await api.get(`/namespaces?owner_type=Workspace&workspace_id=${workspace.id}`))
  const boost = { feature: 'api_calls', type: 'add_limit', limit: 5, duration: 'permanent' }
  const boosts = `/workspaces/${workspace.id}/boosts`
  const given = created(await operator.post(boosts, boost))
  const used = { feature: 'api_calls', quantity: 10_005 }
  return [
    await api.post(`/namespaces/${namespace?.id}/entitlements/consume`, used),
    await operator.delete(`${boosts}/${given.id}`),
    await operator.post(`${packages}/${id}/suspend`, {}),
    await operator.post(`${packages}/${id}/reactivate`, {}),
    await operator.post(`${packages}/${id}/renew`, {}),
    await operator.post(packages, { package: 'pro', expires_at: new Date(Date.now() + 3_600_000) }),
  ]
}
