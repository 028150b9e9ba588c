import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from '../../log.ts'
import { isRunning } from '../../running-process.ts'
import { withClient } from '../ensure-database.ts'
import { sqlState } from '../failures.ts'
import type { Binaries } from './binaries.ts'
import { type Layout, readPassword, serverArguments, socketFolder, superuser } from './cluster.ts'
import { findPostmaster, type Postmaster, takeOver } from './postmaster-pid.ts'
import { type Account, run } from './run-program.ts'
import { type StopStep, sendSignal, stopProcess } from './stop-process.ts'

export interface EmbeddedPostgres {
  /** postgres://…, over a socket that only this user can reach. */
  url(databaseName: string): string
  /** True if the server was already running: another process started it, and may need it. */
  readonly joined: boolean
  /** Resolves, with a sentence, when the server ends without stop(). */
  readonly exited: Promise<string>
  /** Ends every session, then the server, joined or not. */
  stop(): Promise<void>
}

const readyTimeoutMs = 60_000
const readyPollMs = 20
const heldTimeoutMs = 10_000
const heldPollMs = 100
const port = 5432
// The server is starting, stopping, or has not created its socket yet.
const notYet = /^(57P03|ENOENT|ECONNREFUSED|ECONNRESET|EPIPE)$/

export interface StartOptions {
  layout: Layout
  binaries: Binaries
  account: Account | undefined
  log: Logger
}

// A killed server, or one of its backends, has not ended yet.
const isHeld = /lock file .* already exists|pre-existing shared memory block/

/** Starts a server, or joins one that another process started first. Retries for 10 s while a dead server still holds its data. */
export async function startServer(options: StartOptions): Promise<EmbeddedPostgres> {
  const deadlineMs = performance.now() + heldTimeoutMs
  for (;;) {
    const server = await launchServer(options)
    if (typeof server !== 'string') return server
    const faster = await joinServer(options.layout)
    if (faster !== undefined) return faster
    if (!isHeld.test(server) || performance.now() > deadlineMs) throw new Error(`PostgreSQL ended: ${server}`)
    await wait(heldPollMs)
  }
}

/** Returns the server, or its last output. */
async function launchServer({ layout, binaries, account, log }: StartOptions): Promise<EmbeddedPostgres | string> {
  const sockets = socketFolder(layout, account)
  const args = serverArguments(layout.data, sockets.path)
  const onLine = (line: string) => log.debug({ line }, 'output of the embedded database')
  const { pid, exited } = await run({
    ...{ program: binaries.postgres, args, layout, binaries, account, onLine },
    env: takeOver(layout.data),
  })
  let lastWords: string | undefined
  exited.then((exit) => {
    lastWords = exit.lastWords
    sockets.remove()
  })
  const postmaster = { pid, port, socketDir: sockets.path }
  const url = urlOf(layout, postmaster)
  const server = new RunningServer({ pid, url, gone: exited.then((exit) => exit.lastWords), joined: false })
  const deadlineMs = performance.now() + readyTimeoutMs
  try {
    while (lastWords === undefined) {
      // The answering server may be one that another process started first; ours will notice that and end.
      if ((await answers(url('postgres'))) && findPostmaster(layout.data)?.pid === pid) return server
      await waitUntil(deadlineMs)
    }
    return lastWords
  } catch (err) {
    await server.stop()
    throw err
  }
}

/** Returns the server that runs on the folder when it is ready, or undefined if none runs or it was stopping. */
export async function joinServer(layout: Layout): Promise<EmbeddedPostgres | undefined> {
  const deadlineMs = performance.now() + readyTimeoutMs
  for (;;) {
    const postmaster = findPostmaster(layout.data)
    if (postmaster === undefined) return undefined
    const url = urlOf(layout, postmaster)
    if (postmaster.socketDir !== '' && (await answers(url('postgres')))) {
      return new RunningServer({ pid: postmaster.pid, url, gone: ended(postmaster.pid), joined: true })
    }
    await waitUntil(deadlineMs)
  }
}

function urlOf(layout: Layout, { port, socketDir }: Postmaster): (databaseName: string) => string {
  const login = `${superuser}:${encodeURIComponent(readPassword(layout))}`
  return (name) =>
    `postgres://${login}@localhost:${port}/${encodeURIComponent(name)}?host=${encodeURIComponent(socketDir)}`
}

async function answers(url: string): Promise<boolean> {
  try {
    await withClient(url, async () => undefined)
    return true
  } catch (err) {
    if (notYet.test(sqlState(err)) || (err instanceof Error && /Connection terminated/.test(err.message))) return false
    throw err
  }
}

async function waitUntil(deadlineMs: number): Promise<void> {
  if (performance.now() > deadlineMs) {
    throw new Error(`its server has neither become ready nor ended within ${readyTimeoutMs / 1000} s`)
  }
  await wait(readyPollMs)
}

// The server is the child of another process, so its end can only be polled.
async function ended(pid: number): Promise<string> {
  while (isRunning(pid)) await wait(100, undefined, { ref: false })
  return 'it was stopped by another process or died'
}

interface RunningServerOptions {
  pid: number
  url: (databaseName: string) => string
  /** Resolves with the last output when the server has ended. */
  gone: Promise<string>
  joined: boolean
}

// The fast shutdown of PostgreSQL ends the sessions and writes committed data; the immediate one, and a kill, leave that to the
// recovery at the next start.
const fastStop = 'SIGINT'
const stopSteps: readonly StopStep[] = [
  [fastStop, 20_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 10_000],
]

/** A server, by its process ID. */
class RunningServer implements EmbeddedPostgres {
  readonly joined: boolean
  readonly url: (databaseName: string) => string
  readonly exited: Promise<string>
  readonly #pid: number
  readonly #gone: Promise<string>
  #isStopping = false

  constructor({ pid, url, gone, joined }: RunningServerOptions) {
    this.joined = joined
    this.url = url
    this.#pid = pid
    this.#gone = gone
    this.exited = new Promise((resolve) => {
      gone.then((lastWords) => {
        process.off('exit', this.#signalFast)
        if (!this.#isStopping) resolve(`the embedded database has ended: ${lastWords}`)
      })
    })
    // For a process that ends without stop() on systems where the kernel does not end the server with its parent.
    if (!joined) process.on('exit', this.#signalFast)
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await stopProcess(this.#pid, stopSteps)
    await this.#gone
  }

  readonly #signalFast = () => sendSignal(this.#pid, fastStop)
}
