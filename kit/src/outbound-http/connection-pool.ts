import { Client } from 'undici'
import { type ConnectDeps, type ConnectTimings, connectChecked } from './connect.ts'
import { connectFailure } from './failure.ts'
import type { Target } from './url-rule.ts'

/** One keep-alive connection, used by one attempt at a time: so its connect timings belong to that attempt. */
export interface Connection {
  readonly client: Client
  /** Of the attempt that opened the connection; zeros when it was kept alive. */
  timings: ConnectTimings
  connectTimeoutMs: number
  idleSinceMs: number
}

const noTimings: ConnectTimings = { dnsMs: 0, connectMs: 0, tlsMs: 0 }

// Shorter than the idle timeout of most servers: a request seldom meets a connection that the receiver closes just then.
export const idleTimeoutMs = 2_500
const headerBytesMax = 16_384

/** Idle connections by origin. The caller limits the connections in use; idleMax limits the idle ones. */
export class ConnectionPool {
  readonly #deps: ConnectDeps
  readonly #idleMax: number
  /** By origin; the least recently used origin comes first, and the most recently used connection of an origin last. */
  readonly #idle = new Map<string, Connection[]>()
  #idleCount = 0
  /** Of every connection, idle or in use. */
  readonly #origins = new Map<Client, string>()

  constructor(deps: ConnectDeps, idleMax: number) {
    this.#deps = deps
    this.#idleMax = idleMax
  }

  take(target: Target, connectTimeoutMs: number): Connection {
    const kept = this.#kept(target)
    if (kept === undefined) return this.#open(target, connectTimeoutMs)
    kept.timings = noTimings
    kept.connectTimeoutMs = connectTimeoutMs
    return kept
  }

  giveBack(target: Target, connection: Connection): void {
    if (!this.#origins.has(connection.client)) return
    // NOTE: a response that ends its connection has already closed it, but the event arrives one turn of the event loop later.
    if (!connection.client.stats.connected) {
      this.discard(connection.client)
      return
    }
    const origin = originOf(target)
    const idle = this.#idle.get(origin) ?? []
    this.#idle.delete(origin)
    connection.idleSinceMs = performance.now()
    idle.push(connection)
    this.#idle.set(origin, idle)
    this.#idleCount++
    if (this.#idleCount > this.#idleMax) this.#discardOldest()
  }

  discard(client: Client): void {
    const origin = this.#origins.get(client)
    if (origin === undefined) return
    this.#origins.delete(client)
    const idle = this.#idle.get(origin) ?? []
    const others = idle.filter((connection) => connection.client !== client)
    this.#idleCount -= idle.length - others.length
    if (others.length === 0) this.#idle.delete(origin)
    else this.#idle.set(origin, others)
    void client.destroy().catch(() => undefined)
  }

  /** NOTE: after a pause of this process, the other side may have closed connections that the timers here have not. */
  #kept(target: Target): Connection | undefined {
    const origin = originOf(target)
    for (let kept = this.#idle.get(origin)?.pop(); kept !== undefined; kept = this.#idle.get(origin)?.pop()) {
      this.#idleCount--
      if (kept.client.stats.connected && performance.now() - kept.idleSinceMs < idleTimeoutMs) return kept
      this.discard(kept.client)
    }
    return undefined
  }

  #discardOldest(): void {
    const oldest = [...this.#idle.values()].flat()[0]
    if (oldest !== undefined) this.discard(oldest.client)
  }

  async close(): Promise<void> {
    for (const client of [...this.#origins.keys()]) this.discard(client)
  }

  #open(target: Target, connectTimeoutMs: number): Connection {
    const client = new Client(target.url.origin, {
      pipelining: 1,
      keepAliveTimeout: idleTimeoutMs,
      keepAliveMaxTimeout: idleTimeoutMs,
      maxHeaderSize: headerBytesMax,
      // An attempt has one deadline of its own; these would only measure gaps.
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
    const connection: Connection = { client, timings: noTimings, connectTimeoutMs, idleSinceMs: 0 }
    this.#origins.set(client, originOf(target))
    // NOTE: a request that waits on a connection in use was never sent; undici sends it on another one.
    client.on('disconnect', () => {
      if (this.#idle.get(originOf(target))?.includes(connection)) this.discard(client)
    })
    return connection
  }
}

function originOf(target: Target): string {
  return `${target.url.protocol}//${target.host}:${target.port}`
}
