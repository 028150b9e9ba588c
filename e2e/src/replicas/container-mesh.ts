import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import type { PartName } from '@plinth/kit/part'
import { eventually } from '@plinth/testkit'
import { plinthImage } from '@plinth/testkit/containers'
import { shippedTo } from '../shipped-settings.ts'
import { scrape } from '../telemetry/scrape.ts'
import { testSettings } from '../topology.ts'
import {
  type Container,
  type ContainerGroup,
  containerGroup,
  logOf,
  untilDone,
  untilHealthy,
  urlOf,
} from './container-group.ts'
import { gatewayDrainDelayMs } from './replicated-mesh.ts'
import type { LoadedPlinth } from './under-load.ts'

const services: readonly PartName[] = ['identity', 'tenancy', 'webhooks']
const copies = 2
// `minReadySeconds` in deploy/k8s grants more: callers resolve names every 5 s and dial within one.
const settleMs = 6_000
const graceSeconds = 45

type Env = Record<string, string>

export interface ContainerReplica {
  part: PartName
  /**
   * A new container under the same name at a new address; when it is healthy and its callers had the time to find it, SIGTERM
   * to the old one. Resolves to how long the healthy one waited for its first call.
   */
  replace(): Promise<number>
}

export interface ContainerMesh extends LoadedPlinth {
  replicas: readonly ContainerReplica[]
  stop(): Promise<void>
}

/** Two containers of each part beside PostgreSQL, NATS and Redis; a service is found by the name its containers share. */
export async function startContainerMesh(): Promise<ContainerMesh> {
  const image = await plinthImage()
  const group = await containerGroup()
  try {
    return await meshIn(group, image)
  } catch (err) {
    await group.remove()
    throw err
  }
}

async function meshIn(group: ContainerGroup, image: string): Promise<ContainerMesh> {
  const operatorKey = makeApiKey('sk_live').key
  const env = settings(group.hostAddress, operatorKey)
  await startServers(group)
  const plinth = (alias: PartName | 'migrate', command: string[], ports: number[] = []) => {
    const own = alias === 'gateway' ? { DRAIN_DELAY_MS: gatewayDrainDelayMs } : {}
    return group.start({ image, alias, command, env: { ...shippedTo(alias, env), ...own }, ports, isOurs: true })
  }
  await untilDone(await plinth('migrate', ['migrate']))

  const gateways = new Set<string>()
  const start = async (part: PartName): Promise<Container> => {
    const container = await plinth(part, ['start', `--target=${part}`], part === 'gateway' ? [8080, 9090] : [9090])
    await untilHealthy(container)
    if (part === 'gateway') gateways.add(await urlOf(container, 8080))
    return container
  }
  const replica = async (part: PartName): Promise<ContainerReplica> => {
    let current = await start(part)
    return {
      part,
      async replace() {
        const old = current
        current = await start(part)
        const isNamed = part !== 'gateway'
        const [tookMs] = await Promise.all([untilCalled(current), isNamed ? wait(settleMs) : undefined])
        const oldUrl = isNamed ? '' : await urlOf(old, 8080)
        await end(part, old)
        gateways.delete(oldUrl)
        return tookMs
      },
    }
  }
  const replicas = await Promise.all(
    [...services, 'gateway' as const].flatMap((part) => Array.from({ length: copies }, () => replica(part))),
  )
  return {
    operatorKey,
    get urls() {
      return [...gateways]
    },
    receiverHost: group.hostAddress,
    replicas,
    stop: group.remove,
  }
}

const settings = (hostAddress: string, operatorKey: string): Env => ({
  ...testSettings,
  ...Object.fromEntries(
    services.flatMap((name) => [
      [`RPC_${name.toUpperCase()}_URL`, `dns:///${name}:50051`],
      [`RPC_${name.toUpperCase()}_TOKEN`, randomBytes(32).toString('base64url')],
    ]),
  ),
  NODE_OPTIONS: '--max-old-space-size=384',
  LOG_LEVEL: 'info',
  DATABASE_URL: 'postgres://plinth:of-the-test@postgres:5432/postgres',
  NATS_URL: 'nats://nats:4222',
  REDIS_URL: 'redis://redis:6379',
  SECRETS_KEY: randomBytes(32).toString('base64'),
  PLINTH_OPERATOR_KEY: operatorKey,
  GATEWAY_REPLICAS: String(copies),
  GATEWAY_PUBLIC_URL: 'http://localhost',
  DRAIN_DELAY_MS: '1000',
  WEBHOOKS_ALLOWED_CIDRS: `${hostAddress}/32`,
})

async function startServers(group: ContainerGroup): Promise<void> {
  const image = (name: string, fallback: string) => process.env[`TEST_${name}_IMAGE`] || fallback
  const [postgres] = await Promise.all([
    group.start({
      alias: 'postgres',
      image: image('POSTGRES', 'postgres:17'),
      env: { POSTGRES_USER: 'plinth', POSTGRES_PASSWORD: 'of-the-test', POSTGRES_DB: 'postgres' },
      command: ['postgres', '-c', 'max_connections=400'],
      healthcheck: ['pg_isready', '-q', '-h', '127.0.0.1', '-U', 'plinth'],
    }),
    group.start({ alias: 'nats', image: image('NATS', 'nats:2'), command: ['-js', '-sd', '/data'] }),
    group.start({ alias: 'redis', image: image('REDIS', 'redis:8'), command: ['--save', '', '--appendonly', 'no'] }),
  ])
  await untilHealthy(postgres)
}

/** How long after it was healthy it had answered a call of its callers'. */
async function untilCalled(container: Container): Promise<number> {
  const began = performance.now()
  const managementUrl = await urlOf(container, 9090)
  const look = async () => {
    const families = await scrape(managementUrl)
    const calls = ['rpc_server_call_duration_seconds', 'http_server_request_duration_seconds']
      .flatMap((name) => families.get(name)?.series ?? [])
      // /readyz has no route.
      .filter(({ name, labels }) => name.endsWith('_count') && labels['http_route'] !== 'none')
    if (!calls.some(({ value }) => value > 0)) throw new Error('the new process gets no calls')
  }
  await eventually(look, { timeoutMs: 60_000, everyMs: 100 })
  return performance.now() - began
}

async function end(part: PartName, container: Container): Promise<void> {
  await container.stop({ t: graceSeconds })
  const { ExitCode } = (await container.inspect()).State
  if (ExitCode !== 0) throw new Error(`${part} ended with ${ExitCode}:\n${await logOf(container)}`)
  await container.remove({ v: true })
}
