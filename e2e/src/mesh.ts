import { randomBytes } from 'node:crypto'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import type { PartName } from '@plinth/kit/part'
import {
  type DedicatedNats,
  type DedicatedServer,
  dedicatedNats,
  freePort,
  type RunningProcess,
  testDatabase,
  testServers,
} from '@plinth/testkit'
import { meshParts } from '../../scripts/mesh/parts.ts'
import { plinthStart, type Topology, testSettings, untilReady } from './topology.ts'

type Env = Record<string, string | undefined>

export interface MeshOptions {
  /** For every process. */
  env?: Env
  /** For the process of one part, besides. */
  partEnvs?: Partial<Record<PartName, Env>>
  /** One gateway for each, told what is its own besides. Default: one. */
  gateways?: readonly Env[]
  /** A process of tenancy for each gateway after the first, which asks it alone. Default: all ask one. */
  moreTenancies?: readonly Env[]
  /** Default: one of its own. Stopped with the mesh. */
  nats?: Omit<DedicatedNats, 'pause' | 'resume'>
  /** A server of the caller's, whose databases are made there. Default: databases of its own on the tests' server, migrated. */
  postgres?: Pick<DedicatedServer, 'url'>
  /** Default: the tests' server. */
  redis?: Pick<DedicatedServer, 'url'>
}

export interface MeshGateway {
  url: string
  /** SIGSTOP: it stays connected and answers nothing. */
  pause(): void
  resume(): void
}

export interface Mesh extends Topology {
  /** The first is the one at `url`. */
  gateways: readonly MeshGateway[]
  /** One more process of a part, told what is its own besides; it ends with the mesh. */
  another(part: PartName, own: Env): RunningProcess
  /** Where its services are called, and what the gateway shows to each. */
  rpc: { addresses: Readonly<Record<Service, string>>; tokens: Readonly<Record<Service, string>> }
  /** The output of a process so far. */
  output(part: PartName): string
  /** SIGSTOP of the process that runs the part: it stays connected and answers nothing. */
  pause(part: PartName): void
  resume(part: PartName): void
  /** Processes that have ended, each with how it ended and what it wrote last. */
  ended(): string[]
  /** Their URLs. */
  databases: Readonly<Record<Service, string>>
}

/** One process for each service and gateway, on real servers, told exactly what `npm run mesh` tells them. */
export async function startMesh(options: MeshOptions = {}): Promise<Mesh> {
  const servers = testServers()
  const gatewayEnvs = options.gateways ?? [{}]
  const moreTenancies = options.moreTenancies ?? []
  const [redis, nats, ports, tenancyPorts] = await Promise.all([
    options.redis?.url ?? servers.redis(),
    options.nats ?? dedicatedNats(),
    Promise.all(gatewayEnvs.map(() => freePort())),
    Promise.all(moreTenancies.map(() => freePort())),
  ])
  const databases = await Promise.all(services.map((name) => databaseOf(name, options.postgres)))
  const [identity, tenancy, webhooks] = databases.map((database) => database.url)
  const operatorKey = makeApiKey('sk_live').key
  const plans = await meshParts(
    { database: identity ?? '', nats: nats.url, redis },
    { secretsKey: randomBytes(32).toString('base64'), operatorKey },
    {
      ...process.env,
      ...testSettings,
      ...options.env,
      IDENTITY_DATABASE_URL: identity,
      TENANCY_DATABASE_URL: tenancy,
      WEBHOOKS_DATABASE_URL: webhooks,
    },
  )
  const processes = new Map<string, RunningProcess>()
  const ended: string[] = []
  const launch = (part: PartName, id: string = part, own: Env = {}) => {
    const plan = plans.find(({ name }) => name === part)
    const running = plinthStart([`--target=${part}`], { ...plan?.env, ...options.partEnvs?.[part], ...own })
    processes.set(id, running)
    void running.exited.then(({ code, signal }) =>
      ended.push(`${id} ended with ${signal ?? code}:\n${running.output().slice(-3_000)}`),
    )
    return running
  }
  const launchGateway = (at: number) => {
    const tenancyPort = tenancyPorts[at - 1]
    const asked = tenancyPort === undefined ? {} : { RPC_TENANCY_URL: `dns:///127.0.0.1:${tenancyPort}` }
    launch('gateway', gatewayId(at), { ...gatewayEnvs[at], ...asked, PORT: String(ports[at]) })
  }
  const urls = ports.map((port) => `http://127.0.0.1:${port}`)
  const untilAllReady = () => Promise.all(urls.map((url) => untilReady(url, [...processes.values()])))
  for (const { name } of plans) if (name !== 'gateway') launch(name)
  tenancyPorts.forEach((port, at) => {
    launch('tenancy', `tenancy-${at + 2}`, { ...moreTenancies[at], RPC_PORT: String(port) })
  })
  gatewayEnvs.forEach((_, at) => {
    launchGateway(at)
  })
  await untilAllReady()
  return {
    url: urls[0] ?? '',
    gateways: urls.map((url, at) => ({
      url,
      pause: () => processes.get(gatewayId(at))?.pause(),
      resume: () => processes.get(gatewayId(at))?.resume(),
    })),
    operatorKey,
    another: (part, own) => {
      const id = `${part}-${processes.size + 1}`
      return launch(part, id, own)
    },
    rpc: rpcOf(plans.find(({ name }) => name === 'gateway')?.env ?? {}),
    pause: (part) => processes.get(part)?.pause(),
    resume: (part) => processes.get(part)?.resume(),
    ended: () => [...ended],
    databases: { identity: identity ?? '', tenancy: tenancy ?? '', webhooks: webhooks ?? '' },
    output: (part) => processes.get(part)?.output() ?? '',
    kill: async (part) => void (await processes.get(part)?.kill('SIGKILL')),
    start: async (part) => {
      if (part === 'gateway') launchGateway(0)
      else launch(part)
      await untilAllReady()
    },
    broker: nats,
    stop: async () => {
      await Promise.all([...processes.values()].map((running) => running.kill('SIGTERM')))
      await nats.stop()
      await Promise.all(databases.map((database) => database.drop()))
    },
  }
}

const services = ['identity', 'tenancy', 'webhooks'] as const
type Service = (typeof services)[number]

const rpcOf = (gateway: Env) => ({
  addresses: {
    identity: gateway['RPC_IDENTITY_URL'] ?? '',
    tenancy: gateway['RPC_TENANCY_URL'] ?? '',
    webhooks: gateway['RPC_WEBHOOKS_URL'] ?? '',
  },
  tokens: {
    identity: gateway['RPC_IDENTITY_TOKEN'] ?? '',
    tenancy: gateway['RPC_TENANCY_TOKEN'] ?? '',
    webhooks: gateway['RPC_WEBHOOKS_TOKEN'] ?? '',
  },
})

async function databaseOf(service: string, postgres: Pick<DedicatedServer, 'url'> | undefined) {
  if (postgres === undefined)
    return testDatabase(new URL(`../../services/${service}/prisma/migrations/`, import.meta.url))
  const url = new URL(postgres.url)
  url.pathname = `/plinth_${service}`
  return { url: url.href, drop: async () => undefined }
}

/** The first bears the part's name, as in a mesh with one. */
const gatewayId = (at: number) => (at === 0 ? 'gateway' : `gateway-${at + 1}`)
