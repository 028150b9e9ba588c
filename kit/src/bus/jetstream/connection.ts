import { setTimeout as pause } from 'node:timers/promises'
import { connect, type NatsConnection, type NodeConnectionOptions } from '@nats-io/transport-node'
import type { Logger } from '../../log.ts'

const firstConnectionMs = 5_000

export interface ConnectionOptions {
  url: string
  name: string
  /** Answers come to "_INBOX.<part>.…", which the users of other parts may not read. Default: to "_INBOX.…". */
  part?: string
  log: Logger
}

export const inboxPrefixOf = (part: string | undefined): string => (part === undefined ? '_INBOX' : `_INBOX.${part}`)

/** Connects once and for all: a first connection that fails for 5 s rejects, every later outage is ridden out. */
export async function connectNats(options: ConnectionOptions): Promise<NatsConnection> {
  const until = performance.now() + firstConnectionMs
  for (;;) {
    try {
      return await connect(connectionOptions(options))
    } catch (cause) {
      if (performance.now() > until) throw unreachable(options.url, cause)
      options.log.debug({ err: cause }, 'connecting to NATS failed; retrying')
      await pause(250)
    }
  }
}

/** Where the servers are, without user names and passwords. */
export const shownServers = (url: string): string =>
  servers(url)
    .map(({ host }) => host)
    .join(', ')

function connectionOptions({ url, name, part }: ConnectionOptions): NodeConnectionOptions {
  const parsed = servers(url)
  const [first] = parsed
  const user = decodeURIComponent(first?.username ?? '')
  const pass = decodeURIComponent(first?.password ?? '')
  return {
    servers: parsed.map(({ host }) => host),
    name,
    inboxPrefix: inboxPrefixOf(part),
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
