import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { exampleBody, type ValidCall } from '@plinth/gateway/every-operation'
import { operations } from '@plinth/gateway/operations'
import { eventually, type WebhookReceiver } from '@plinth/testkit'
import { api } from './api.ts'
import { created, list, newTenant, type Tenant } from './tenant.ts'
import { validPlanCalls } from './valid-plan-calls.ts'
import { validTeamCalls } from './valid-team-calls.ts'
import { validUserCalls } from './valid-user-calls.ts'

export type Operation = (typeof operations)[number]
export type CallMaker = (operation: Operation) => Promise<ValidCall>

type Made = Partial<ValidCall>
const word = () => randomBytes(6).toString('hex')

/** Calls of a tenant that succeed, each of rows that no other call needs. */
export function validCalls(
  plinth: { url: string; operatorKey: string },
  tenant: Tenant,
  receiver: WebhookReceiver,
): CallMaker {
  const operator = api(plinth.url, plinth.operatorKey)
  const inWorkspace = { workspace: tenant.workspace.id }
  const asOperator = { key: plinth.operatorKey }
  const once = <T>(make: () => Promise<T>) => {
    let made: Promise<T> | undefined
    return () => (made ??= make())
  }

  const newKey = async () =>
    created(await operator.post('/api-keys', { name: 'Spare', user_id: tenant.user.id }, inWorkspace)).id
  const newOperatorKey = async () => created(await operator.post('/operator-keys', { name: 'Spare' })).id
  const newSession = async () => {
    const headers = { authorization: `Bearer ${tenant.key}`, 'x-plinth-page': 'console' }
    const answer = await fetch(`${plinth.url}/api/v1/sessions`, { method: 'POST', headers })
    assert.equal(answer.status, 201)
    return ((await answer.json()) as { data: { id: string } }).data.id
  }
  const newWebhook = async (path = '/ok') =>
    created(await tenant.api.post('/webhooks', { url: receiver.url + path, events: ['webhook.updated'] })).id
  /** A polling webhook that was read once: it has one delivery, of its own change. */
  const newPoll = async () => {
    const body = { kind: 'poll', events: ['webhook.updated'] }
    const webhook_id = created(await tenant.api.post('/webhooks', body)).id
    await tenant.api.patch(`/webhooks/${webhook_id}`, { description: word() })
    const { json } = await tenant.api.get(`/webhooks/${webhook_id}/poll?limit=1&wait_seconds=20`)
    const [{ id }] = (json as { data: { deliveries: [{ id: string }] } }).data.deliveries
    return { params: { webhook_id }, body: { ids: [id] } }
  }
  const newWorkspace = async () =>
    created(
      await operator.post('/workspaces', {
        ...{ name: word(), owner_id: tenant.user.id, tier: 'enterprise' },
        foreign_keys: 'allow',
      }),
    ).id
  const newDelivery = async (path: string, status: string, fields: object = {}) => {
    const webhook_id = created(
      await tenant.api.post('/webhooks', {
        url: receiver.url + path,
        events: ['webhook.updated'],
        retry_schedule_seconds: [0],
        ...fields,
      }),
    ).id
    // Hears of its own change, and of no other afterwards.
    await tenant.api.patch(`/webhooks/${webhook_id}`, { description: word() })
    const delivery_id = await eventually(async () => {
      const rows = list(await tenant.api.get(`/webhooks/${webhook_id}/deliveries`))
      const found = rows.find((row) => row['status'] === status)
      if (found === undefined) throw new Error(`no ${status} delivery among ${JSON.stringify(rows)}`)
      return found.id
    })
    await tenant.api.patch(`/webhooks/${webhook_id}`, { events: ['user.updated'] })
    return { webhook_id, delivery_id, event_id: await eventOf(webhook_id, delivery_id) }
  }
  const eventOf = async (webhookId: string, deliveryId: string) => {
    const answer = await tenant.api.get(`/webhooks/${webhookId}/deliveries/${deliveryId}`)
    return (answer.json as { data: { event_id: string } }).data.event_id
  }

  /** The id of a call that the request log has. It has 50 calls of a workspace a second, and counts the others: a call is made again. */
  const newRequest = () =>
    eventually(async () => {
      const { headers } = await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: word() })
      const requestId = headers.get('x-request-id') ?? ''
      const isThere = async () => assert.equal((await tenant.api.get(`/requests/${requestId}`)).status, 200)
      await eventually(isThere, { timeoutMs: 5_000 })
      return requestId
    })
  const newReplay = async () => {
    const webhook_id = await newWebhook()
    const answer = await tenant.api.post(`/webhooks/${webhook_id}/replay`, { since: '2026-01-01T00:00:00Z' })
    const replay_id = (answer.json as { data: { id: string } }).data.id
    // Its ETag changes for as long as it runs.
    await eventually(async () => {
      const { json } = await tenant.api.get(`/webhooks/${webhook_id}/replays/${replay_id}`)
      assert.equal((json as { data: { status: string } }).data.status, 'done')
    })
    return { webhook_id, replay_id }
  }
  // The types that the documentation shows, of which it publishes one.
  const definingTypes = async (): Promise<Made> => {
    const apply = operations.find(({ id }) => id === 'event-types.apply')
    assert.ok(apply)
    const { status, text } = await operator.put('/event-types', exampleBody(apply).body ?? {})
    assert.equal(status, 200, text)
    return {}
  }
  const webhook = once(newWebhook)
  const delivered = once(() => newDelivery('/ok', 'success'))
  const replayed = once(() => newReplay())
  const team = validTeamCalls({ operator, operatorKey: plinth.operatorKey, tenant })
  const plans = validPlanCalls({
    ...{ operator, operatorKey: plinth.operatorKey, tenant },
    namespaceId: once(team.params.namespace_id),
  })
  const params: Record<string, () => Promise<string>> = {
    ...team.params,
    ...plans.params,
    workspace_id: async () => tenant.workspace.id,
    user_id: async () => tenant.user.id,
    key_id: once(newKey),
    operator_key_id: once(newOperatorKey),
    session_id: newSession,
    webhook_id: webhook,
    delivery_id: async () => (await delivered()).delivery_id,
    event_id: async () => (await delivered()).event_id,
    request_id: once(newRequest),
    replay_id: async () => (await replayed()).replay_id,
  }

  /** Calls that need more than the tenant's own rows, the documentation's body and the tenant's key. */
  const special: Record<string, () => Promise<Made>> = {
    ...team.special,
    ...plans.special,
    ...validUserCalls({ operator, operatorKey: plinth.operatorKey, tenant }).special,
    'search.find': async () => ({ query: '?q=acme' }),
    'workspaces.create': async () => ({ body: { name: word(), slug: word() } }),
    'workspaces.update': async () => ({ body: { name: word() } }),
    'workspaces.delete': async () => ({ params: { workspace_id: await newWorkspace() } }),
    'workspaces.suspend': async () => ({ ...asOperator, params: { workspace_id: await newWorkspace() } }),
    'workspaces.reactivate': async () => {
      const workspace_id = await newWorkspace()
      await operator.post(`/workspaces/${workspace_id}/suspend`, {})
      return { ...asOperator, params: { workspace_id } }
    },
    'operator-keys.update': async () => ({ body: { name: word() } }),
    'operator-keys.rotate': async () => ({ params: { operator_key_id: await newOperatorKey() } }),
    'operator-keys.revoke': async () => ({ params: { operator_key_id: await newOperatorKey() } }),
    'api-keys.rotate': async () => ({ params: { key_id: await newKey() } }),
    'api-keys.revoke': async () => ({ params: { key_id: await newKey() } }),
    'webhooks.create': async () => ({ body: { url: `${receiver.url}/ok`, events: ['member.added'] } }),
    'webhooks.update': async () => ({ body: { description: word() } }),
    'webhooks.poll': async () => ({ params: (await newPoll()).params }),
    'webhooks.ack': () => newPoll(),
    'webhooks.nack': () => newPoll(),
    'webhooks.rotate-secret': async () => ({ params: { webhook_id: await newWebhook() } }),
    'webhooks.delete': async () => ({ params: { webhook_id: await newWebhook() } }),
    'events.publish': definingTypes,
    'events.publish-batch': definingTypes,
    'replays.create': async () => ({ params: { webhook_id: await newWebhook() } }),
    'replays.get': async () => ({ params: await replayed() }),
    'replays.cancel': async () => ({ params: await newReplay() }),
    'deliveries.get': async () => ({ params: await delivered() }),
    // The ordering key of Plinth's own events is the id of their object.
    'deliveries.skip': async () => {
      const fields = { retry_schedule_seconds: [0, 3_600], ordering: 'key' }
      const { webhook_id } = await newDelivery('/broken', 'retrying', fields)
      return { params: { webhook_id }, body: { ordering_key: webhook_id } }
    },
    'deliveries.retry': async () => ({ params: await newDelivery('/broken', 'failed') }),
  }

  return async (operation) => {
    const own = await special[operation.id]?.()
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    const filled = await Promise.all(
      names.map(async (name) => {
        const make = params[name]
        if (make === undefined) throw new Error(`${operation.id}: say in valid-calls.ts what a ${name} is`)
        return [name, own?.params?.[name] ?? (await make())] as const
      }),
    )
    const key = operation.isForOperators ? plinth.operatorKey : tenant.key
    return { key, ...exampleBody(operation), ...own, params: Object.fromEntries(filled) }
  }
}

/** A tenant whom nothing limits, and whose key acts in all workspaces that let it. */
export const unlimitedTenant = (plinth: { url: string; operatorKey: string }) =>
  newTenant(plinth, { tier: 'enterprise', allWorkspaces: true })
