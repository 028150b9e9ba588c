import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { isIpAllowed } from '@plinth/kit/access/ip-ranges'

export interface ClientIp {
  ip: string
  /** False if a trusted proxy sent no readable address; `ip` is then that of the proxy. */
  isKnown: boolean
  /** True if `ip` speaks for others and is of no trusted proxy. */
  isOfUnnamedProxy: boolean
}

/** Returns true if GATEWAY_TRUSTED_PROXIES names the address; without proxies, none is trusted. */
export const isTrustedProxy = (trustedProxies: readonly string[], ip: string): boolean =>
  trustedProxies.length > 0 && isIpAllowed(trustedProxies, ip)

/** Returns the address of the caller: the last one that is not of a trusted proxy. IPv4 inside IPv6 is IPv4. */
export function clientIp(req: IncomingMessage, trustedProxies: readonly string[]): ClientIp {
  let ip = addressIn(req.socket.remoteAddress ?? '') ?? ''
  const forwarded = req.headers['x-forwarded-for']
  if (ip === '' || forwarded === undefined) return { ip, isKnown: ip !== '', isOfUnnamedProxy: false }
  for (const entry of String(forwarded).split(',').reverse()) {
    if (!isTrustedProxy(trustedProxies, ip)) return { ip, isKnown: true, isOfUnnamedProxy: true }
    const address = addressIn(entry.trim())
    if (address === undefined) return { ip, isKnown: false, isOfUnnamedProxy: false }
    ip = address
  }
  return { ip, isKnown: true, isOfUnnamedProxy: false }
}

/** Some proxies add the port: "198.51.100.9:4431", "[2001:db8::9]:443". */
function addressIn(entry: string): string | undefined {
  const [, inBrackets, v4] = /^(?:\[([^\]]+)\](?::\d{1,5})?|(\d+\.\d+\.\d+\.\d+):\d{1,5})$/.exec(entry) ?? []
  const address = (inBrackets ?? v4 ?? entry).replace(/%.*$/, '')
  return isIP(address) === 0 ? undefined : address.replace(/^::ffff:(?=\d+\.)/i, '')
}
