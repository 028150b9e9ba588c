import pg from 'pg'
import { FailureReport } from '../async/failure-report.ts'
import type { Logger } from '../log.ts'
import { waitAtMost } from '../timeout.ts'
import { valueTypes } from './value-types.ts'
import { WritableClient } from './writable-client.ts'

const connectTimeoutMs = 5_000
const statementTimeoutMs = 10_000
// A process that freezes in a transaction holds its locks for so long.
const idleTransactionMsDefault = 5_000
// Less than that: else the transactions of a frozen process would get the lock of a row one after the other, and hold it for so
// long each. Three times it is less than a caller waits (10 s).
const lockTimeoutMs = 3_000
// Later than the server's own limit: only a server or a network that has gone silent meets it.
const silenceTimeoutMs = 15_000
const endTimeoutMs = 2_000
// PostgreSQL would keep the session of a lost machine, and its locks, for two hours.
const endSilentSessions =
  '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=25000'

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
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    query_timeout: silenceTimeoutMs,
    idle_in_transaction_session_timeout: idleTransactionMs,
    idleTimeoutMillis: 60_000,
    // Compiling a statement takes longer than running any of ours.
    options: `-c timezone=UTC -c jit=off ${endSilentSessions}`,
    ...(onlyReads ? {} : { Client: WritableClient, onConnect: confirmWritable }),
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

const confirmWritable = (client: pg.ClientBase): Promise<void> | undefined =>
  client instanceof WritableClient ? client.confirmWritable() : undefined

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
