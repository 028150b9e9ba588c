import pg from 'pg'
import { FailureReport } from '../async/failure-report.ts'
import type { Logger } from '../log.ts'
import { waitAtMost } from '../timeout.ts'
import { sessionSettings } from './session-settings.ts'
import { valueTypes } from './value-types.ts'
import { WritableClient } from './writable-client.ts'

const connectTimeoutMs = 5_000
// A process that freezes in a transaction holds its locks for so long.
const idleTransactionMsDefault = 5_000
// Later than the server's own limit: only a server or a network that has gone silent meets it.
const silenceTimeoutMs = 15_000
const endTimeoutMs = 2_000

/**
 * Connections to one database. A lost one is logged and replaced; it never ends the process. One to a server that takes no writes is closed:
 * the address may lead to another server the next time.
 */
export function openPool(options: {
  url: string
  poolMax: number
  log: Logger
  idleTransactionMs?: number | undefined
  onlyReads?: boolean | undefined
}): pg.Pool {
  const { log, idleTransactionMs = idleTransactionMsDefault, onlyReads = false } = options
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolMax,
    application_name: 'plinth',
    types: valueTypes(),
    pipeline: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: silenceTimeoutMs,
    idleTimeoutMillis: 60_000,
    ...(onlyReads ? {} : { Client: WritableClient }),
    async onConnect(client) {
      if (client instanceof WritableClient) await client.confirmWritable()
      await client.query(sessionSettings(idleTransactionMs))
    },
  })
  const losses = new FailureReport((err, lost) =>
    log.warn({ reason: String(err), lost }, 'lost a database connection; opening a new one when needed'),
  )
  // A client that is checked out has no listener of the pool's: without one of ours its loss would be an uncaught error.
  pool.on('connect', (client) => client.on('error', (err) => losses.failed(err)))
  pool.on('error', ({ message }) => log.debug({ reason: message }, 'an idle database connection was closed'))
  // Before the pool decides whether it keeps the client.
  pool.on('release', (_err, client) => {
    if (client instanceof WritableClient && client.onlyReads) void client.end().catch(() => undefined)
  })
  return pool
}

/** Watches a pool's connections; the function it returns ends them all and resolves once their sockets are closed. */
export function endOf(pool: pg.Pool): () => Promise<void> {
  const open = new Set<Promise<void>>()
  pool.on('connect', (client) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    open.add(promise)
    client.once('end', () => {
      open.delete(promise)
      resolve()
    })
  })
  return async () => {
    await pool.end()
    // NOTE: end() resolves while sockets are still closing; a server stopped now would complain to each of them.
    await waitAtMost(endTimeoutMs, Promise.all(open))
  }
}
