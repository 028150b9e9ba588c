import { setTimeout as pause } from 'node:timers/promises'
import { AuthorizationError, connect, type NatsConnection, type NodeConnectionOptions } from '@nats-io/transport-node'
import type { Logger } from '../../log.ts'
import { certificateRemedy, isOfCertificate } from '../../server-certificate.ts'

const firstConnectionMs = 5_000

export interface ConnectionOptions {
  url: string
  name: string
  /** Part whose inbox "_INBOX.<part>.…" receives responses; users of other parts cannot read it. Default: "_INBOX.…". */
  part?: string
  log: Logger
}

export const inboxPrefixOf = (part: string | undefined): string => (part === undefined ? '_INBOX' : `_INBOX.${part}`)

/** Connects. Rejects if the first connection fails for 5 s; reconnects after every later outage. */
export async function connectNats(options: ConnectionOptions): Promise<NatsConnection> {
  const until = performance.now() + firstConnectionMs
  for (;;) {
    try {
      return await connect(connectionOptions(options))
    } catch (cause) {
      if (performance.now() > until) throw unusable(options.url, cause)
      options.log.debug({ err: cause }, 'connecting to NATS failed; retrying')
      await pause(250)
    }
  }
}

/** Returns the addresses of the servers without user names and passwords. */
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
    // Otherwise every published message takes two stack traces in case of a failure.
    noAsyncTraces: true,
    // A peer that disappears without closing the connection is noticed within 10 s.
    pingInterval: 5_000,
    maxPingOut: 2,
  }
}

// NOTE: the client accepts no credentials inside an address, so those of the first address are passed separately.
const servers = (url: string): URL[] => url.split(',').map((server) => new URL(server.trim()))

function unusable(url: string, cause: unknown): Error {
  const at = `NATS at ${shownServers(url)}`
  const reason = cause instanceof Error ? cause.message : ''
  if (cause instanceof AuthorizationError)
    return new Error(
      `${at} refuses the user or the password of NATS_URL: correct NATS_URL, or the users of the server.`,
      {
        cause,
      },
    )
  if (isOfCertificate(reason))
    return new Error(`${at} has a certificate that NATS_URL does not accept (${reason}): ${certificateRemedy}.`, {
      cause,
    })
  return new Error(`NATS does not answer at ${shownServers(url)}: start it, or correct NATS_URL.`, { cause })
}
