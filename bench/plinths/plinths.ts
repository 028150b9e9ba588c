import { randomBytes } from 'node:crypto'
import { dedicatedNats, eventually, testDatabase } from '@plinth/testkit'
import { type Mesh, startMesh } from '../../e2e/src/mesh.ts'
import { startOneProcess } from '../../e2e/src/one-process.ts'
import { pidOfPart, withPids } from '../load/processes.ts'

export interface Plinth {
  name: string
  url: string
  operatorKey: string
  tenancyDatabase: string
  pids: readonly number[]
  stop(): Promise<void>
}

export interface MeshPlinth extends Plinth, Pick<Mesh, 'rpc' | 'another'> {
  natsUrl: string
  webhooksDatabase: string
  /** Opens the inspector of the gateway's process; its URL. */
  gatewayInspector(): Promise<string>
}

// Dead receivers are waited for as long as in production, not as in tests.
const shipped = { WEBHOOKS_TIMEOUT_MS: undefined, WEBHOOKS_LEASE_MARGIN_MS: undefined }

// A port of its own for the inspector, which a signal opens.
const inspectable = { NODE_OPTIONS: '--inspect-port=0' }

function inspectorUrl(output: string): string {
  const [, url] = /Debugger listening on (ws:\S+)/.exec(output) ?? []
  if (url === undefined) throw new Error('the gateway opened no inspector')
  return url
}

/** Four processes on PostgreSQL, NATS and Redis. */
export async function meshPlinth(): Promise<MeshPlinth> {
  const nats = await dedicatedNats()
  const { started, pids } = await withPids(() => startMesh({ gateways: [inspectable], env: shipped, nats }))
  const { url, operatorKey, databases, rpc, another, stop, output } = started
  return {
    ...{ name: 'mesh', url, operatorKey, pids, rpc, another, stop, natsUrl: nats.url },
    tenancyDatabase: databases.tenancy,
    webhooksDatabase: databases.webhooks,
    gatewayInspector: async () => {
      process.kill(pidOfPart(pids, 'gateway') ?? 0, 'SIGUSR1')
      return eventually(() => inspectorUrl(output('gateway')))
    },
  }
}

/** One process on PostgreSQL; bus and limiter within it. */
export async function onePlinth(name = 'one process'): Promise<Plinth> {
  const databases = await Promise.all(
    ['identity', 'tenancy', 'webhooks'].map((service) =>
      testDatabase(new URL(`../../services/${service}/prisma/migrations/`, import.meta.url)),
    ),
  )
  const [identity, tenancy, webhooks] = databases.map(({ url }) => url)
  const settings = {
    SECRETS_KEY: randomBytes(32).toString('base64'),
    IDENTITY_DATABASE_URL: identity ?? '',
    TENANCY_DATABASE_URL: tenancy ?? '',
    WEBHOOKS_DATABASE_URL: webhooks ?? '',
  }
  const { started, pids } = await withPids(() => startOneProcess(settings))
  const { url, operatorKey } = started
  return {
    ...{ name, url, operatorKey, pids, tenancyDatabase: tenancy ?? '' },
    stop: async () => {
      await started.stop()
      await Promise.all(databases.map((database) => database.drop()))
    },
  }
}
