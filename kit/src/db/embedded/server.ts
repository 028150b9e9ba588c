import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from '../../log.ts'
import { withClient } from '../ensure-database.ts'
import { sqlState } from '../failures.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { EmbeddedPostgres } from './embedded-postgres.ts'
import { type Layout, readPassword, superuser } from './layout.ts'
import { findPostmaster, isAlive, type Postmaster } from './postmaster.ts'
import { run } from './run.ts'
import { RunningServer } from './running-server.ts'
import { serverArguments } from './settings.ts'
import { socketFolder } from './socket-folder.ts'

const readyTimeoutMs = 60_000
const pollMs = 20
const port = 5432
// It is starting, stopping, or has not made its socket yet.
const notYet = /^(57P03|ENOENT|ECONNREFUSED|ECONNRESET|EPIPE)$/

export interface StartOptions {
  layout: Layout
  binaries: Binaries
  account: Account | undefined
  log: Logger
}

/** Starts a server; when another process was faster, joins that one. */
export async function startServer({ layout, binaries, account, log }: StartOptions): Promise<EmbeddedPostgres> {
  const sockets = socketFolder(layout, account)
  const args = serverArguments(layout.data, sockets.path)
  const onLine = (line: string) => log.debug({ line }, 'the embedded database says')
  const { pid, exited } = await run({ program: binaries.postgres, args, layout, binaries, account, onLine })
  let lastWords: string | undefined
  exited.then((exit) => {
    lastWords = exit.lastWords
    sockets.remove()
  })
  const postmaster = { pid, port, socketDir: sockets.path }
  const url = urlOf(layout, postmaster)
  const deadlineMs = performance.now() + readyTimeoutMs
  while (lastWords === undefined) {
    // What answers may be another process's server that was faster; ours is about to notice and end.
    if ((await answers(url('postgres'))) && findPostmaster(layout)?.pid === pid) {
      return new RunningServer({ pid, url, gone: exited.then((exit) => exit.lastWords), joined: false })
    }
    await waitUntil(deadlineMs)
  }
  const faster = await joinServer(layout)
  if (faster === undefined) throw new Error(`PostgreSQL ended: ${lastWords}`)
  return faster
}

/** The server that runs on the folder, once it is ready; undefined when none does, or it was stopping. */
export async function joinServer(layout: Layout): Promise<EmbeddedPostgres | undefined> {
  const deadlineMs = performance.now() + readyTimeoutMs
  for (;;) {
    const postmaster = findPostmaster(layout)
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
  await wait(pollMs)
}

// Somebody else's child: its end can only be seen by looking.
async function ended(pid: number): Promise<string> {
  while (isAlive(pid)) await wait(100, undefined, { ref: false })
  return 'it was stopped by another process or died'
}
