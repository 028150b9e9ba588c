import { join } from 'node:path'
import { type Found, serverUrlVariable } from '@plinth/testkit/servers'
import { type KeptServer, keepServer } from './kept-server.ts'
import { lockFolder } from './mesh-lock.ts'

export interface Infrastructure {
  urls: { database: string; nats: string; redis: string }
  stop(): Promise<void>
}

/**
 * PostgreSQL, NATS and Redis: those the environment names, else found as the tests find them, with data that stays; those
 * of the mesh are started again when they end.
 */
export async function startInfrastructure(dataDir: string, say: (line: string) => void): Promise<Infrastructure> {
  const lock = await lockFolder(dataDir, say)
  const own: KeptServer[] = []
  const hold = () => lock.hold(own.map(({ pid }) => pid).filter((pid) => pid !== undefined))
  const open = async (name: Found, variable: string): Promise<string> => {
    const given = process.env[variable] || process.env[serverUrlVariable(name)]
    if (given) return given
    const server = await keepServer({ name, dataDir: join(dataDir, name), say, onStart: hold })
    own.push(server)
    hold()
    return server.url
  }
  say('Starting PostgreSQL, NATS and Redis …')
  const results = await Promise.allSettled([
    open('postgres', 'DATABASE_URL'),
    open('nats', 'NATS_URL'),
    open('redis', 'REDIS_URL'),
  ])
  const stop = async () => {
    await Promise.all(own.map((server) => server.stop()))
    lock.release()
  }
  const [database, nats, redis] = results.map((result) => (result.status === 'fulfilled' ? result.value : undefined))
  if (database === undefined || nats === undefined || redis === undefined) {
    await stop()
    throw results.find((result) => result.status === 'rejected')?.reason
  }
  return { urls: { database, nats, redis }, stop }
}
