import type { ResponseInfo } from '../options.ts'
import type { Received } from './received.ts'

export interface Answered {
  received: Received
  /** How many requests were sent. */
  attempts: number
}

export function responseInfo({ received: { status, headers }, attempts }: Answered): ResponseInfo {
  const number = (name: string) => Number(headers[`x-ratelimit-${name}`])
  return {
    status,
    headers,
    requestId: headers['x-request-id'],
    etag: headers['etag'],
    replayed: headers['idempotent-replayed'] === 'true',
    rateLimit:
      number('limit') >= 0
        ? { limit: number('limit'), remaining: number('remaining'), reset: number('reset') }
        : undefined,
    attempts,
  }
}
