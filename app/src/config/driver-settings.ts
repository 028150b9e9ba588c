import { type ConfigSchema, integer, optionalUrl, secret } from '@plinth/kit/config'
import { z } from 'zod'

export interface DriverConfig {
  databaseUrl: string | undefined
  identityDatabaseUrl: string | undefined
  tenancyDatabaseUrl: string | undefined
  webhooksDatabaseUrl: string | undefined
  databasePoolMax: number
  natsUrl: string | undefined
  redisUrl: string | undefined
  gatewayReplicas: number
}

const postgres = ['postgres:', 'postgresql:']
const own = (name: string) =>
  optionalUrl(`${name.toUpperCase()}_DATABASE_URL`, {
    doc: `The ${name} part's database, where it is not plinth_${name} on the server of DATABASE_URL.`,
    protocols: postgres,
    isSecret: true,
  })

const isNatsUrl = (value: string): boolean =>
  value.split(',').every((server) => URL.canParse(server.trim()) && /^(nats|tls):\/\//.test(server.trim()))

export const driverSettings: ConfigSchema<DriverConfig> = {
  databaseUrl: optionalUrl('DATABASE_URL', {
    doc: 'The PostgreSQL server; the databases plinth_identity, plinth_tenancy and plinth_webhooks are made when missing. Unset: an embedded server in PLINTH_DATA_DIR.',
    protocols: postgres,
    isSecret: true,
  }),
  identityDatabaseUrl: own('identity'),
  tenancyDatabaseUrl: own('tenancy'),
  webhooksDatabaseUrl: own('webhooks'),
  databasePoolMax: integer('DATABASE_POOL_MAX', {
    doc: 'Connections each part of this process keeps to its database at the most.',
    unit: 'connections',
    min: 3,
    max: 500,
    default: 10,
  }),
  natsUrl: {
    ...secret('NATS_URL', {
      doc: 'The NATS server with JetStream that carries events (several of one cluster with commas); one installation, one server or account. Unset: events stay inside the process.',
    }),
    schema: z.string().refine(isNatsUrl, 'must be a URL that starts with nats:// or tls://').optional(),
  },
  redisUrl: optionalUrl('REDIS_URL', {
    doc: 'The Redis server that counts rate limits for all gateways. Unset: each process counts its own.',
    protocols: ['redis:', 'rediss:'],
    isSecret: true,
  }),
  gatewayReplicas: integer('GATEWAY_REPLICAS', {
    doc: 'How many gateways share the limits while Redis is down: each then enforces its share from memory.',
    unit: 'processes',
    min: 1,
    max: 10_000,
    default: 1,
  }),
}
