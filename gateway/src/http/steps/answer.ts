import { entityTag, isNoneMatch } from '../entity-tag.ts'
import { settled } from '../exchange.ts'
import type { Step } from '../pipeline.ts'
import { respond } from '../respond.ts'

export const answer: Step = (exchange) => {
  const { req, res, reply } = exchange
  const operation = settled(exchange.operation)
  const { body, version } = settled(exchange.answer)(settled(exchange.shape))
  const text = body === undefined ? undefined : JSON.stringify(body)
  if (reply?.isReplay) res.setHeader('Idempotent-Replayed', 'true')
  if (operation.hasSecret) res.setHeader('Cache-Control', 'no-store')
  if (operation.method !== 'GET') {
    respond(exchange, operation.status, text)
    return
  }
  res.setHeader('Cache-Control', 'private, no-cache')
  if (version === undefined || text === undefined) {
    respond(exchange, operation.status, text)
    return
  }
  const tag = entityTag(version, text)
  res.setHeader('ETag', tag)
  if (isNoneMatch(req.headers['if-none-match'], tag)) respond(exchange, 304)
  else respond(exchange, operation.status, text)
}
