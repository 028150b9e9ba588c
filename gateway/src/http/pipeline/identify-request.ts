import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { containsApiKey } from '@plinth/kit/access/contains-api-key'
import { isIpAllowed } from '@plinth/kit/access/ip-ranges'
import { newId } from '@plinth/kit/ids'
import { versions } from '../../operation/versions.ts'
import type { Step } from '../context/step.ts'

const keptIds = /^[A-Za-z0-9_-]{1,128}$/

export const identifyRequest: Step = (request, { clock, config, unnamedProxies }) => {
  const { req, headers } = request
  const own = req.headers['x-request-id']
  request.requestId = isKept(own) ? own : newId('req', clock)
  const { ip, isKnown, isOfUnnamedProxy } = clientIp(req, config.trustedProxies)
  request.ip = ip
  request.isIpKnown = isKnown
  if (isOfUnnamedProxy) unnamedProxies.note(ip)
  headers.set('X-Request-ID', request.requestId)
  headers.set('X-API-Version', versions[0].name)
}

/** A key that a caller sends as its id would be kept in clear wherever the id is. */
const isKept = (own: string | string[] | undefined): own is string =>
  typeof own === 'string' && keptIds.test(own) && !containsApiKey(own)

interface ClientIp {
  ip: string
  /** False if a trusted proxy sent no readable address; `ip` is then that of the proxy. */
  isKnown: boolean
  /** True if `ip` speaks for others and is of no trusted proxy. */
  isOfUnnamedProxy: boolean
}

/** Returns the address of the caller: the last one that is not of a trusted proxy. IPv4 inside IPv6 is IPv4. */
function clientIp(req: IncomingMessage, trustedProxies: readonly string[]): ClientIp {
  let ip = addressIn(req.socket.remoteAddress ?? '') ?? ''
  const forwarded = req.headers['x-forwarded-for']
  if (ip === '' || forwarded === undefined) return { ip, isKnown: ip !== '', isOfUnnamedProxy: false }
  let proxies = 0
  for (const entry of String(forwarded).split(',').reverse()) {
    if (trustedProxies.length === 0 || !isIpAllowed(trustedProxies, ip)) break
    proxies++
    const address = addressIn(entry.trim())
    if (address === undefined) return { ip, isKnown: false, isOfUnnamedProxy: false }
    ip = address
  }
  return { ip, isKnown: true, isOfUnnamedProxy: proxies === 0 }
}

/** Some proxies add the port: "198.51.100.9:4431", "[2001:db8::9]:443". */
function addressIn(entry: string): string | undefined {
  const [, inBrackets, v4] = /^(?:\[([^\]]+)\](?::\d{1,5})?|(\d+\.\d+\.\d+\.\d+):\d{1,5})$/.exec(entry) ?? []
  const address = (inBrackets ?? v4 ?? entry).replace(/%.*$/, '')
  return isIP(address) === 0 ? undefined : address.replace(/^::ffff:(?=\d+\.)/i, '')
}
