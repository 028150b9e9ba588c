import type { ErrorCode } from '@plinth/kit/errors'
import type { GatewayConfig } from '../../config.ts'
import type { ReceivedRequest } from '../context/request-context.ts'

// A name or an address, with a port or not, and nothing that would begin a path.
const hostPattern = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/

/** The URL that the caller asked for, as links repeat it: by the configured origin, else by the request's own host. */
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

/** Where the page about an error is: absolute where it is known how callers get here, else relative to what they asked. */
export function helpUrl(code: ErrorCode, { publicUrl = '' }: { publicUrl?: string | undefined }): string {
  return `${publicUrl.replace(/\/+$/, '')}/docs/errors/${code}`
}
