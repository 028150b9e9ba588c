import { fail } from '../../errors.ts'
import type { Step } from '../pipeline/pipeline.ts'

/** 400 for two hosts (RFC 9112 §3.2): what stands before the gateway may have believed the other one. */
export const checkHost: Step = (exchange) => {
  const { rawHeaders } = exchange.req
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts++
  }
  if (hosts > 1) exchange.refusal = fail.malformed('The request has two different hosts. Send one Host header.')
}
