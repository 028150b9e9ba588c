import { setTimeout as pause } from 'node:timers/promises'
import { connect, type NatsConnection, type NodeConnectionOptions } from '@nats-io/transport-node'
import type { Logger } from '../../log.ts'

const firstConnectionMs = 5_000

/** Connects once and for all: a first connection that fails for 5 s rejects, every later outage is ridden out. */
export async function connectNats(options: { url: string; name: string; log: Logger }): Promise<NatsConnection> {
  const until = performance.now() + firstConnectionMs
  for (;;) {
    try {
      return await connect(connectionOptions(options.url, options.name))
    } catch (cause) {
      if (performance.now() > until) throw unreachable(options.url, cause)
      options.log.debug({ err: cause }, 'NATS does not answer yet')
      await pause(250)
    }
  }
}

/** Where the servers are, without user names and passwords. */
export const shownServers = (url: string): string =>
  servers(url)
    .map(({ host }) => host)
    .join(', ')

function connectionOptions(url: string, name: string): NodeConnectionOptions {
  const parsed = servers(url)
  const [first] = parsed
  const user = decodeURIComponent(first?.username ?? '')
  const pass = decodeURIComponent(first?.password ?? '')
  return {
    servers: parsed.map(({ host }) => host),
    name,
    ...(pass !== '' ? { user, pass } : user !== '' ? { token: user } : {}),
    ...(first?.protocol === 'tls:' ? { tls: {} } : {}),
    timeout: 2_000,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: 250,
    // Else every message published takes two stack traces, in case it fails.
    noAsyncTraces: true,
    // A peer that vanished without a word is noticed within 10 s.
    pingInterval: 5_000,
    maxPingOut: 2,
  }
}

// NOTE: the client takes no credentials inside a server's address, so the first address's are handed over apart.
const servers = (url: string): URL[] => url.split(',').map((server) => new URL(server.trim()))

const unreachable = (url: string, cause: unknown): Error =>
  new Error(`NATS does not answer at ${shownServers(url)}: start it, or correct NATS_URL.`, { cause })
