import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { answered } from '../src/kills/answered.ts'
import type { Random } from '../src/random.ts'
import { newTenant } from '../src/tenant.ts'
import type { Cluster } from './cluster.ts'
import type { Manner, Receivers } from './receivers.ts'
import { type ChaosEndpoint, type ChaosTenant, call } from './tenants.ts'

/** An event whose publishing was answered. */
export interface Published {
  /** The publisher's. */
  eventId: string
  /** Empty: none. */
  orderingKey: string
  /** Plinth's: that of every answer, the first and those to repeats. */
  ids: string[]
}

/** A workspace of a customer that the product's events are published for. */
export interface ProductTenant extends ChaosTenant {
  /** In the order of publishing within each ordering key: one publisher has the key, and waits for each answer. */
  published: Published[]
  /** Of `endpoints` and `polled`: those that keep the order of a key. */
  orderedIds: ReadonlySet<string>
}

export const publishedType = 'parcel.moved'
// Soon again, but not given up in a storm: what has failed for good lets the next of its key go.
const retryScheduleSeconds = [0, 1, 1, 2, 2, 5, 30, 60, 120, 300]
const keysEach = 3
const batchMax = 20

/** Workspaces with endpoints that keep order, one that does not, and a polled webhook. */
export async function makeProductTenants(
  cluster: Cluster,
  receivers: Receivers,
  count: number,
): Promise<ProductTenant[]> {
  await defineType(cluster)
  const made: ProductTenant[] = []
  for (let at = 0; at < count; at++) {
    const tenant = await newTenant(cluster, { tier: 'enterprise' })
    const subscription = { events: [publishedType], retry_schedule_seconds: retryScheduleSeconds }
    const push = async (manner: Manner, ordering: string): Promise<ChaosEndpoint> => {
      const body = { ...subscription, url: receivers.url(randomUUID(), manner), ordering }
      const { id, secret } = await call(cluster, tenant, 'POST', '/webhooks', body)
      return { id, manner, secret: String(secret) }
    }
    const ordered = [await push('stumbling', 'key'), await push('good', 'key')]
    const endpoints = [...ordered, await push('stumbling', 'none')]
    const poll = { kind: 'poll', events: [publishedType], ordering: 'key' }
    const polled = [{ id: (await call(cluster, tenant, 'POST', '/webhooks', poll)).id, book: [] }]
    const orderedIds = new Set([...ordered, ...polled].map(({ id }) => id))
    made.push({ tenant, endpoints, polled, orderedIds, names: [], published: [] })
  }
  return made
}

async function defineType({ url, operatorKey }: Cluster): Promise<void> {
  const schema = { type: 'object', properties: { event_id: { type: 'string' } }, required: ['event_id'] }
  const types = { event_types: [{ name: publishedType, description: 'A parcel moved.', schema }] }
  const answer = await answered(url, { method: 'PUT', path: '/event-types', key: operatorKey, body: types })
  if (answer.status !== 200) throw new Error(`PUT /event-types: ${answer.status} ${answer.text}`)
}

/**
 * Publishes single events and batches without pause until stopped, with the event_id alone to make each of them once: what has
 * no answer is sent again, and some that were answered too.
 */
export function startPublishers(cluster: Cluster, tenants: readonly ProductTenant[], random: Random, count: number) {
  let isStopping = false
  let inFlight = 0
  const publish = async ({ tenant }: ProductTenant, events: readonly Published[], isBatch: boolean) => {
    inFlight++
    try {
      const ids = await publishOnce(cluster, tenant.key, events.map(bodyOf), isBatch)
      for (const [at, event] of events.entries()) event.ids.push(ids[at] ?? '')
    } finally {
      inFlight--
    }
  }
  const work = async (publisher: number) => {
    while (!isStopping) {
      const to = random.pick(tenants)
      const isBatch = random.chance(0.3)
      const events = Array.from({ length: isBatch ? random.int(2, batchMax) : 1 }, () => newEvent(publisher, random))
      await publish(to, events, isBatch)
      to.published.push(...events)
      to.names.push(...events.map(({ eventId }) => eventId))
      if (random.chance(0.1)) await publish(to, [random.pick(to.published)], random.chance(0.5))
      await wait(random.int(10, 100))
    }
  }
  const broken = Promise.all(Array.from({ length: count }, (_, publisher) => work(publisher)))
  broken.catch(() => undefined)
  return {
    isPublishing: () => inFlight > 0,
    stop: async () => {
      isStopping = true
      await broken
    },
  }
}

// A key belongs to one publisher: so its order is known.
const newEvent = (publisher: number, random: Random): Published => ({
  eventId: randomUUID(),
  orderingKey: random.chance(0.6) ? `parcel-${publisher}-${random.int(1, keysEach)}` : '',
  ids: [],
})

const bodyOf = ({ eventId, orderingKey }: Published) => ({
  type: publishedType,
  data: { event_id: eventId },
  event_id: eventId,
  ...(orderingKey === '' ? {} : { ordering_key: orderingKey }),
})

/** Returns Plinth's ids of the events, in their order, once they are accepted. */
async function publishOnce(
  { url }: Cluster,
  key: string,
  events: readonly object[],
  isBatch: boolean,
): Promise<string[]> {
  const path = isBatch ? '/events/batch' : '/events'
  const { status, text } = await answered(url, {
    method: 'POST',
    path,
    key,
    body: isBatch ? { events } : (events[0] ?? {}),
  })
  const { data } = JSON.parse(text)
  const ids = [data].flat().map((one) => one?.id)
  if (status !== 202 || ids.some((id) => typeof id !== 'string')) throw new Error(`POST ${path}: ${status} ${text}`)
  return ids
}
