import type { ErrorCode } from '@plinth/kit/errors'
import { originOf } from '../../access/own-page.ts'
import type { GatewayConfig } from '../../config.ts'
import type { ReceivedRequest } from '../context/request-context.ts'

/** Returns the URL of the request for links: with the configured origin, otherwise with the host of the request. */
export function publicUrl(
  { req, path, query }: Pick<ReceivedRequest, 'req' | 'path' | 'query'>,
  config: Pick<GatewayConfig, 'publicUrl'>,
): URL {
  const base = config.publicUrl ?? originOf(req)
  const url = new URL(base.replace(/\/+$/, '') + path)
  url.search = query.toString()
  return url
}

/** Returns the URL of the page of an error: absolute if the public URL is configured, otherwise relative. */
export function helpUrl(code: ErrorCode, { publicUrl = '' }: { publicUrl?: string | undefined }): string {
  return `${publicUrl.replace(/\/+$/, '')}/docs/errors/${code}`
}
