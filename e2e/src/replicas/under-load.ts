import { eventually, webhookReceiver } from '@plinth/testkit'
import { created, newTenant } from '../tenant.ts'
import { header } from '../verify-signature.ts'
import { startBalancer } from './balancer.ts'
import { startLoad } from './constant-load.ts'
import type { ReplicatedMesh } from './replicated-mesh.ts'

const tenantCount = 6
const arrivalMs = 30_000

export interface Figures {
  requests: number
  /** What was asked and what became of it. */
  failures: readonly string[]
  events: number
  /** The names of workspaces whose renaming no webhook told. */
  lost: readonly string[]
  /** POSTs of an event that had come before. */
  twice: number
}

/** What callers and receivers see while something is done to a mesh. */
export async function underLoad(plinth: ReplicatedMesh, work: () => Promise<void>): Promise<Figures> {
  const [url = ''] = plinth.urls
  const receiver = await webhookReceiver()
  const tenants = await Promise.all(
    Array.from({ length: tenantCount }, () =>
      newTenant({ url, operatorKey: plinth.operatorKey }, { tier: 'enterprise' }),
    ),
  )
  for (const tenant of tenants)
    created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['workspace.updated'] }))
  const balancer = startBalancer(plinth.urls)
  const { load, stop } = startLoad(balancer, tenants)
  try {
    await work()
  } finally {
    await stop()
    await balancer.stop()
  }
  const nameIn = (body: Buffer): string => JSON.parse(body.toString('utf8')).data.object.attributes.name
  const lost = () => {
    const came = new Set(receiver.requests.map(({ body }) => nameIn(body)))
    return [...load.renamed].filter((name) => !came.has(name))
  }
  const isAllThere = async () => {
    if (lost().length > 0) throw new Error('not all has come')
  }
  // What has not come by then is told as lost.
  await eventually(isAllThere, { timeoutMs: arrivalMs }).catch(() => undefined)
  await receiver.close()
  const ids = receiver.requests.map(({ headers }) => header(headers, 'webhook-id'))
  return {
    requests: load.served + load.failures.length,
    failures: load.failures,
    events: load.renamed.size,
    lost: lost(),
    twice: ids.length - new Set(ids).size,
  }
}

export const told = ({ requests, failures, events, lost, twice }: Figures): string =>
  `${requests} requests, ${failures.length} failed; ${events} events, ${lost.length} lost, ${twice} came twice`
