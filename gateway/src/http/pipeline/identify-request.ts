import { containsApiKey } from '@plinth/kit/access/contains-api-key'
import { newId } from '@plinth/kit/ids'
import { versions } from '../../operation/versions.ts'
import type { Step } from '../context/step.ts'
import { clientIp } from './client-ip.ts'

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
