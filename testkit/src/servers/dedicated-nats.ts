import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinary } from './binaries.ts'
import { startServer } from './find.ts'
import { freePort } from './free-port.ts'
import { removeAtEnd } from './keeper.ts'
import { nats } from './line-servers.ts'
import { runBinary } from './run-binary.ts'
import type { RunningServer } from './server.ts'

/** A NATS server with JetStream that only its maker uses, so that it may be killed, wiped and started again. */
export interface DedicatedNats {
  readonly url: string
  /** kill -9. */
  kill(): Promise<void>
  /** Starts it again after kill() or stop(): same port, same store. */
  start(): Promise<void>
  /** Empties the store; to be called while it is down. */
  wipe(): Promise<void>
  /** All of its processes stand still, and answer nothing. */
  pause(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
}

/** Found as testServers() finds one, except that a binary comes before a container: its store is easier to lose. */
export async function dedicatedNats(): Promise<DedicatedNats> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'plinth-nats-own-'))
  removeAtEnd(folder)
  let store = 0
  const start = (): Promise<RunningServer> => {
    const dataDir = join(folder, String(store))
    const binary = findBinary('nats-server')
    return binary === undefined ? startServer('nats', { dataDir, port }) : runBinary(nats, binary, { dataDir, port })
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
    wipe: async () => {
      store += 1
    },
  }
}
