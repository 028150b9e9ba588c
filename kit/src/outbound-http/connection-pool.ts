import { Client } from 'undici'
import { type ConnectDeps, type ConnectTimings, connectChecked } from './connect.ts'
import { connectFailure } from './failure.ts'
import type { Target } from './url-rule.ts'

/** One keep-alive connection, used by one exchange at a time: so its connect timings belong to that exchange. */
export interface Connection {
  readonly client: Client
  /** Of the exchange that opened it; zeros when it was kept alive. */
  timings: ConnectTimings
  connectTimeoutMs: number
}

const noTimings: ConnectTimings = { dnsMs: 0, connectMs: 0, tlsMs: 0 }

// Shorter than the idle timeout of common servers: a connection that the server is about to close is not used again.
const idleTimeoutMs = 2_500
const headerBytesMax = 16_384

/** Idle connections by origin; how many are in use is bounded by the caller, how many are idle by idleMax. */
export class ConnectionPool {
  readonly #deps: ConnectDeps
  readonly #idleMax: number
  /** Oldest first. */
  readonly #idle = new Map<Client, { origin: string; connection: Connection }>()
  readonly #open = new Set<Client>()

  constructor(deps: ConnectDeps, idleMax: number) {
    this.#deps = deps
    this.#idleMax = idleMax
  }

  take(target: Target, connectTimeoutMs: number): Connection {
    const kept = [...this.#idle.values()].findLast(({ origin }) => origin === originOf(target))
    if (kept === undefined) return this.#opened(target, connectTimeoutMs)
    this.#idle.delete(kept.connection.client)
    kept.connection.timings = noTimings
    kept.connection.connectTimeoutMs = connectTimeoutMs
    return kept.connection
  }

  giveBack(target: Target, connection: Connection): void {
    if (!this.#open.has(connection.client)) return
    this.#idle.set(connection.client, { origin: originOf(target), connection })
    const [oldest] = this.#idle.keys()
    if (this.#idle.size > this.#idleMax && oldest !== undefined) this.discard(oldest)
  }

  discard(client: Client): void {
    this.#idle.delete(client)
    this.#open.delete(client)
    void client.destroy().catch(() => undefined)
  }

  async close(): Promise<void> {
    for (const client of [...this.#open]) this.discard(client)
  }

  #opened(target: Target, connectTimeoutMs: number): Connection {
    const client = new Client(target.url.origin, {
      pipelining: 1,
      keepAliveTimeout: idleTimeoutMs,
      keepAliveMaxTimeout: idleTimeoutMs,
      maxHeaderSize: headerBytesMax,
      // The exchange has one deadline of its own; these would only measure gaps.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (_options, done) => {
        connectChecked(this.#deps, target, connection.connectTimeoutMs).then(
          ({ socket, timings }) => {
            connection.timings = timings
            done(null, socket)
          },
          (thrown: unknown) => done(connectFailure(thrown), null),
        )
      },
    })
    const connection: Connection = { client, timings: noTimings, connectTimeoutMs }
    this.#open.add(client)
    client.on('disconnect', () => this.discard(client))
    return connection
  }
}

function originOf(target: Target): string {
  return `${target.url.protocol}//${target.host}:${target.port}`
}
