import type { ErrorCode } from '@plinth/kit/errors'
import type { GatewayConfig } from '../../config.ts'
import type { ReceivedRequest } from '../context/request-context.ts'

// A name or an address with an optional port, without a character that starts a path.
const hostPattern = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/

/** Returns the URL of the request for links: with the configured origin, otherwise with the host of the request. */
export function publicUrl({ req, path, query }: ReceivedRequest, config: Pick<GatewayConfig, 'publicUrl'>): URL {
  const base = config.publicUrl ?? originOf(req)
  const url = new URL(base.replace(/\/+$/, '') + path)
  url.search = query.toString()
  return url
}

function originOf(req: ReceivedRequest['req']): string {
  const scheme = req.protocol.toLowerCase() === 'https' ? 'https' : 'http'
  const host = req.host ?? ''
  return hostPattern.test(host) && URL.canParse(`${scheme}://${host}`) ? `${scheme}://${host}` : 'http://localhost'
}

/** Returns the URL of the page of an error: absolute if the public URL is configured, otherwise relative. */
export function helpUrl(code: ErrorCode, { publicUrl = '' }: { publicUrl?: string | undefined }): string {
  return `${publicUrl.replace(/\/+$/, '')}/docs/errors/${code}`
}
