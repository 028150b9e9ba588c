import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinary } from './binaries.ts'
import { type ServerSettings, startConfigured } from './containers.ts'
import { freePort } from './free-port.ts'
import { removeAtEnd } from './keeper.ts'
import { nats, redis } from './line-servers.ts'
import { runBinary } from './run-binary.ts'
import type { RunningServer } from './server.ts'

const kinds = {
  nats: { kind: nats, binary: 'nats-server', insidePort: 4222 },
  redis: { kind: redis, binary: 'redis-server', insidePort: 6379 },
} as const

export interface ConfiguredServer extends Pick<RunningServer, 'url' | 'kill' | 'stop'> {
  /** After kill() or stop(): same port, same data. */
  start(): Promise<void>
}

/** A server of the caller's own that is configured as an installation would be: users, permissions. */
export async function configuredServer(name: keyof typeof kinds, settings: ServerSettings): Promise<ConfiguredServer> {
  const { kind, binary, insidePort } = kinds[name]
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), `plinth-${name}-configured-`))
  removeAtEnd(dataDir)
  const { configFile, args = [], env = {} } = settings
  const withFile = configFile === undefined ? args : [configFile.flag, configFile.path, ...args]
  const start = (): Promise<RunningServer> => {
    const path = findBinary(binary)
    return path === undefined
      ? startConfigured(name, insidePort, port, settings)
      : runBinary(
          { ...kind, args: (dir, at, options) => [...kind.args(dir, at, options), ...withFile], env: () => env },
          path,
          {
            dataDir,
            port,
            isThrowaway: true,
          },
        )
  }
  let server = await start()
  return {
    url: server.url,
    kill: () => server.kill(),
    stop: () => server.stop(),
    start: async () => {
      server = await start()
    },
  }
}
