import { newId } from '@plinth/kit/ids'
import { clientIp } from '../client-ip.ts'
import type { Step } from '../pipeline.ts'
import { versions } from '../versions.ts'

const kept = /^[A-Za-z0-9_-]{1,128}$/

export const identifyRequest: Step = (exchange, { clock }) => {
  const { req, res } = exchange
  const own = req.headers['x-request-id']
  exchange.requestId = typeof own === 'string' && kept.test(own) ? own : newId('req', clock)
  exchange.ip = clientIp(req)
  res.setHeader('X-Request-ID', exchange.requestId)
  res.setHeader('X-API-Version', versions[0].name)
}
