import { newId } from '@plinth/kit/ids'
import { clientIp } from '../client-ip.ts'
import type { Step } from './pipeline.ts'
import { versions } from '../../operation/versions.ts'

const kept = /^[A-Za-z0-9_-]{1,128}$/

export const identifyRequest: Step = (exchange, { clock, config }) => {
  const { req, headers } = exchange
  const own = req.headers['x-request-id']
  exchange.requestId = typeof own === 'string' && kept.test(own) ? own : newId('req', clock)
  const { ip, isTold } = clientIp(req, config.trustedProxies)
  exchange.ip = ip
  exchange.isIpTold = isTold
  headers.set('X-Request-ID', exchange.requestId)
  headers.set('X-API-Version', versions[0].name)
}
