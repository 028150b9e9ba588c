import type { IncomingMessage } from 'node:http'
import { fail } from '../../errors.ts'
import type { Step } from '../context/step.ts'

/** True for HTTP/1.1 without a Host header, which RFC 9112 §3.2 requires; HTTP/1.0 has none. */
export const lacksHost = ({ headers, httpVersion }: Pick<IncomingMessage, 'headers' | 'httpVersion'>): boolean =>
  headers.host === undefined && httpVersion === '1.1'

/** Refuses no host and two hosts with 400 (RFC 9112 §3.2): a proxy in front of the gateway may have used the other one. */
export const checkHost: Step = (request) => {
  const { req } = request
  if (lacksHost(req)) request.deferredRefusal = fail.malformed('The request has no host. Send one Host header.')
  else if (hostsOf(req) > 1)
    request.deferredRefusal = fail.malformed('The request has two different hosts. Send one Host header.')
}

function hostsOf({ rawHeaders }: IncomingMessage): number {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts++
  }
  return hosts
}
