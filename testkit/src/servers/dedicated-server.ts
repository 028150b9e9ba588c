import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFromBinary } from './find.ts'
import { freePort } from './free-port.ts'
import { removeAtEnd } from './keeper.ts'
import type { RunningServer } from './server.ts'

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

/** NATS with JetStream. */
export interface DedicatedNats extends DedicatedServer {
  /** Empties the store; to be called while it is down. */
  wipe(): Promise<void>
}

/** Its data is kept until this process ends. */
export async function dedicatedServer(name: 'postgres' | 'redis'): Promise<DedicatedServer> {
  const [port, dataDir] = [await freePort(), ownFolder(name)]
  return restartable(() => startFromBinary(name, { dataDir, port }))
}

export async function dedicatedNats(): Promise<DedicatedNats> {
  const [port, folder] = [await freePort(), ownFolder('nats')]
  let store = 0
  const server = await restartable(() => startFromBinary('nats', { dataDir: join(folder, String(store)), port }))
  return Object.assign(server, {
    wipe: async () => {
      store += 1
    },
  })
}

/** A server that `start` starts, and starts again. */
export async function restartable(start: () => Promise<RunningServer>): Promise<DedicatedServer> {
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

/** Removed with this process. */
export function ownFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `plinth-${name}-own-`))
  removeAtEnd(folder)
  return folder
}
