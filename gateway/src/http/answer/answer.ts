import { entityTag, isNoneMatch } from './entity-tag.ts'
import { settled } from '../context/exchange.ts'
import type { Step } from '../pipeline/pipeline.ts'
import { respond } from './respond.ts'

/** Rendering is pure: what is stored, rendered again, gives the same bytes. */
export const answer: Step = (exchange, gateway) => {
  const { req, headers, reply } = exchange
  const operation = settled(exchange.operation)
  const { method, hasSecret, hasVersion = false } = operation
  const { body, version, status = operation.status } = settled(exchange.answer)(settled(exchange.shape))
  const text = body === undefined ? undefined : JSON.stringify(body)
  if (reply?.isReplay) headers.set('Idempotent-Replayed', 'true')
  if (hasSecret) headers.set('Cache-Control', 'no-store')
  else if (method === 'GET') headers.set('Cache-Control', 'private, no-cache')
  if (method === 'GET' && hasVersion && text !== undefined) {
    const tag = entityTag(version ?? 0, text)
    headers.set('ETag', tag)
    if (isNoneMatch(req.headers['if-none-match'], tag)) {
      respond(exchange, gateway, { status: 304 })
      return
    }
  }
  respond(exchange, gateway, { status, text })
}
