import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { answered } from '../src/kills/answered.ts'
import type { Random } from '../src/random.ts'
import { newTenant, type Resource, type Tenant } from '../src/tenant.ts'
import type { Cluster } from './cluster.ts'
import { type Manner, manners, type Receivers } from './receivers.ts'

export interface ChaosEndpoint {
  id: string
  manner: Manner
  secret: string
}

/** The end of a hand-out, by the answer to its poller. */
type HandOutEnd = 'acknowledged' | 'returned' | 'left' | 'expired'

/** One hand-out, as its poller wrote it down. */
export interface HandOut {
  deliveryId: string
  attempt: number
  eventId: string
  /** The publisher's id, from the data. */
  name: string
  end: HandOutEnd
}

export interface PolledEndpoint {
  id: string
  /** In the order of arrival. */
  book: HandOut[]
}

export interface ChaosTenant {
  tenant: Tenant
  endpoints: readonly ChaosEndpoint[]
  /** The webhooks that are polled. */
  polled: readonly PolledEndpoint[]
  /** Names its workspace was given, or event ids that it published; each by a call that was answered: each is one event. */
  names: string[]
}

/** How many deliveries were promised. */
export const owedTo = ({ names, endpoints, polled }: ChaosTenant): number =>
  names.length * (endpoints.length + polled.length)

const endpointsEach = 4
const retryScheduleSeconds = [0, 1, 1, 2, 2, 3, 3, 5, 5, 5]

/** Workspaces whose endpoints have every manner, the good ones most often. */
export async function makeTenants(cluster: Cluster, receivers: Receivers, count: number): Promise<ChaosTenant[]> {
  const made: ChaosTenant[] = []
  for (let at = 0; at < count; at++) {
    const tenant = await newTenant(cluster, { tier: 'enterprise' })
    const endpoints: ChaosEndpoint[] = []
    for (let of = 0; of < endpointsEach; of++) {
      const manner = of === 0 ? 'good' : (manners[(at * (endpointsEach - 1) + of) % manners.length] ?? 'good')
      const body = {
        url: receivers.url(randomUUID(), manner),
        events: ['workspace.updated'],
        retry_schedule_seconds: retryScheduleSeconds,
      }
      const { id, secret } = await call(cluster, tenant, 'POST', '/webhooks', body)
      endpoints.push({ id, manner, secret: String(secret) })
    }
    made.push({ tenant, endpoints, polled: [], names: [] })
  }
  return made
}

/** The book of an endpoint is named by the last part of its URL. */
export async function bookNames(cluster: Cluster, { tenant }: ChaosTenant): Promise<Map<string, string>> {
  const listed = await call(cluster, tenant, 'GET', '/webhooks?per_page=100')
  const rows = Array.isArray(listed) ? listed : []
  return new Map(rows.map(({ id, url }: Resource) => [id, String(url).split('/').at(-1) ?? '']))
}

/** One call through whatever happens: asked again with its key until it is answered. */
export async function call(
  cluster: Cluster,
  { key }: Tenant,
  method: string,
  path: string,
  body?: object,
): Promise<Resource> {
  const sent = { method, path, key, idempotencyKey: randomUUID(), ...(body === undefined ? {} : { body }) }
  const answer = await answered(cluster.url, sent)
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
  return answer.text === '' ? { id: '' } : JSON.parse(answer.text).data
}

/** Renames workspaces without pause until it is stopped; every rename counts once it is answered. */
export function startWriters(
  cluster: Cluster,
  tenants: readonly ChaosTenant[],
  random: Random,
  count: number,
): { stop(): Promise<void> } {
  let isStopping = false
  const work = async () => {
    while (!isStopping) {
      const { tenant, names } = random.pick(tenants)
      const name = randomUUID()
      await call(cluster, tenant, 'PATCH', `/workspaces/${tenant.workspace.id}`, { name })
      names.push(name)
      await wait(random.int(10, 150))
    }
  }
  const workers = Array.from({ length: count }, work)
  const broken = Promise.all(workers)
  broken.catch(() => undefined)
  return {
    stop: async () => {
      isStopping = true
      await broken
    },
  }
}
