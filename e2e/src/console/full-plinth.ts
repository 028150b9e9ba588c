import assert from 'node:assert/strict'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { created, list, newTenant, type Resource } from '../tenant.ts'
import type { Topology } from '../topology.ts'
import { pathOf } from './every-page.ts'
import { assign, newCustomer, type PlanCustomer, putCatalog, record } from './plans.ts'

/** A Plinth that has something to show on every page. */
export interface FullPlinth {
  customer: PlanCustomer
  receiver: WebhookReceiver
  /** Where a page of this pattern shows something, below /console. */
  path(pattern: string): string
}

/** Needs a short GATEWAY_USAGE_FLUSH_MS. The receiver is the caller's to close. */
export async function fillPlinth(plinth: Topology): Promise<FullPlinth> {
  await putCatalog(plinth)
  const [customer, receiver] = await Promise.all([newCustomer(plinth), webhookReceiver()])
  await newTenant(plinth, { tier: 'pro' })
  const { operator, namespaceId, workspace, user } = customer
  const own = `/workspaces/${workspace.id}`
  receiver.answerWith(({ path }) => (path === '/failing' ? { status: 500, body: 'no' } : { status: 204 }))

  await assign(customer, customer.plans.workspace, 'team')
  await assign(customer, customer.plans.workspace, 'credits-50')
  const boost = { feature: 'mails', type: 'add_limit', limit: 20, duration: 'permanent' }
  created(await operator.post(`${own}/boosts`, boost))
  await record(customer, 'ai.credits', 900)
  await record(customer, 'mails', 12)
  const eve = created(await operator.post('/users', { name: 'Eve', email: 'eve@example.test' }))
  await operator.post(`${own}/members`, { user_id: eve.id, role: 'admin' })
  created(await customer.api.post(`${own}/invitations`, { email: 'carol@example.test', role: 'member' }))
  created(await customer.api.post('/namespaces', { name: 'Client Beta', description: 'A customer' }))
  const inWorkspace = { workspace: workspace.id }
  created(await operator.post('/api-keys', { name: 'CI', user_id: user.id, scopes: ['read:all'] }, inWorkspace))
  created(await operator.post('/operator-keys', { name: 'On call', scopes: ['read:all'] }))

  const events = ['workspace.updated']
  const webhook = created(await customer.api.post('/webhooks', { url: `${receiver.url}/healthy`, events }))
  const failing = { url: `${receiver.url}/failing`, events, retry_schedule_seconds: [0] }
  created(await customer.api.post('/webhooks', failing))
  for (const name of ['Acme One', 'Acme Two', 'Acme Three']) await operator.patch(own, { name })
  const check = { feature: 'ai.credits', quantity: 5_000 }
  const denied = await customer.api.post(`/namespaces/${namespaceId}/entitlements/check`, check)
  const requestId = String(denied.headers.get('x-request-id'))
  await eventually(async () => assert.equal(list(await operator.get(`/requests/${requestId}`)).length, 1))
  const delivery = await eventually(async () => {
    const rows = list(await customer.api.get('/deliveries'))
    assert.deepEqual(rows.map(({ status }) => status).sort(), [...repeat('failed', 3), ...repeat('success', 3)])
    return rows.find(({ webhook_id: of }) => of === webhook.id) as Resource
  })

  const parts = {
    ...{ workspaceId: workspace.id, userId: user.id, webhookId: webhook.id, deliveryId: delivery.id, requestId },
    eventId: String(delivery['event_id']),
  }
  const question = new URLSearchParams({ feature: 'ai.credits', quantity: '5000' })
  const queries: Readonly<Record<string, string>> = {
    '/workspaces/:workspaceId/deliveries/:deliveryId': `?webhook_id=${webhook.id}`,
    '/workspaces/:workspaceId/explain': `?${question}`,
    '/users': `?workspace=${workspace.id}`,
  }
  return { customer, receiver, path: (pattern) => pathOf(pattern, parts) + (queries[pattern] ?? '') }
}

const repeat = (text: string, times: number) => Array.from({ length: times }, () => text)
