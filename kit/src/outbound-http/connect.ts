import { isIPv6, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { withTimeout } from '../timeout.ts'
import type { AddressPolicy } from './address-policy.ts'
import { type EgressProxy, openTunnel } from './egress-proxy.ts'
import { blocked, connectFailure, OutboundFailure, tlsFailure } from './failure.ts'
import { type Opening, openTcp } from './open-tcp.ts'
import type { Guard } from './url-guard.ts'
import type { Target } from './url-rule.ts'

export interface ConnectTimings {
  dnsMs: number
  connectMs: number
  tlsMs: number
}

export interface Connected {
  socket: Socket
  timings: ConnectTimings
}

export interface ConnectDeps {
  guard: Guard
  policy: AddressPolicy
  proxy?: EgressProxy
  /** Authorities trusted in addition to those of the machine. */
  ca?: string
}

/** Opens a connection to a checked address, including TLS, within timeoutMs. Rejects only with OutboundFailure. */
export async function connectChecked(deps: ConnectDeps, target: Target, timeoutMs: number): Promise<Connected> {
  const startedAt = performance.now()
  let opening: Opening | undefined
  let opened: Socket | undefined
  const inTime = <T>(work: Promise<T>) => withTimeout(startedAt + timeoutMs - performance.now(), work, tooLong)
  try {
    const addresses = await inTime(deps.guard.addressesOf(target))
    const resolvedAt = performance.now()
    const { proxy } = deps
    // Addresses that the operator allows on its own networks are reached directly.
    const isDirect = proxy === undefined || addresses.every((address) => deps.policy.isListed(address))
    opening = isDirect ? openTcp(addresses, target.port) : openTunnel(proxy, addresses, target.port)
    const tcp = await inTime(opening.opened).catch((thrown: unknown) => {
      throw connectFailure(thrown)
    })
    opened = tcp
    // The address of a connection that is already reset is unknown, so the connection counts as lost, not as refused.
    if (tcp.remoteAddress === undefined) throw connectFailure(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
    // The connection must go to the checked address; behind a proxy that is seen by the proxy alone.
    if (isDirect && !isChecked(tcp.remoteAddress, addresses, deps.policy, target)) throw blocked()
    const connectedAt = performance.now()
    if (target.url.protocol === 'https:') {
      opened = openTls(tcp, target, deps.ca)
      await inTime(secured(opened))
    }
    const timings = {
      dnsMs: resolvedAt - startedAt,
      connectMs: connectedAt - resolvedAt,
      tlsMs: performance.now() - connectedAt,
    }
    return { socket: opened, timings }
  } catch (thrown) {
    opening?.giveUp()
    opened?.on('error', () => undefined).destroy()
    throw thrown
  }
}

const tooLong = () => new OutboundFailure('timeout', 'The connection was not established in time.')

function openTls(socket: Socket, target: Target, ca: string | undefined): Socket {
  return connectTls({
    socket,
    host: target.host,
    ...(target.isLiteral ? {} : { servername: target.host }),
    ALPNProtocols: ['http/1.1'],
    ...(ca === undefined ? {} : { ca }),
  })
}

function isChecked(remote: string, addresses: readonly string[], policy: AddressPolicy, target: Target): boolean {
  const isPinned = addresses.some((address) => sameAddress(address, remote))
  return isPinned && (target.isLocalName ? policy.isListed(remote) : policy.allows(remote))
}

function sameAddress(left: string, right: string): boolean {
  return canonical(left) === canonical(right)
}

function canonical(address: string): string {
  const host = isIPv6(address) ? new URL(`http://[${address}]`).hostname : address
  return host.replace(/^\[::ffff:([0-9a-f]+):([0-9a-f]+)\]$/, (_, high: string, low: string) => {
    const bits = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
    return bits.flatMap((part) => [part >> 8, part & 255]).join('.')
  })
}

function secured(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const early = () => reject(tlsFailure(new Error('closed')))
    const failed = (thrown: unknown) => reject(tlsFailure(thrown))
    socket.once('error', failed).once('close', early)
    socket.once('secureConnect', () => {
      socket.off('error', failed).off('close', early)
      resolve()
    })
  })
}
