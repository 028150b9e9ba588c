import { eventually, webhookReceiver } from '@plinth/testkit'
import { created, newTenant, type Tenant } from '../tenant.ts'
import { header, verifiesStandardWebhooks } from '../verify-signature.ts'
import { startBalancer } from './balancer.ts'
import { type Load, startLoad } from './constant-load.ts'

const tenantCount = 6
const arrivalMs = 90_000

export interface LoadedPlinth {
  operatorKey: string
  /** Its tenants are made by a gateway of the release before. */
  isOfReleaseBefore?: boolean
  /** Of the gateways, as they are now. */
  readonly urls: readonly string[]
  /** Where receivers must listen for its webhooks to reach them. Default: loopback. */
  receiverHost?: string
}

export interface Figures {
  requests: number
  /** Calls that failed, each with its outcome. */
  failures: readonly string[]
  events: number
  /** The names of workspaces whose renaming reached no webhook. */
  lost: readonly string[]
  /** POSTs of an event that had come before. */
  twice: number
  /** POSTs whose signature is not that of any endpoint's secret. */
  badlySigned: number
}

export interface Scene {
  tenants: readonly Tenant[]
  /** As it stands. */
  load: Load
}

/** Answers and deliveries that callers and receivers see while `work` changes a mesh. */
export async function underLoad(plinth: LoadedPlinth, work: (scene: Scene) => Promise<void>): Promise<Figures> {
  const [url = ''] = plinth.urls
  const receiver = await webhookReceiver(plinth.receiverHost === undefined ? {} : { host: plinth.receiverHost })
  const tenants = await Promise.all(
    Array.from({ length: tenantCount }, () => newTenant({ ...plinth, url }, { tier: 'enterprise' })),
  )
  const webhook = { url: receiver.url, events: ['workspace.updated'] }
  const secrets = await Promise.all(
    tenants.map(async (tenant) => String(created(await tenant.api.post('/webhooks', webhook))['secret'])),
  )
  const balancer = startBalancer(() => plinth.urls)
  const { load, stop } = startLoad(balancer, tenants)
  try {
    await work({ tenants, load })
  } catch (err) {
    await receiver.close()
    throw err
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
  // An event that has not come by then counts as lost.
  await eventually(isAllThere, { timeoutMs: arrivalMs }).catch(() => undefined)
  await receiver.close()
  const ids = receiver.requests.map(({ headers }) => header(headers, 'webhook-id'))
  return {
    requests: load.served + load.failures.length,
    failures: load.failures,
    events: load.renamed.size,
    lost: lost(),
    twice: ids.length - new Set(ids).size,
    badlySigned: receiver.requests.filter((one) => !secrets.some((secret) => verifiesStandardWebhooks(one, secret)))
      .length,
  }
}

export const figuresText = ({ requests, failures, events, lost, twice }: Figures): string =>
  `${requests} requests, ${failures.length} failed; ${events} events, ${lost.length} lost, ${twice} came twice`
