import type { IncomingMessage } from 'node:http'
import { fail } from '../../errors.ts'
import type { Step } from '../context/step.ts'

/** True for HTTP/1.1 without a Host header, which RFC 9112 §3.2 requires; HTTP/1.0 has none. */
export const lacksHost = ({ headers, httpVersion }: Pick<IncomingMessage, 'headers' | 'httpVersion'>): boolean =>
  headers.host === undefined && httpVersion === '1.1'

/** True for one host, or none in HTTP/1.0 (RFC 9112 §3.2): of two, a proxy in front of the gateway may have used the other one. */
export const hasOneHost = (req: IncomingMessage): boolean => !lacksHost(req) && hostsOf(req) <= 1

/** Refuses every other request with 400. */
export const checkHost: Step = (request) => {
  const { req } = request
  if (hasOneHost(req)) return
  const fault = lacksHost(req) ? 'no host' : 'two different hosts'
  request.deferredRefusal = fail.malformed(`The request has ${fault}. Send one Host header.`)
}

function hostsOf({ rawHeaders }: IncomingMessage): number {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts++
  }
  return hosts
}
