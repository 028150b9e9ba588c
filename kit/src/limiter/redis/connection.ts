import { Redis, type Result } from 'ioredis'
import type { Logger } from '../../log.ts'
import { restoreScript, takeScript } from './script.ts'

declare module 'ioredis' {
  interface RedisCommander<Context> {
    plinthRestore(keyCount: number, ...keysAndArguments: (string | number)[]): Result<number, Context>
    plinthTake(keyCount: number, ...keysAndArguments: (string | number)[]): Result<number[], Context>
  }
}

/** A connection that never queues: a command without a live connection fails, and one that is silent for 3 s is given up. */
export function connectRedis(options: { url: string; log: Logger }): Redis {
  const redis = new Redis(options.url, {
    connectionName: 'plinth-limiter',
    connectTimeout: 2_000,
    socketTimeout: 3_000,
    keepAlive: 10_000,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(100 * times, 1_000),
    // After a failover the old primary only reads: the name leads to the new one.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    scripts: { plinthTake: { lua: takeScript }, plinthRestore: { lua: restoreScript } },
  })
  redis.on('error', (err) => options.log.debug({ err }, 'Redis does not answer'))
  return redis
}

/** Where the server is, without user name and password. */
export const shownServer = (url: string): string => new URL(url).host
