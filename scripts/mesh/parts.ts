import { randomBytes } from 'node:crypto'
import { freePort } from '@plinth/testkit/servers'
import type { Infrastructure } from './infrastructure.ts'
import type { KeptSecrets } from './kept-secrets.ts'

export interface PartPlan {
  name: 'identity' | 'tenancy' | 'webhooks' | 'gateway'
  env: Record<string, string | undefined>
}

const services = ['identity', 'tenancy', 'webhooks'] as const
const tokenVariable = (service: string) => `RPC_${service.toUpperCase()}_TOKEN`

/** Settings of each of the four processes; the shell's own settings reach them all. */
export async function meshParts(
  urls: Infrastructure['urls'],
  secrets: KeptSecrets,
  shell: NodeJS.ProcessEnv,
): Promise<PartPlan[]> {
  const ports = await Promise.all(services.map(() => freePort()))
  const tokens = services.map(() => randomBytes(32).toString('base64url'))
  const shared = {
    // Short lines for a person, and no load balancer to wait for; the shell may say otherwise.
    LOG_FORMAT: 'text',
    DRAIN_DELAY_MS: '100',
    ...shell,
    DATABASE_URL: urls.database,
    NATS_URL: urls.nats,
    REDIS_URL: urls.redis,
    SECRETS_KEY: secrets.secretsKey,
    RPC_TOKEN: undefined,
    ...Object.fromEntries(services.map((name) => [tokenVariable(name), undefined])),
    // One port for four processes: the gateway's is on PORT, the rest can do without.
    MANAGEMENT_PORT: undefined,
  }
  const plans: PartPlan[] = services.map((name, at) => ({
    name,
    env: {
      ...shared,
      RPC_PORT: String(ports[at]),
      [tokenVariable(name)]: tokens[at],
      ...(name === 'identity' ? { PLINTH_OPERATOR_KEY: secrets.operatorKey } : {}),
    },
  }))
  const addresses = services.map((name, at) => [`RPC_${name.toUpperCase()}_URL`, `dns:///127.0.0.1:${ports[at]}`])
  const shown = services.map((name, at) => [tokenVariable(name), tokens[at]])
  return [...plans, { name: 'gateway', env: { ...shared, ...Object.fromEntries([...addresses, ...shown]) } }]
}
