import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinary } from './binaries.ts'
import { startServer } from './find.ts'
import { freePort } from './free-port.ts'
import { removeAtEnd } from './keeper.ts'
import { redis } from './line-servers.ts'
import { postgres } from './postgres.ts'
import { runBinary } from './run-binary.ts'
import type { RunningServer } from './server.ts'

const kinds = {
  postgres: { kind: postgres, name: 'postgres' },
  redis: { kind: redis, name: 'redis-server' },
} as const

/** A server that only its maker uses, so that it may be killed and started again. */
export interface DedicatedServer {
  readonly url: string
  /** At once, nothing flushed. */
  kill(): Promise<void>
  /** After kill() or stop(): same port, same data. */
  start(): Promise<void>
  /** All of its processes stand still, and answer nothing. */
  pause(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
}

/** A binary comes before a container: it is killed and back sooner. Its data is kept until this process ends. */
export async function dedicatedServer(name: keyof typeof kinds): Promise<DedicatedServer> {
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), `plinth-${name}-own-`))
  removeAtEnd(dataDir)
  const start = (): Promise<RunningServer> => {
    const binary = findBinary(kinds[name].name)
    return binary === undefined
      ? startServer(name, { dataDir, port })
      : runBinary(kinds[name].kind, binary, { dataDir, port })
  }
  let server = await start()
  return {
    get url() {
      return server.url
    },
    kill: () => server.kill(),
    pause: () => server.pause(),
    resume: () => server.resume(),
    stop: () => server.stop(),
    start: async () => {
      server = await start()
    },
  }
}
