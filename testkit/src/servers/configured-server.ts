import { findBinary } from './binaries.ts'
import { type ServerSettings, startConfigured } from './containers.ts'
import { type DedicatedServer, restartable } from './dedicated-server.ts'
import { freePort } from './free-port.ts'
import { nats, redis } from './line-servers.ts'
import { runBinary } from './run-binary.ts'
import type { RunningServer } from './server.ts'
import { throwawayFolder } from './throwaway-folder.ts'

const kinds = {
  nats: { kind: nats, binary: 'nats-server', insidePort: 4222 },
  redis: { kind: redis, binary: 'redis-server', insidePort: 6379 },
} as const

export type ConfiguredServer = Pick<DedicatedServer, 'url' | 'kill' | 'start' | 'stop'>

/** A server of the caller's own that is configured as an installation would be: users, permissions. */
export async function configuredServer(name: keyof typeof kinds, settings: ServerSettings): Promise<ConfiguredServer> {
  const { kind, binary, insidePort } = kinds[name]
  const port = await freePort()
  const dataDir = throwawayFolder(`${name}-configured`)
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
  return restartable(start)
}
