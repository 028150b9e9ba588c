import { randomBytes } from 'node:crypto'
import type { PartName } from '@plinth/kit/part'
import { dedicatedNats, testServers } from '@plinth/testkit'
import { natsWithUsers, redisWithUsers } from '../server-users.ts'
import { shippedTo } from '../shipped-settings.ts'

type Env = Record<string, string>

/** NATS, Redis and the tokens of a mesh, and which of its settings a part gets. */
export interface Surroundings {
  tokens: Env
  envOf(part: PartName, settings: Env): Env
  stop(): Promise<void>
}

const newToken = () => randomBytes(32).toString('base64url')

/** Each part gets what deploy/ gives to it, and nothing else. */
export async function asShipped(): Promise<Surroundings> {
  const [nats, redis] = await Promise.all([natsWithUsers(), redisWithUsers()])
  return {
    tokens: Object.fromEntries(['IDENTITY', 'TENANCY', 'WEBHOOKS'].map((part) => [`RPC_${part}_TOKEN`, newToken()])),
    envOf: (part, settings) =>
      shippedTo(part, { ...settings, NATS_URL: nats.urlOf(part), REDIS_URL: redis.urlOf('gateway') }),
    stop: async () => void (await Promise.all([nats.stop(), redis.stop()])),
  }
}

/** Servers without users, one token, and all of it for every part: 0.1.0 knows nothing else, and shares no database without Redis. */
export async function asBefore(): Promise<Surroundings> {
  const [redis, nats] = await Promise.all([testServers().redis(), dedicatedNats()])
  return {
    tokens: { RPC_TOKEN: newToken() },
    envOf: (_, settings) => ({ ...settings, NATS_URL: nats.url, REDIS_URL: redis }),
    stop: () => nats.stop(),
  }
}
