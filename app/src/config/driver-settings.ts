import { integer, isLoginEncoded, optionalUrl, percentEncode, secret } from '@plinth/kit/config'
import { z } from 'zod'
import { postgresUrl } from './database-url.ts'

const database = (variable: string, doc: string) => ({ ...secret(variable, { doc }), schema: postgresUrl.optional() })
const own = (name: string) =>
  database(
    `${name.toUpperCase()}_DATABASE_URL`,
    `PostgreSQL database of the ${name} part. Default: plinth_${name} on the server of DATABASE_URL.`,
  )

const isNatsUrl = (value: string): boolean =>
  value
    .split(',')
    .map((server) => server.trim())
    .every(
      (server) =>
        URL.canParse(server) &&
        /^(nats|tls):\/\//.test(server) &&
        !new URL(server).hash.includes('@') &&
        isLoginEncoded(server),
    )

export const driverSettings = {
  databaseUrl: database(
    'DATABASE_URL',
    'PostgreSQL server. The databases plinth_identity, plinth_tenancy and plinth_webhooks are created if they are missing. Default: an embedded server in PLINTH_DATA_DIR.',
  ),
  identityDatabaseUrl: own('identity'),
  tenancyDatabaseUrl: own('tenancy'),
  webhooksDatabaseUrl: own('webhooks'),
  databasePoolMax: integer('DATABASE_POOL_MAX', {
    doc: 'Maximum number of database connections of each part of this process.',
    unit: 'connections',
    min: 3,
    max: 500,
    default: 10,
  }),
  natsUrl: {
    ...secret('NATS_URL', {
      doc: 'NATS server with JetStream for events; comma-separated servers of one cluster. Each installation needs its own server or account. Default: events stay inside the process.',
    }),
    schema: z
      .string()
      .refine(isNatsUrl, {
        error: ({ input }) =>
          /^(nats|tls):\/\//.test(String(input)) ? percentEncode : 'must be a URL that starts with nats:// or tls://',
      })
      .optional(),
  },
  redisUrl: optionalUrl('REDIS_URL', {
    doc: 'Redis server for rate limits of all gateways. Default: each process counts on its own.',
    protocols: ['redis:', 'rediss:'],
    isSecret: true,
  }),
  gatewayReplicas: integer('GATEWAY_REPLICAS', {
    doc: 'Number of gateways. While Redis is down, each gateway enforces its share of the limits from memory.',
    unit: 'processes',
    min: 1,
    max: 10_000,
    default: 1,
  }),
}
