import { isIP } from 'node:net'
import type { Request } from 'express'

/** The address the call comes from: the last one that no trusted proxy vouched for. IPv4 inside IPv6 is IPv4. */
export function clientIp(req: Request, hasTrustedProxies: boolean): string {
  const own = req.socket.remoteAddress ?? ''
  const claimed = hasTrustedProxies ? (req.ip ?? '') : own
  const ip = isIP(claimed) === 0 ? own : claimed
  return ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
}
