import type { Env } from '@plinth/kit/config'
import type { PartName } from '@plinth/kit/part'
import { type DatabasePart, databaseParts, type Target } from '../parts.ts'
import type { AppConfig } from './app-config.ts'
import { takenTokens, tokenVariable } from './rpc-credentials.ts'

/** Returns the configured URL of the database of a part, or undefined for the embedded server. */
export function namedDatabase(config: AppConfig, part: DatabasePart): string | undefined {
  const own = {
    identity: config.identityDatabaseUrl,
    tenancy: config.tenancyDatabaseUrl,
    webhooks: config.webhooksDatabaseUrl,
  }
  return own[part] ?? config.databaseUrl
}

/** Returns the address of a part in another process. */
export function peerAddress(config: AppConfig, part: PartName): string | undefined {
  const { rpcIdentityUrl, rpcTenancyUrl, rpcWebhooksUrl } = config
  return { identity: rpcIdentityUrl, tenancy: rpcTenancyUrl, webhooks: rpcWebhooksUrl, gateway: undefined }[part]
}

/**
 * Returns the variables without which no other process may use the databases of these parts: events must reach all processes, and
 * all gateways must count rate limits together.
 */
export function missingToShare(config: AppConfig, parts: readonly { name: PartName }[]): string[] {
  const hasGateway = parts.some(({ name }) => name === 'gateway')
  return [
    ...(config.natsUrl === undefined ? ['NATS_URL'] : []),
    ...(hasGateway && config.redisUrl === undefined ? ['REDIS_URL'] : []),
  ]
}

export const isDatabasePart = (name: PartName): name is DatabasePart => databaseParts.some((part) => part === name)

interface Question {
  config: AppConfig
  env: Env
  target: Target
  parts: readonly { name: PartName; needs: readonly PartName[] }[]
}

/** Returns one sentence for each unmet requirement or forbidden combination of settings. */
export function unmetRequirements({ config, env, target, parts }: Question): string[] {
  const owners = parts.map(({ name }) => name).filter(isDatabasePart)
  const isEmbedded = owners.some((part) => namedDatabase(config, part) === undefined)
  const mistakes: string[] = []
  if (config.isTestClock && config.nodeEnv === 'production')
    mistakes.push('PLINTH_TEST_CLOCK is for tests and refused with NODE_ENV=production; unset one of them')
  mistakes.push(...sharedDatabases(config, owners))
  const hasGateway = parts.some(({ name }) => name === 'gateway')
  if (hasGateway && config.nodeEnv === 'production' && !env['GATEWAY_PUBLIC_URL'])
    mistakes.push(
      'GATEWAY_PUBLIC_URL must be the URL of the API for callers with NODE_ENV=production, such as https://api.example.com: without it, links contain the host that a request names',
    )
  if (owners.length > 0 && !isEmbedded && config.secretsKeys === undefined)
    mistakes.push(
      'SECRETS_KEY must be set when the database is not the embedded one; create it with `openssl rand -base64 32` and use the same key for all processes',
    )
  return target === 'all'
    ? mistakes
    : [...mistakes, ...unmetAlone(config, target, parts, isEmbedded), ...unmetSecurity(config, target, neededBy(parts))]
}

/** Two parts would refuse each other's tables, or wait for each other's lock. */
function sharedDatabases(config: AppConfig, owners: readonly DatabasePart[]): string[] {
  const firsts = new Map<string, DatabasePart>()
  return owners.flatMap((part) => {
    const named = databaseOf(config, part)
    const first = named && firsts.get(named)
    if (named !== undefined && first === undefined) firsts.set(named, part)
    return first === undefined
      ? []
      : [
          `the database of ${part} is also that of ${first}: give each part its own (${part.toUpperCase()}_DATABASE_URL)`,
        ]
  })
}

/** Host, port and name. */
function databaseOf(config: AppConfig, part: DatabasePart): string | undefined {
  const own = namedDatabase({ ...config, databaseUrl: undefined }, part)
  const url = own ?? config.databaseUrl
  if (url === undefined) return undefined
  const { hostname, port, pathname, searchParams } = new URL(url)
  const host = searchParams.get('host') ?? hostname.toLowerCase()
  return `${host}:${searchParams.get('port') ?? (port || 5432)}${own === undefined ? `/plinth_${part}` : pathname}`
}

function unmetAlone(config: AppConfig, target: PartName, parts: Question['parts'], isEmbedded: boolean): string[] {
  const mistakes: string[] = []
  if (isEmbedded) {
    const own = `${target.toUpperCase()}_DATABASE_URL`
    mistakes.push(
      `DATABASE_URL or ${own} must name a PostgreSQL server when ${target} runs alone: the embedded one serves a single process`,
    )
  }
  if (config.natsUrl === undefined)
    mistakes.push(
      `NATS_URL must name a NATS server when ${target} runs alone: without it events stay inside one process`,
    )
  if (target === 'gateway' && config.redisUrl === undefined)
    mistakes.push(
      'REDIS_URL must name a Redis server when the gateway runs alone: without it every gateway counts rate limits for itself',
    )
  const here = new Set(parts.map(({ name }) => name))
  for (const need of neededBy(parts)) {
    if (here.has(need) || peerAddress(config, need) !== undefined) continue
    mistakes.push(
      `RPC_${need.toUpperCase()}_URL must be the address of ${need} when ${target} runs alone, such as dns:///${need}:50051`,
    )
  }
  return mistakes
}

const neededBy = (parts: Question['parts']): PartName[] => [...new Set(parts.flatMap(({ needs }) => needs))]

function unmetSecurity(config: AppConfig, target: PartName, needs: readonly PartName[]): string[] {
  const { rpcTlsCa, rpcTlsCert, rpcTlsKey } = config
  const tls = { RPC_TLS_CA: rpcTlsCa, RPC_TLS_CERT: rpcTlsCert, RPC_TLS_KEY: rpcTlsKey }
  const missing = Object.entries(tls).flatMap(([variable, value]) => (value === undefined ? [variable] : []))
  const hasSomeTls = missing.length < 3
  if (!hasSomeTls) return unmetTokens(config, target, needs)
  const tokens = databaseParts.filter((part) => takenTokens(config, part).length > 0)
  if (tokens.length > 0)
    return ['RPC_…_TOKEN and RPC_TLS_CA, RPC_TLS_CERT, RPC_TLS_KEY cannot be combined; unset one side']
  return missing.length > 0
    ? [`${missing.join(' and ')} must be set too: mutual TLS needs RPC_TLS_CA, RPC_TLS_CERT and RPC_TLS_KEY`]
    : []
}

function unmetTokens(config: AppConfig, target: PartName, needs: readonly PartName[]): string[] {
  const called = isDatabasePart(target) ? [target] : needs.filter(isDatabasePart)
  const missing = called.filter((part) => takenTokens(config, part).length === 0).map(tokenVariable)
  return missing.length === 0
    ? []
    : [
        `${missing.join(', ')} (or RPC_TLS_CA, RPC_TLS_CERT and RPC_TLS_KEY) must be set when ${target} runs alone: the gateway and a service authenticate each other with this token`,
      ]
}
