import { randomBytes } from 'node:crypto'
import { testDatabase } from '@plinth/testkit'
import { startMesh } from '../../e2e/src/mesh.ts'
import { startOneProcess } from '../../e2e/src/one-process.ts'
import { withPids } from './process-cpu.ts'

export interface Plinth {
  name: string
  url: string
  operatorKey: string
  tenancyDatabase: string
  pids: readonly number[]
  stop(): Promise<void>
}

// The write that is measured makes one more workspace with one user's key each time.
const manyWorkspaces = { TENANCY_WORKSPACES_PER_USER: '1000000' }

/** Four processes on PostgreSQL, NATS and Redis. */
export async function meshPlinth(gatewayEnv: Record<string, string> = {}): Promise<Plinth> {
  const { started, pids } = await withPids(() => startMesh({ gateways: [gatewayEnv], env: manyWorkspaces }))
  const { url, operatorKey, databases, stop } = started
  return { name: 'Plinth, four processes', url, operatorKey, tenancyDatabase: databases.tenancy, pids, stop }
}

/** One process on PostgreSQL; bus and limiter within it. */
export async function onePlinth(name = 'Plinth, one process'): Promise<Plinth> {
  const databases = await Promise.all([testDatabase(), testDatabase(), testDatabase()])
  const [identity, tenancy, webhooks] = databases.map(({ url }) => url)
  const settings = {
    ...manyWorkspaces,
    SECRETS_KEY: randomBytes(32).toString('base64'),
    IDENTITY_DATABASE_URL: identity ?? '',
    TENANCY_DATABASE_URL: tenancy ?? '',
    WEBHOOKS_DATABASE_URL: webhooks ?? '',
  }
  const { started, pids } = await withPids(() => startOneProcess(settings))
  const { url, operatorKey } = started
  return {
    name,
    url,
    operatorKey,
    tenancyDatabase: tenancy ?? '',
    pids,
    stop: async () => {
      await started.stop()
      await Promise.all(databases.map((database) => database.drop()))
    },
  }
}
