import { entityTag, isNoneMatch } from '../entity-tag.ts'
import { settled } from '../exchange.ts'
import type { Step } from '../pipeline.ts'
import { respond } from '../respond.ts'

/** Rendering is pure: what is stored, rendered again, gives the same bytes. */
export const answer: Step = (exchange, gateway) => {
  const { req, res, reply } = exchange
  const { method, hasSecret, ...operation } = settled(exchange.operation)
  const { body, version, status = operation.status } = settled(exchange.answer)(settled(exchange.shape))
  const text = body === undefined ? undefined : JSON.stringify(body)
  if (reply?.isReplay) res.setHeader('Idempotent-Replayed', 'true')
  if (hasSecret) res.setHeader('Cache-Control', 'no-store')
  else if (method === 'GET') res.setHeader('Cache-Control', 'private, no-cache')
  if (method === 'GET' && version !== undefined && text !== undefined) {
    const tag = entityTag(version, text)
    res.setHeader('ETag', tag)
    if (isNoneMatch(req.headers['if-none-match'], tag)) {
      respond(exchange, gateway, { status: 304 })
      return
    }
  }
  respond(exchange, gateway, { status, text })
}
