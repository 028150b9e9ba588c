import { randomUUID } from 'node:crypto'
import { type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { answered } from '../src/kills/answered.ts'
import type { Mesh } from '../src/mesh.ts'
import { created, newTenant, resource, type Tenant } from '../src/tenant.ts'

export interface Load {
  /** Names that the workspace was given, each by a call that was answered: each is one event for each endpoint. */
  readonly names: readonly string[]
  /** Deliveries of these that no receiver has had. */
  missing(): number
  /** POSTs of a delivery beyond its first. */
  duplicates(): number
  /** Deliveries that have no end yet, as the API tells. */
  unfinished(): Promise<number>
  /** No call follows; resolves once every call has its answer. */
  stopWriting(): Promise<void>
  close(): Promise<void>
}

const endpoints = 2
const answerAfterMs = 120
const writers = 8

/** Renames a workspace without pause, whose endpoints take 120 ms for an answer. */
export async function startLoad(mesh: Mesh): Promise<Load> {
  const tenant = await newTenant(mesh, { tier: 'enterprise' })
  const receivers = await Promise.all(Array.from({ length: endpoints }, () => receiverOf(tenant)))
  const names: string[] = []
  let isStopping = false
  const write = async () => {
    while (!isStopping) {
      const name = randomUUID()
      const path = `/workspaces/${tenant.workspace.id}`
      const call = { method: 'PATCH', path, key: tenant.key, idempotencyKey: randomUUID(), body: { name } }
      const { status, text } = await answered(mesh.url, call)
      if (status !== 200) throw new Error(`a rename was answered ${status}: ${text}`)
      names.push(name)
    }
  }
  const writing = Promise.all(Array.from({ length: writers }, write))
  writing.catch(() => undefined)
  const taken = receivers.map((receiver) => () => namesIn(receiver))
  return {
    names,
    missing: () => taken.reduce((sum, of) => sum + names.filter((name) => !of().has(name)).length, 0),
    duplicates: () =>
      receivers.reduce((sum, { requests }) => {
        const deliveries = new Set(requests.map(({ headers }) => headers['x-webhook-delivery']))
        return sum + requests.length - deliveries.size
      }, 0),
    unfinished: async () => {
      const { pending, held } = resource(await tenant.api.get('/webhooks/stats'))
      return Number(pending) + Number(held)
    },
    stopWriting: async () => {
      isStopping = true
      await writing
    },
    close: async () => {
      isStopping = true
      await writing.catch(() => undefined)
      await Promise.all(receivers.map((receiver) => receiver.close()))
    },
  }
}

async function receiverOf({ api }: Tenant): Promise<WebhookReceiver> {
  const receiver = await webhookReceiver()
  receiver.answerWith({ status: 200, delayMs: answerAfterMs })
  created(await api.post('/webhooks', { url: receiver.url, events: ['workspace.updated'] }))
  return receiver
}

const read = new WeakMap<WebhookReceiver, { count: number; names: Set<string> }>()

/** Reads each request once. */
function namesIn(receiver: WebhookReceiver): ReadonlySet<string> {
  const known = read.get(receiver) ?? { count: 0, names: new Set<string>() }
  read.set(receiver, known)
  for (const { body } of receiver.requests.slice(known.count))
    known.names.add(String(JSON.parse(body.toString('utf8')).data.object.attributes.name))
  known.count = receiver.requests.length
  return known.names
}
