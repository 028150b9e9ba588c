import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { type Bus, jetStreamBus } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, migrate, openDatabase, startRelay } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { type Client, rpcDialer, rpcHost } from '@plinth/kit/rpc'
import { EndpointsServiceService } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { dedicatedNats, dedicatedServer, freePort, make, runProcess } from '@plinth/testkit'
import { webhooks } from '@plinth/webhooks'
import { type Changes, type Dispatcher, rpcToken, startDispatcher } from './processes.ts'

/** The webhooks service as it is deployed, its servers, and a receiver beside it: each a process of its own. */
export interface Rig {
  /** The service's. */
  database: Database
  /** Of a service that reports events: an outbox and its relay, as everywhere in Plinth. */
  source: Database
  /** An empty one beside these, with the service's tables. */
  newDatabase(name: string): Promise<{ database: Database; url: string; drop(): Promise<void> }>
  receiverUrl: string
  receiverPid: number
  /** A port that nobody answers. */
  deadUrl: string
  endpoints: Client<typeof EndpointsServiceService>
  dispatchers: Dispatcher[]
  /** One more. */
  addDispatcher(): Promise<void>
  stop(): Promise<void>
}

export interface RigOptions {
  /** An ablation. */
  changes?: Changes
  settings?: Record<string, string>
}

const log = openLog({ level: 'error', name: 'bench' })
const clock = new SystemClock()

export async function startRig({ changes, settings }: RigOptions = {}): Promise<Rig> {
  const [postgres, nats, redis, deadPort] = await Promise.all([
    dedicatedServer('postgres'),
    dedicatedNats(),
    dedicatedServer('redis'),
    freePort(),
  ])
  const urlOf = (name: string) => Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href
  const server = openDatabase({ url: postgres.url, poolMax: 1, clock, log })
  const newDatabase: Rig['newDatabase'] = async (name) => {
    await server.query({ text: `CREATE DATABASE ${name}` })
    const url = urlOf(name)
    if (webhooks.migrations !== undefined) await migrate({ url, migrations: webhooks.migrations, log })
    const made = openDatabase({ url, poolMax: 8, clock, log })
    const drop = async () => {
      await made.close()
      await server.query({ text: `DROP DATABASE ${name} WITH (FORCE)` })
    }
    return { database: made, url, drop }
  }
  // Only its plumbing is used, which is that of every service.
  const { database: source } = await newDatabase('plinth_source')
  const servers = {
    databaseUrl: urlOf('plinth_webhooks'),
    natsUrl: nats.url,
    redisUrl: redis.url,
    secretsKey: randomBytes(32).toString('base64'),
  }
  const receiver = runProcess(fileURLToPath(new URL('receiver.ts', import.meta.url)))
  const first = await startDispatcher(servers, changes, settings)
  const dispatchers = [first]
  const host = rpcHost({ log })
  const address = `ipv4:127.0.0.1:${first.rpcPort}`
  const security = { kind: 'token', tokens: { webhooks: rpcToken } } as const
  const dialer = rpcDialer({ host, addresses: { webhooks: address }, security, exchange: true, log })
  const database = openDatabase({ url: servers.databaseUrl, poolMax: 4, clock, log })
  const bus: Bus = await jetStreamBus({ url: nats.url, name: 'bench', log })
  const relay = startRelay({ part: 'bench', database: source, bus, clock, log })
  const [, receiverPort] = await receiver.line(/listening (\d+)/)
  return {
    database,
    source,
    newDatabase,
    receiverUrl: `http://127.0.0.1:${receiverPort}`,
    receiverPid: receiver.pid,
    deadUrl: `http://127.0.0.1:${deadPort}`,
    endpoints: dialer.dial('webhooks', EndpointsServiceService),
    dispatchers,
    addDispatcher: async () => void dispatchers.push(await startDispatcher(servers, changes, settings)),
    stop: async () => {
      await relay.stop()
      await bus.close()
      await dialer.close()
      await host.close()
      await Promise.all([database.close(), source.close(), server.close()])
      await Promise.all([receiver.kill('SIGTERM'), ...dispatchers.map((dispatcher) => dispatcher.stop())])
      await Promise.all([postgres.stop(), nats.stop(), redis.stop()])
    },
  }
}

export interface Workspace {
  workspaceId: string
  endpointIds: string[]
}

/** A workspace with endpoints at these URLs. */
export async function workspaceWith(rig: Rig, urls: readonly string[]): Promise<Workspace> {
  const context = make.context()
  const endpointIds: string[] = []
  for (const url of urls) {
    const request = { url, events: ['workspace.updated'], secret: '', description: '', headers: {} }
    const made = await rig.endpoints.createEndpoint({ ...request, retryScheduleSeconds: [0, 1, 2, 4, 8] }, { context })
    endpointIds.push(made.endpoint?.id ?? '')
  }
  return { workspaceId: context.workspaceId, endpointIds }
}

/** So many workspaces, each with one endpoint per path of the receiver. */
export async function workspacesAt(rig: Rig, count: number, paths: (at: number) => string[]): Promise<Workspace[]> {
  const urls = Array.from({ length: count }, (_, at) => paths(at).map((path) => rig.receiverUrl + path))
  return Promise.all(urls.map((of) => workspaceWith(rig, of)))
}
