import { fileURLToPath } from 'node:url'
import { jetStreamBus } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase, startRelay } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { type Client, rpcDialer, rpcHost } from '@plinth/kit/rpc'
import { EndpointsServiceService } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { freePort, make, runProcess, testDatabase } from '@plinth/testkit'
import { webhooks } from '@plinth/webhooks'
import { pidOfPart } from '../load/processes.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'

/** The webhooks service of a mesh, a service that reports events to it, and receivers: each a process of its own. */
export interface Harness {
  /** The webhooks service's. */
  database: Database
  /** Of the service that reports events: an outbox and its relay, as everywhere in Plinth. */
  source: Database
  receiverUrl: string
  /** A port on which nothing listens. */
  deadUrl: string
  endpoints: Client<typeof EndpointsServiceService>
  /** The process of the webhooks service. */
  pids: readonly number[]
  stop(): Promise<void>
}

const log = openLog({ level: 'error', name: 'bench' })
const clock = new SystemClock()

export const openBenchDatabase = (url: string, poolMax: number): Database => openDatabase({ url, poolMax, clock, log })

export async function startHarness({ rpc, natsUrl, webhooksDatabase, pids }: MeshPlinth): Promise<Harness> {
  // Of the source's tables only those that every service has are used.
  const [own, deadPort] = await Promise.all([testDatabase(webhooks.migrations), freePort()])
  const receiver = runProcess(fileURLToPath(new URL('receiver.ts', import.meta.url)))
  const [database, source] = [openBenchDatabase(webhooksDatabase, 4), openBenchDatabase(own.url, 8)]
  const host = rpcHost({ log })
  const dialer = rpcDialer({
    ...{ host, addresses: { webhooks: rpc.addresses.webhooks }, exchange: true, log },
    security: { kind: 'token', tokens: { webhooks: rpc.tokens.webhooks } },
  })
  const bus = await jetStreamBus({ url: natsUrl, name: 'bench', log })
  const relay = startRelay({ part: 'bench', database: source, bus, clock, log })
  const [, receiverPort] = await receiver.line(/listening (\d+)/)
  const pid = pidOfPart(pids, 'webhooks')
  return {
    ...{ database, source },
    receiverUrl: `http://127.0.0.1:${receiverPort}`,
    deadUrl: `http://127.0.0.1:${deadPort}`,
    endpoints: dialer.dial('webhooks', EndpointsServiceService),
    pids: pid === undefined ? [] : [pid],
    stop: async () => {
      await relay.stop()
      await bus.close()
      await dialer.close()
      await host.close()
      await Promise.all([database.close(), source.close(), receiver.kill('SIGTERM')])
      await own.drop()
    },
  }
}

export interface Workspace {
  workspaceId: string
  endpointId: string
}

/** A workspace with an endpoint at this URL. */
export async function workspaceWith(
  { endpoints }: Harness,
  url: string,
  ordering: 'none' | 'key' = 'none',
  filterJson = '',
): Promise<Workspace> {
  const context = make.context()
  const request = {
    url,
    events: ['workspace.updated'],
    secret: '',
    description: '',
    headers: {},
    retryScheduleSeconds: [0, 1, 2, 4, 8],
    namespaceIds: [],
    channels: [],
    filterJson,
    payload: '',
    ordering,
    kind: '',
  }
  const made = await endpoints.createEndpoint(request, { context })
  return { workspaceId: context.workspaceId, endpointId: made.endpoint?.id ?? '' }
}

/** So many workspaces with an endpoint each that answers at once. */
export const healthyWorkspaces = (harness: Harness, count: number, filterJson = ''): Promise<Workspace[]> =>
  Promise.all(
    Array.from({ length: count }, (_, at) =>
      workspaceWith(harness, `${harness.receiverUrl}/ok/${at}`, 'none', filterJson),
    ),
  )

/** Endpoints that are dead in turn in each of three ways: they take the request and hang, drip an answer, refuse. */
export function deadWorkspaces(harness: Harness, count: number): Promise<Workspace[]> {
  const urls = [`${harness.receiverUrl}/hang`, `${harness.receiverUrl}/drip`, `${harness.deadUrl}/refused`]
  return Promise.all(
    Array.from({ length: count }, (_, at) => workspaceWith(harness, `${urls[at % urls.length]}/${at}`)),
  )
}
