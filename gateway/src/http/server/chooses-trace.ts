import type { IncomingMessage } from 'node:http'
import { isIpAllowed } from '@plinth/kit/access/ip-ranges'
import type { GatewayConfig } from '../../config.ts'
import { clientIp } from '../pipeline/client-ip.ts'

type Settings = Pick<GatewayConfig, 'trustedProxies' | 'traceparentCallers'>

/**
 * Returns true if GATEWAY_TRACEPARENT_CALLERS names the address of the caller. Of any other, the traceparent is of a stranger, and so is what
 * comes through a proxy that GATEWAY_TRUSTED_PROXIES does not name.
 */
export function choosesTrace(req: IncomingMessage, { trustedProxies, traceparentCallers }: Settings): boolean {
  if (traceparentCallers.length === 0) return false
  const { ip, isKnown, isOfUnnamedProxy } = clientIp(req, trustedProxies)
  return isKnown && !isOfUnnamedProxy && isIpAllowed(traceparentCallers, ip)
}
