import type { Socket } from 'node:net'
import { Client } from 'undici'
import { type ConnectDeps, type ConnectTimings, connectChecked } from './connect.ts'
import { connectFailure } from './failure.ts'
import { IdleTimes, keepAliveMs, watchedMs } from './idle-times.ts'
import type { Target } from './url-rule.ts'

/** One keep-alive connection, used by one attempt at a time: so its connect timings belong to that attempt. */
export interface Connection {
  readonly client: Client
  /** Of the attempt that opened the connection; zeros when it was kept alive. */
  timings: ConnectTimings
  connectTimeoutMs: number
  openedAtMs: number
  idleSinceMs: number
  /** Age of the idle connection when this attempt took it; undefined on a new one. */
  takenAfterMs: number | undefined
  socket: Socket | undefined
  /** The first error of its socket: of an alert of TLS, undici reports only that the connection ended. */
  socketError: unknown
  /** How long the receiver says that it keeps the connection. */
  saidMs: number | undefined
}

const noTimings: ConnectTimings = { dnsMs: 0, connectMs: 0, tlsMs: 0 }
const neverUsed = { openedAtMs: 0, idleSinceMs: 0, takenAfterMs: undefined, saidMs: undefined, socketError: undefined }

// A receiver that has moved to other addresses is followed after this time at the latest, however often it is sent to.
const ageMsMax = 60_000
const headerBytesMax = 16_384

/** Idle connections by origin. The caller limits the connections in use; idleMax limits the idle ones. */
export class ConnectionPool {
  readonly #deps: ConnectDeps
  readonly #idleMax: number
  readonly #nowMs: () => number
  readonly #times = new IdleTimes()
  /** By origin; the least recently used origin comes first, and the most recently used connection of an origin last. */
  readonly #idle = new Map<string, Connection[]>()
  #idleCount = 0
  /** Of every connection, idle or in use. */
  readonly #origins = new Map<Client, string>()

  constructor(deps: ConnectDeps, idleMax: number, nowMs: () => number) {
    this.#deps = deps
    this.#idleMax = idleMax
    this.#nowMs = nowMs
  }

  take(target: Target, connectTimeoutMs: number): Connection {
    const kept = this.#kept(target)
    if (kept === undefined) return this.open(target, connectTimeoutMs)
    kept.timings = noTimings
    kept.connectTimeoutMs = connectTimeoutMs
    kept.takenAfterMs = this.#nowMs() - kept.idleSinceMs
    return kept
  }

  /** @param keepAlive The header of the answer. */
  giveBack(target: Target, connection: Connection, keepAlive: string | undefined): void {
    if (!this.#origins.has(connection.client)) return
    // NOTE: a response that ends its connection has already closed it, but the event arrives one turn of the event loop later.
    if (!connection.client.stats.connected) {
      this.discard(connection.client)
      return
    }
    const origin = originOf(target)
    const idle = this.#idle.get(origin) ?? []
    this.#idle.delete(origin)
    connection.idleSinceMs = this.#nowMs()
    connection.saidMs = keepAliveMs(keepAlive)
    idle.push(connection)
    this.#idle.set(origin, idle)
    this.#idleCount++
    if (this.#idleCount > this.#idleMax) this.#discardOldest()
  }

  discard(client: Client): void {
    const origin = this.#origins.get(client)
    if (origin === undefined) return
    this.#origins.delete(client)
    this.#withdraw(origin, client)
    void client.destroy().catch(() => undefined)
  }

  /** The connection was lost before an answer. A kept one may have been closed as idle while the request was on its way. */
  lost(target: Target, { client, takenAfterMs }: Connection): void {
    if (takenAfterMs !== undefined) this.#times.saw(originOf(target), takenAfterMs, this.#nowMs())
    this.discard(client)
  }

  /** NOTE: after a pause of this process, the other side may have closed connections that the timers here have not. */
  #kept(target: Target): Connection | undefined {
    const origin = originOf(target)
    const nowMs = this.#nowMs()
    const idle = [...(this.#idle.get(origin) ?? [])].reverse()
    const kept = idle.find(({ client, openedAtMs, idleSinceMs, saidMs }) => {
      const isOld = nowMs - openedAtMs >= ageMsMax || nowMs - idleSinceMs >= this.#times.usableMs(origin, saidMs, nowMs)
      return client.stats.connected && !isOld
    })
    if (kept !== undefined) {
      this.#withdraw(origin, kept.client)
      return kept
    }
    // The oldest one is left open where it is to show for how long the receiver keeps connections.
    if (this.#times.isUnsure(origin, idle.at(-1)?.saidMs, nowMs)) idle.pop()
    for (const { client } of idle) this.discard(client)
    return undefined
  }

  #withdraw(origin: string, client: Client): void {
    const idle = this.#idle.get(origin) ?? []
    const others = idle.filter((connection) => connection.client !== client)
    this.#idleCount -= idle.length - others.length
    if (others.length === 0) this.#idle.delete(origin)
    else this.#idle.set(origin, others)
  }

  #discardOldest(): void {
    const oldest = [...this.#idle.values()].flat()[0]
    if (oldest !== undefined) this.discard(oldest.client)
  }

  async close(): Promise<void> {
    for (const client of [...this.#origins.keys()]) this.discard(client)
  }

  /** A new connection, whatever idle ones there are. */
  open(target: Target, connectTimeoutMs: number): Connection {
    const origin = originOf(target)
    const client = new Client(target.url.origin, {
      pipelining: 1,
      keepAliveTimeout: watchedMs,
      keepAliveMaxTimeout: watchedMs,
      keepAliveTimeoutThreshold: 0,
      maxHeaderSize: headerBytesMax,
      // An attempt has one deadline of its own; these would only measure gaps.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (_options, done) => {
        connectChecked(this.#deps, target, connection.connectTimeoutMs).then(
          ({ socket, timings }) => {
            Object.assign(connection, { ...neverUsed, socket, timings, openedAtMs: this.#nowMs() })
            socket.once('error', (thrown) => {
              connection.socketError = thrown
            })
            done(null, socket)
          },
          (thrown: unknown) => done(connectFailure(thrown), null),
        )
      },
    })
    const connection: Connection = { client, socket: undefined, timings: noTimings, connectTimeoutMs, ...neverUsed }
    this.#origins.set(client, origin)
    // NOTE: a request that waits on a connection in use was never sent; undici sends it on another one.
    client.on('disconnect', (_url, _clients, { code }) => {
      if (!this.#idle.get(origin)?.includes(connection)) return
      const nowMs = this.#nowMs()
      const isClosedHere = code === 'UND_ERR_INFO'
      const openMs = isClosedHere ? Math.min(connection.saidMs ?? watchedMs, watchedMs) : nowMs - connection.idleSinceMs
      this.#times.saw(origin, openMs, nowMs)
      this.discard(client)
    })
    return connection
  }
}

function originOf(target: Target): string {
  return `${target.url.protocol}//${target.host}:${target.port}`
}
