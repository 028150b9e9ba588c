import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
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
  /** Attempts without a 2xx, with their outcome and why. */
  failedAttempts(): Promise<string[]>
  /** No call follows; resolves once every call has its answer. */
  stopWriting(): Promise<void>
  close(): Promise<void>
}

const endpoints = 2
const answerAfterMs = 120
// Below what two endpoints that take 120 ms are sent at the most, 533 a second: so a backlog of a minute drains.
const writers = 4
const pauseMs = 40

/** Renames a workspace again and again, whose endpoints take 120 ms for an answer. */
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
      await wait(pauseMs)
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
    failedAttempts: () => failedAttempts(mesh.databases.webhooks, tenant.workspace.id),
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

async function failedAttempts(url: string, workspaceId: string): Promise<string[]> {
  const log = openLog({ level: 'silent', name: 'freezes' })
  const database = openDatabase({ url, poolMax: 1, clock: new SystemClock(), log })
  try {
    const rows = await database.query<{ attempt: string }>({
      text: `SELECT concat_ws(' ', a.outcome, a.status_code, a.error, 'connect', a.connect_ms, 'of', a.total_ms, 'ms') AS attempt
        FROM attempt a JOIN delivery d ON d.id = a.delivery_id AND d.event_day = a.event_day
        WHERE d.workspace_id = $1 AND a.outcome <> 'ok' ORDER BY a.started_at`,
      values: [workspaceId],
    })
    return rows.map(({ attempt }) => attempt)
  } finally {
    await database.close()
  }
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
