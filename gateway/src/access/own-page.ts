import type { IncomingHttpHeaders } from 'node:http'

/** A request by what says where it was sent; forwarded headers count from trusted proxies alone. */
export interface SentRequest {
  headers: IncomingHttpHeaders
  protocol: string
  host: string | undefined
}

/** The configured URL at which browsers reach this gateway, if it has one. */
export interface Reached {
  publicUrl: string | undefined
}

// A name or an address with an optional port, without a character that starts a path.
const hostPattern = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/

/** Returns the origin at which the request reached this gateway: "http://localhost:8080". */
export function originOf({ protocol, host = '' }: Pick<SentRequest, 'protocol' | 'host'>): string {
  const scheme = protocol.toLowerCase() === 'https' ? 'https' : 'http'
  return hostPattern.test(host) && URL.canParse(`${scheme}://${host}`) ? `${scheme}://${host}` : 'http://localhost'
}

/** Returns the URL at which a browser that sent the request reaches this gateway. */
export const ownUrl = (req: SentRequest, { publicUrl }: Reached): URL => new URL(publicUrl ?? originOf(req))

/**
 * True when the console of this gateway sent the request: only then a cookie counts. Another origin cannot send the header
 * without a preflight, and no preflight allows credentials. Browsers leave Sec-Fetch-Site out over plain HTTP, and Origin on
 * plain reads.
 */
export function isFromOwnPage(req: SentRequest, reached: Reached): boolean {
  const { 'x-plinth-page': page, 'sec-fetch-site': site, origin } = req.headers
  if (page !== 'console') return false
  if (site !== undefined && site !== 'same-origin') return false
  return origin === undefined || origin === ownUrl(req, reached).origin
}
