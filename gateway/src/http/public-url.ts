import type { ErrorCode } from '@plinth/kit/errors'
import type { GatewayConfig } from '../config.ts'
import type { Exchange } from './exchange.ts'

/** The URL that the caller asked for, as links repeat it: by the configured origin, else by the request's own host. */
export function publicUrl({ req, path, query }: Exchange, config: Pick<GatewayConfig, 'publicUrl'>): URL {
  const own = `${req.protocol}://${req.host ?? ''}`
  const base = config.publicUrl ?? (URL.canParse(own) ? own : 'http://localhost')
  const url = new URL(base.replace(/\/+$/, '') + path)
  url.search = query.toString()
  return url
}

/** Where the page about an error is: absolute where it is known how callers get here, else relative to what they asked. */
export function helpUrl(code: ErrorCode, { publicUrl = '' }: { publicUrl?: string | undefined }): string {
  return `${publicUrl.replace(/\/+$/, '')}/docs/errors/${code}`
}
