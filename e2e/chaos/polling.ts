import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../src/random.ts'
import type { Cluster } from './cluster.ts'
import { type ChaosTenant, call, type HandOut, type PolledEndpoint } from './tenants.ts'

const leaseSeconds = 4
const restMs = 40

/** Two pollers for each polled webhook, until stopped: they acknowledge most, give some back, and leave some to their lease. */
export function startPollers(cluster: Cluster, tenants: readonly ChaosTenant[], random: Random) {
  let isStopping = false
  const work = async (tenant: ChaosTenant, endpoint: PolledEndpoint) => {
    while (!isStopping) {
      await pollOnce(cluster, tenant, endpoint, random)
      await wait(restMs)
    }
  }
  const pollers = tenants.flatMap((tenant) =>
    tenant.polled.flatMap((endpoint) => [work(tenant, endpoint), work(tenant, endpoint)]),
  )
  const broken = Promise.all(pollers)
  broken.catch(() => undefined)
  return {
    stop: async () => {
      isStopping = true
      await broken
    },
  }
}

async function pollOnce(
  cluster: Cluster,
  { tenant }: ChaosTenant,
  { id, book }: PolledEndpoint,
  random: Random,
): Promise<void> {
  const path = `/webhooks/${id}/poll`
  const query = `limit=100&wait_seconds=1&lease_seconds=${leaseSeconds}`
  const polled = await call(cluster, tenant, 'GET', `${path}?${query}`)
  const handed = handOutsIn(polled['deliveries'])
  book.push(...handed)
  const fates = new Map(
    handed.map((one) => [one, random.chance(0.08) ? 'nack' : random.chance(0.02) ? 'leave' : 'ack']),
  )
  for (const verb of ['nack', 'ack'] as const) {
    const chosen = handed.filter((one) => fates.get(one) === verb)
    if (chosen.length === 0) continue
    const answer = await call(cluster, tenant, 'POST', `${path}/${verb}`, { ids: chosen.map(handOutId) })
    const done = new Set(Array.isArray(answer['done']) ? answer['done'] : [])
    for (const one of chosen)
      one.end = !done.has(handOutId(one)) ? 'expired' : verb === 'ack' ? 'acknowledged' : 'returned'
  }
}

const handOutId = ({ deliveryId, attempt }: HandOut): string => `${deliveryId}.${attempt}`

const handOutsIn = (deliveries: unknown): HandOut[] =>
  (Array.isArray(deliveries) ? deliveries : []).map((one) => ({
    deliveryId: String(one.delivery_id),
    attempt: Number(one.attempt),
    eventId: String(one.event_id),
    name: String(one.event.data.event_id),
    end: 'left',
  }))
